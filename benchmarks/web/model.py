"""What is measured: pages of sites, and the figures of each."""

import os
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class BenchmarkError(Exception):
    """Something that the person at the keyboard can mend; the text says what."""


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page is, and the cookie that opens it; none for the pages that anyone may read."""

    path: str
    cookie: str = ""


@dataclass(slots=True)
class Site:
    """An installation that can be served: ours with so many registrations, or the peer's."""

    name: str
    python: str
    environment: dict[str, str]
    serve: list[str]
    port: int
    folder: Path
    compresses: bool
    """Whether it compresses its pages itself; what is transferred is measured only where nothing else has to."""
    pages: dict[str, Page] = field(default_factory=dict)

    def variables(self) -> dict[str, str]:
        """The environment of this site's processes: nothing of our own settings leaks into it but what it names."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("OPENFLOOR_", "PRETALX_", "DJANGO_")) and name not in {"DATABASE_URL", "REDIS_URL"}
        }
        return {**kept, **self.environment}


@dataclass(frozen=True, slots=True)
class Inside:
    """One page asked for in process. Milliseconds are of one request; `cpu_ms` are the processor's alone."""

    queries: int
    median_ms: float
    p95_ms: float
    cpu_ms: float
    html: int
    html_gzipped: int


@dataclass(frozen=True, slots=True)
class Drive:
    """One run of wrk against one page."""

    rate: float
    p95_ms: float
    requests: int


@dataclass(frozen=True, slots=True)
class Stated:
    """Figures of a page that were not measured in this run."""

    queries: int
    rate: float
    p95_ms: float | None = None


@dataclass(slots=True)
class Figures:
    """All that was measured of one page of one site. `transferred` are the bytes of the page and all it asks for."""

    inside: Inside
    transferred: int | None = None
    drives: list[Drive] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Requests a second: the median of the runs."""
        return statistics.median(drive.rate for drive in self.drives)

    @property
    def p95_ms(self) -> float:
        return statistics.median(drive.p95_ms for drive in self.drives)

    def times(self, other: "Figures") -> float:
        """How many times the rate of the other: the median over runs that followed upon each other."""
        pairs = zip(self.drives, other.drives, strict=True)
        return statistics.median(own.rate / its.rate for own, its in pairs)


def run(command: list[str], *, variables: dict[str, str], folder: Path, given: str = "", doing: str) -> str:
    """Run a program to its end and return what it printed; its errors are shown only where it failed."""
    done = subprocess.run(command, env=variables, cwd=folder, input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr[-4000:])
        raise BenchmarkError(f"{doing} failed; what it said is above.")
    return done.stdout
