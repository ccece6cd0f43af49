"""Registrations by day, up to the close of the call, beside those of the consultation before at the same distance."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import Coalesce, TruncDate

from consultations.models import Consultation, OpenCall
from registrations.models import Registration

LONGEST = 120
"""Days before the close that are looked at; what came earlier is counted into the first."""
WEEK = 7


@dataclass(frozen=True, slots=True)
class Course:
    """How many were registered, by days from the close of the call (negative before it)."""

    consultation: Consultation
    points: tuple[tuple[int, int], ...]

    def at(self, day: int) -> int | None:
        """How many there were on that day; None after the last that is known."""
        if not self.points or day > self.points[-1][0]:
            return None
        return max((number for one, number in self.points if one <= day), default=0)


@dataclass(frozen=True, slots=True)
class Trend:
    """`weeks` are the days of the table: whole weeks from the close, and the latest."""

    now: Course
    before: Course | None
    weeks: tuple[int, ...]
    latest: int


def trend_for(consultation: Consultation, before: Consultation | None, *, at: datetime) -> Trend | None:
    """None where everybody came on one day, or nobody; four queries at most.

    Counted are those registered now, by the day they confirmed: who withdrew since is not among them.
    """
    now = _course(consultation, at)
    if len({day for day, _number in now.points if _number}) < 2 or len(now.points) < 2:
        return None
    earlier = _course(before, at) if before is not None else None
    if earlier is not None and not earlier.points:
        earlier = None
    first = min(course.points[0][0] for course in (now, earlier) if course is not None)
    latest = now.points[-1][0]
    last = max(0, latest)
    weeks = [day for day in range(-LONGEST // WEEK * WEEK, last + 1, WEEK) if day > first - WEEK]
    return Trend(now, earlier, tuple(sorted({*weeks, latest})), latest)


def previous(consultation: Consultation) -> Consultation | None:
    """The consultation of the series that was held last before this one; one query."""
    return (
        Consultation.objects.filter(series_id=consultation.series_id, starts_at__lt=consultation.starts_at)
        .order_by("-starts_at", "-pk")
        .first()
    )


def _course(consultation: Consultation, at: datetime) -> Course:
    zone = ZoneInfo(consultation.timezone)
    close = _close(consultation).astimezone(zone).date()
    today = (at.astimezone(zone).date() - close).days
    rows = (
        Registration.objects.filter(consultation=consultation)
        .confirmed()
        .counted()
        .order_by()
        .annotate(day=TruncDate(Coalesce("confirmed_at", "created_at"), tzinfo=zone))
        .values_list("day")
        .annotate(Count("pk"))
    )
    new: Counter[int] = Counter()
    for day, number in rows:
        new[max(_from(close, day), -LONGEST)] += number
    if not new:
        return Course(consultation, ())
    held = (consultation.starts_at.astimezone(zone).date() - close).days
    last = max(min(today, held), max(new))
    points, number = [(min(new) - 1, 0)], 0
    for day in range(min(new), last + 1):
        number += new[day]
        points.append((day, number))
    return Course(consultation, tuple(points))


def _from(close: date, day: date) -> int:
    return (day - close).days


def _close(consultation: Consultation) -> datetime:
    """When the call closes; without one the event's own beginning stands for it."""
    call = OpenCall.objects.filter(consultation=consultation).first()
    return call.closes_at if call else consultation.starts_at
