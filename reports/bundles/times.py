"""Dates that exist, hours that the clock shows, ends after starts."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from reports.bundles.findings import Finding, Path, quoted
from reports.bundles.values import NoSuchTimeError, instant, zone_named
from reports.bundles.walking import each, rows

SPANS = (
    ("consultation", "starts_at", "ends_at"),
    ("call", "opens_at", "closes_at"),
    ("programme[]", "starts_at", "ends_at"),
    ("rounds[]", "starts_at", "ends_at"),
)
_ANY_ZONE = ZoneInfo("UTC")


def time_findings(document: Any) -> Iterator[Finding]:
    """What is wrong with the time zone and the wall times."""
    zone = None
    for path, name in each(document, "consultation.timezone"):
        zone = zone_named(name)
        if zone is None:
            yield Finding(path, _("There is no time zone %(name)s.") % {"name": quoted(name)})
    for pattern, start, end in SPANS:
        for path, row in rows(document, pattern):
            yield from _span(path, row, start, end, zone)


def _span(path: Path, row: dict[str, Any], start: str, end: str, zone: ZoneInfo | None) -> Iterator[Finding]:
    moments: list[datetime] = []
    for name in (start, end):
        if name not in row:
            continue
        try:
            moments.append(instant(row[name], zone or _ANY_ZONE))
        except NoSuchTimeError:
            yield Finding(
                (*path, name),
                _("Clocks in %(zone)s are put forward past %(time)s: it does not exist.")
                % {"zone": zone, "time": row[name]},
            )
        except (ValueError, OverflowError):
            yield Finding((*path, name), _("There is no such day or hour as %(time)s.") % {"time": quoted(row[name])})
    if len(moments) == 2 and moments[1] <= moments[0]:
        yield Finding((*path, end), _("The end is not after the start."))
