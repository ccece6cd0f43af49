"""Measuring: each page of each site, in process and over HTTP, the sites in turn."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from web.load import HOST, drive, served, settled
from web.model import Figures, Inside, Site, run
from web.weight import weight

WARM_UP = 6
Say = Callable[[str], None]
Measured = dict[tuple[str, str], Figures]
"""Figures by the name of the site and the key of the page."""


def inside(site: Site, *, requests: int) -> dict[str, Inside]:
    """Every page of a site, in a process with that site's own Python and settings."""
    printed = run(
        [site.python, str(Path(__file__).with_name("inside.py"))],
        variables=site.variables(),
        folder=site.folder,
        given=json.dumps(
            {
                "host": f"{HOST}:{site.port}",
                "requests": requests,
                "pages": [[key, page.path, page.cookie] for key, page in site.pages.items()],
            }
        ),
        doing=f"Asking {site.name} for its pages",
    )
    return {key: Inside(**figures) for key, figures in json.loads(printed.splitlines()[-1]).items()}


def measure(sites: list[Site], *, requests: int, http: dict[str, int] | None, say: Say) -> Measured:
    """All figures. `http` holds `rounds`, `seconds` and `connections` of wrk; None leaves HTTP out."""
    measured: Measured = {}
    for site in sites:
        say(f"In process: {site.name} …")
        for key, figures in inside(site, requests=requests).items():
            measured[site.name, key] = Figures(figures)
    if http is None:
        return measured
    with ExitStack() as servers:
        for site in sites:
            servers.enter_context(served(site))
            if site.compresses:
                for key, page in site.pages.items():
                    measured[site.name, key].transferred = sum(weight(site, page).values())
        for kind in dict.fromkeys(kind_of(key) for site in sites for key in site.pages):
            say(f"Over HTTP: {kind} …")
            in_turn(_of_kind(sites, kind), measured, **http)
    return measured


def in_turn(pages: list[tuple[Site, str]], measured: Measured, *, rounds: int, seconds: int, connections: int) -> None:
    """The same page of all sites, one after another, so that whatever else the machine does hits all alike."""
    for site, key in pages:
        for _ in range(WARM_UP):  # so that every worker has seen the page
            settled(site, site.pages[key])
    for _ in range(rounds):
        for site, key in pages:
            run_of_wrk = drive(site, site.pages[key], seconds=seconds, connections=connections)
            measured[site.name, key].drives.append(run_of_wrk)
            settled(site, site.pages[key])  # what wrk left unanswered is not to slow the next


def kind_of(key: str) -> str:
    """The page without its variant: "list:administrator" is a list."""
    return key.partition(":")[0]


def _of_kind(sites: list[Site], kind: str) -> list[tuple[Site, str]]:
    return [(site, key) for site in sites for key in site.pages if kind_of(key) == kind]
