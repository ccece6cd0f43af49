"""How quick and how light the main pages are, beside pretalx where it is given.

Run: `python benchmarks/pages.py [--peer-venv FOLDER] [--database postgres://…]`. Each size gets a fresh database with
the demo consultation, its call open; it is measured in process (queries, time, bytes) and over HTTP (gunicorn with 2
workers, wrk with 8 connections, all on loopback). The sites take turns, so that ratios hold on a busy machine too.
Prints Markdown; docs/benchmarks.md explains it. Fails where an answer is not 200, or a page costs more queries or
bytes than we allow.
"""

import argparse
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from web import table
from web.figures import Measured, measure
from web.load import require_wrk
from web.model import BenchmarkError, Site
from web.ours import ours
from web.peer import STATED, peer, python_of

MOST_QUERIES = {"call": 5, "form": 8, "list": 12}
MOST_BYTES = 100_000
PUBLIC = ("call", "form", "programme", "report")


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the main pages, in process and over HTTP.")
    parser.add_argument("--registrations", type=int, nargs="+", default=[100, 2000], metavar="N", help="sizes to make")
    parser.add_argument("--database", default="", metavar="URL", help="a PostgreSQL server to use instead of SQLite")
    parser.add_argument("--peer-venv", type=Path, metavar="FOLDER", help="an environment with pretalx and gunicorn")
    parser.add_argument("--requests", type=int, default=50, metavar="N", help="requests in process for each page")
    parser.add_argument("--no-http", action="store_true", help="measure in process only")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="turns of each site for each page")
    parser.add_argument("--seconds", type=int, default=5, metavar="N", help="how long one turn is")
    parser.add_argument("--connections", type=int, default=8, metavar="N", help="connections at once")
    return parser.parse_args()


def too_much(sites: list[Site], measured: Measured) -> list[str]:
    """A sentence for each page of ours that costs more than we allow."""
    found = []
    for site in sites:
        for key in site.pages:
            figures = measured[site.name, key]
            if figures.inside.queries > MOST_QUERIES.get(key, figures.inside.queries):
                found.append(f"{site.name}: {key} costs {figures.inside.queries} queries, not {MOST_QUERIES[key]}.")
            if key in PUBLIC and (figures.transferred or 0) > MOST_BYTES:
                found.append(f"{site.name}: {key} transfers {figures.transferred} bytes, not {MOST_BYTES}.")
    return found


def main() -> int:
    wanted = options()
    http = {"rounds": wanted.rounds, "seconds": wanted.seconds, "connections": wanted.connections}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="openfloor-pages-")))
        if not wanted.no_http:
            require_wrk()
        if wanted.peer_venv:
            python_of(wanted.peer_venv)
        own: list[Site] = []
        for number in wanted.registrations:
            say(f"Making a site with {number:,} registrations …")
            own.append(
                stack.enter_context(ours(folder / f"ours-{number}", registrations=number, database=wanted.database))
            )
        theirs: list[Site] = []
        if wanted.peer_venv:
            say("Making the peer's event …")
            theirs.append(peer(folder / "peer", wanted.peer_venv))
        sites = [own[0], *theirs, *own[1:]]
        measured = measure(sites, requests=wanted.requests, http=None if wanted.no_http else http, say=say)
    lines = table.every_page(sites, measured)
    if not wanted.no_http:
        first = (
            table.against_peer(own[0], theirs[0], measured)
            if theirs
            else table.against_stated(own[0], STATED, measured)
        )
        lines = [*first, "", *lines]
    print("\n".join(lines))
    problems = too_much(own, measured)
    for sentence in problems:
        say(sentence)
    return 1 if problems else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BenchmarkError as problem:
        sys.exit(str(problem))
