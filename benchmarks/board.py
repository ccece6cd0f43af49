"""How quick and how light the allocation board and its steps are, in process, at several sizes.

Run: `python benchmarks/board.py [--sizes PEOPLE:GROUPS …] [--beside CHECKOUT]`. Each size gets a fresh database with
the demo consultation, so many working groups and invented people, everybody placed. With --beside another checkout of
Openfloor answers the same pages from the same database, so that two versions can be compared in one run. Prints
Markdown; docs/benchmarks.md explains it. Fails where the board costs more queries at one size than at another.
"""

import argparse
import json
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from web.figures import inside
from web.model import BenchmarkError, Inside, Site, run
from web.ours import ours

STEPS = {"late": "late arrival placed", "move": "move", "lock": "lock or unlock", "undo": "undo"}
TITLES = {"board": "Board", "prices": "One person, all prices"}
HEADINGS = ("Page", "people", "groups", "queries", "ms", "of these processor", "kB HTML", "kB gzipped")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the allocation board in process.")
    parser.add_argument("--sizes", nargs="+", default=["80:3", "300:8", "2000:40"], metavar="PEOPLE:GROUPS")
    parser.add_argument("--beside", type=Path, metavar="CHECKOUT", help="another version of Openfloor to compare with")
    parser.add_argument("--requests", type=int, default=20, metavar="N", help="requests for each page")
    return parser.parse_args()


def row(page: str, people: int, groups: int, ours: Inside, theirs: Inside | None) -> str:
    figures = [f"{ours.queries}", f"{ours.median_ms:,.0f}", f"{ours.cpu_ms:,.0f}"]
    figures += [f"{size / 1000:,.1f}" for size in (ours.html, ours.html_gzipped)]
    if theirs:
        figures += [f"{theirs.cpu_ms:,.0f}", f"{ours.cpu_ms / theirs.cpu_ms:.2f}"]
        figures += [f"{theirs.html / 1000:,.1f}", f"{ours.html / theirs.html:.2f}"]
    return f"| {' | '.join([TITLES[page], f'{people:,}', str(groups), *figures])} |"


def steps(site: Site) -> dict[str, float]:
    """Milliseconds that each step of the board takes, without the page that answers it."""
    script = Path(__file__).parent / "web" / "steps.py"
    printed = run(
        [site.python, str(script)],
        variables=site.variables(),
        folder=site.folder,
        doing="Taking the steps of the board",
    )
    took: dict[str, float] = json.loads(printed.splitlines()[-1])
    return took


def main() -> int:
    wanted = options()
    headings = HEADINGS + (("processor, beside", "ratio", "kB HTML, beside", "ratio") if wanted.beside else ())
    lines = [f"| {' | '.join(headings)} |", f"| --- |{' ---: |' * (len(headings) - 1)}"]
    taken = [f"| people | {' | '.join(STEPS.values())} |", f"| ---: |{' ---: |' * len(STEPS)}"]
    queries = set()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="openfloor-board-")))
        for size in wanted.sizes:
            people, groups = (int(part) for part in size.split(":"))
            print(f"Placing {people:,} people in {groups} groups …", file=sys.stderr, flush=True)
            site = stack.enter_context(ours(folder / size.replace(":", "-"), registrations=people, groups=groups))
            own = inside(site, requests=wanted.requests)
            other = {}
            if wanted.beside:
                beside = {**site.environment, "PYTHONPATH": str(wanted.beside.resolve())}
                other = inside(replace(site, environment=beside), requests=wanted.requests)
            lines += [row(page, people, groups, own[page], other.get(page)) for page in TITLES]
            queries.add(own["board"].queries)
            took = steps(site)
            taken.append(f"| {people:,} | {' | '.join(f'{took[step]:,.0f}' for step in STEPS)} |")
    print("\n".join([*lines, "", *taken]))
    if len(queries) > 1:
        print(f"The board costs {sorted(queries)} queries, depending on its size.", file=sys.stderr)
    return len(queries) > 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BenchmarkError as problem:
        sys.exit(str(problem))
