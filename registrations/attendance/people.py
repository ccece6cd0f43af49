"""Rows of a report put together: who left and came back is one, and was there as long as all her times cover."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from registrations.attendance.names import Name, name_key
from registrations.attendance.report import Visit

Span = tuple[datetime, datetime]


@dataclass(slots=True)
class Attendee:
    """Somebody of a report under one name and address, with all her times."""

    line: int
    called: Name
    email: str
    rows: int = 0
    host: bool = False
    guest: bool | None = None
    spans: list[Span] = field(default_factory=list)
    told: int | None = None
    """The minutes that the rows without both times tell, added up; None where none tells any."""

    @property
    def minutes(self) -> int | None:
        return minutes_of(self.spans, self.told)


def put_together(visits: Iterable[Visit]) -> list[Attendee]:
    """One for each name and address, in the order of the file."""
    found: dict[tuple[str, str], Attendee] = {}
    for visit in visits:
        one = found.setdefault(same_as(visit.called, visit.email), Attendee(visit.line, visit.called, visit.email))
        one.rows += 1
        one.host = one.host or visit.host
        one.guest = visit.guest if one.guest is None else one.guest
        if visit.joined_at and visit.left_at and visit.joined_at < visit.left_at:
            one.spans.append((visit.joined_at, visit.left_at))
        elif visit.minutes is not None:
            one.told = (one.told or 0) + visit.minutes
    for one in found.values():
        one.spans = union(one.spans)
    return list(found.values())


def same_as(called: Name, email: str) -> tuple[str, str]:
    """Rows of which this is equal are one attendee's; the address in lower case."""
    return email, name_key(called.original or called.shown) or called.shown


def union(spans: Iterable[Span]) -> list[Span]:
    """The same time, without overlaps, in order."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def minutes_of(spans: Iterable[Span], told: int | None) -> int | None:
    """Whole minutes, a begun one counted, as the platform does; None where nothing tells."""
    spans = union(spans)
    if not spans:
        return told
    length = sum((end - start for start, end in spans), timedelta())
    return -(-int(length.total_seconds()) // 60) + (told or 0)
