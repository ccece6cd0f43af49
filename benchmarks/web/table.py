"""The figures as Markdown: ratios to the peer first, then every page of every site."""

from web.figures import Measured
from web.model import Site, Stated

TITLES = {
    "call": "Call page",
    "form": "Registration form",
    "programme": "Programme",
    "list": "Organizer's list, 50 a page",
    "list:administrator": "The same list, asked for by an administrator",
    "home": "Organizer's home",
    "board": "Groups of the first round",
    "report": "Published report",
}
COMPARED = (("call", "call"), ("form", "form"), ("programme", "programme"), ("list", "list"))
BY_ADMINISTRATOR = ("list", "list:administrator")


def against_peer(ours: Site, theirs: Site, measured: Measured) -> list[str]:
    """Ours beside the peer, both measured in turn."""
    rows = []
    for own, its in (*COMPARED, BY_ADMINISTRATOR):
        a, b = measured[ours.name, own], measured[theirs.name, its]
        rows.append(
            [
                TITLES[its],
                f"{a.times(b):.1f} ×",
                f"{a.rate:.0f} / {b.rate:.1f}",
                f"{a.p95_ms:.0f} / {b.p95_ms:.0f}",
                f"{b.inside.cpu_ms / a.inside.cpu_ms:.1f} ×",
                f"{a.inside.queries} / {b.inside.queries}",
            ]
        )
    head = ["Page", "rate", "requests/s", "p95 in ms", "less processor time", "queries"]
    return [f"{ours.name}, beside {theirs.name}, measured in turn:", "", *_table(head, rows)]


def against_stated(ours: Site, stated: dict[str, Stated], measured: Measured) -> list[str]:
    """Ours beside figures of the peer that were measured elsewhere: no ratios, since machines differ."""
    rows = []
    for own, its in (*COMPARED, BY_ADMINISTRATOR):
        if its not in stated:
            continue
        a, b = measured[ours.name, own], stated[its]
        p95 = f"{b.p95_ms:.0f}" if b.p95_ms else "?"
        rows.append(
            [
                TITLES[its],
                f"{a.rate:.0f} / {b.rate:g}",
                f"{a.p95_ms:.0f} / {p95}",
                f"{a.inside.queries} / {b.queries}",
            ]
        )
    head = ["Page", "requests/s", "p95 in ms", "queries"]
    return [f"{ours.name}, beside the peer's figures as stated, **not measured in this run**:", "", *_table(head, rows)]


def every_page(sites: list[Site], measured: Measured) -> list[str]:
    """One table a site."""
    lines = []
    for site in sites:
        rows = []
        for key in site.pages:
            figures = measured[site.name, key]
            within = figures.inside
            row = [TITLES[key], str(within.queries), f"{within.median_ms:.1f}", f"{within.cpu_ms:.1f}"]
            row += [f"{within.html / 1000:.1f}", f"{within.html_gzipped / 1000:.1f}"]
            if figures.drives:
                whole = "" if figures.transferred is None else f"{figures.transferred / 1000:.1f}"
                row += [whole, f"{figures.rate:.1f}", f"{figures.p95_ms:.0f}"]
            rows.append(row)
        head = ["Page", "queries", "ms in process", "of these processor", "kB HTML", "kB gzipped"]
        head += ["kB with all files", "requests/s", "p95 in ms"][: len(rows[0]) - len(head)]
        lines += [f"{site.name}:", "", *_table(head, rows), ""]
    return lines[:-1]


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    marks = ["---", *["---:"] * (len(head) - 1)]
    return [f"| {' | '.join(cells)} |" for cells in (head, marks, *rows)]
