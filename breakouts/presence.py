"""What a report of the meeting platform says about rooms: whose rows they are, in which group, in which round."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from accounts.text import folded
from breakouts.models import RoomReport
from consultations.models import Round, WorkingGroup
from registrations.attendance import Certainty, Found, Order, Row, Visit, find, put_together, visits_of
from registrations.attendance.people import Span, minutes_of, same_as
from registrations.models import Registration

Where = tuple[int, int]
"""Primary keys of a group and of a round."""
_NUMBER = re.compile(r"\d+")


@dataclass(slots=True)
class Stay:
    """For how long somebody was in a room, over all her rows."""

    spans: list[Span] = field(default_factory=list)
    told: int | None = None

    @property
    def minutes(self) -> int | None:
        """None where the report does not tell."""
        return minutes_of(self.spans, self.told)

    def add(self, other: "Stay") -> None:
        self.spans += other.spans
        if other.told is not None:
            self.told = (self.told or 0) + other.told


@dataclass(frozen=True, slots=True)
class NamedRoom:
    """A room as the report names it, on how many rows, and the group that it is taken for (None: for none)."""

    name: str
    rows: int
    group: WorkingGroup | None
    settled: bool
    """Whether its name says which group it is, or an organizer did."""


@dataclass(frozen=True, slots=True)
class RoomLine:
    """Somebody of a report who was in a group's room, with whom she may be."""

    found: Found
    stays: Mapping[Where, Stay]

    @property
    def number(self) -> int:
        """The line of the file on which she is first met."""
        return self.found.attendee.line

    @property
    def certain(self) -> bool:
        return self.found.certainty == Certainty.CERTAIN

    @property
    def proposed(self) -> bool:
        """Whether one person alone has this name, or those do who share the device."""
        return self.found.certainty == Certainty.PROPOSED


@dataclass(frozen=True, slots=True)
class Look:
    """All that a report says about rooms, and how many of its rows lie `outside` all rounds, or are `untimed`."""

    rooms: list[NamedRoom]
    lines: list[RoomLine]
    outside: int
    untimed: int


def look(report: RoomReport) -> Look:
    """Read what waits. Three queries, whatever its length."""
    consultation = report.consultation
    groups = list(consultation.working_groups.all())
    rounds = [report.sitting] if report.sitting else list(consultation.rounds.all())
    rows = [Row(*values) for values in report.rows]
    visits = visits_of(rows, zone=ZoneInfo(report.timezone), order=Order(report.date_order))
    rooms = [] if report.group else _named_rooms(visits, groups, report.rooms)
    group_of = {room.name: room.group for room in rooms}
    inside = [(visit, group.pk) for visit in visits if (group := report.group or group_of.get(visit.room))]
    stays: dict[tuple[str, str], dict[Where, Stay]] = defaultdict(lambda: defaultdict(Stay))
    outside = untimed = 0
    for visit, number in inside:
        parts = _parts(visit, rounds, whole=report.sitting is not None or len(rounds) == 1)
        for sitting, stay in parts.items():
            stays[same_as(visit.called, visit.email)][number, sitting].add(stay)
        if not parts:
            timed = bool(visit.joined_at and visit.left_at)
            outside, untimed = outside + timed, untimed + (not timed)
    people = Registration.objects.filter(consultation=consultation).order_by("pk")
    lines = [
        RoomLine(found, stays[same_as(found.attendee.called, found.attendee.email)])
        for found in find(put_together(visit for visit, _group in inside), people)
    ]
    return Look(rooms, [line for line in lines if line.stays], outside, untimed)


def presences(
    lines: Iterable[RoomLine], chosen: Mapping[int, Sequence[int]], least_minutes: int
) -> dict[int, dict[Where, Stay]]:
    """Who was where, by registration: whoever is certain, and whom the organizer chose for a line of this number.

    Less than `least_minutes` in a room is left out; where the report does not tell for how long, she was there.
    """
    found: dict[int, dict[Where, Stay]] = defaultdict(lambda: defaultdict(Stay))
    for line in lines:
        for person in people_of(line, chosen):
            for where, stay in line.stays.items():
                found[person][where].add(stay)
    return {
        person: kept
        for person, stays in found.items()
        if (kept := {where: stay for where, stay in stays.items() if long_enough(stay, least_minutes)})
    }


def people_of(line: RoomLine, chosen: Mapping[int, Sequence[int]]) -> list[int]:
    """The registrations that a line is of. Only those that it offers can be chosen."""
    offered = [one.registration for one in line.found.candidates]
    return offered if line.certain else [pk for pk in offered if pk in chosen.get(line.number, ())]


def long_enough(stay: Stay, least_minutes: int) -> bool:
    """Whether somebody counts as having been in a room."""
    return stay.minutes is None or stay.minutes >= least_minutes


def _named_rooms(visits: Sequence[Visit], groups: list[WorkingGroup], said: Mapping[str, int]) -> list[NamedRoom]:
    by_number = {group.number: group for group in groups}
    rows: dict[str, int] = defaultdict(int)
    for visit in visits:
        if visit.room:
            rows[visit.room] += 1
    rooms = []
    for name, number in sorted(rows.items()):
        group = by_number.get(said[name]) if name in said else _recognized(name, groups, by_number)
        rooms.append(NamedRoom(name, number, group, settled=name in said or group is not None))
    return rooms


def _recognized(name: str, groups: list[WorkingGroup], by_number: Mapping[int, WorkingGroup]) -> WorkingGroup | None:
    """The group of this title, or the one whose number is the only one in the name: “Group 2”, “Room 2 – Springs”."""
    titled = [group for group in groups if group.title and folded(group.title) == folded(name)]
    if len(titled) == 1:
        return titled[0]
    numbers = {int(digits) for digits in _NUMBER.findall(name) if len(digits) < 6}
    return by_number.get(numbers.pop()) if len(numbers) == 1 else None


def _parts(visit: Visit, rounds: Sequence[Round], *, whole: bool) -> dict[int, Stay]:
    """The visit by round: all of it in the only one, else what of it lies in the time of each."""
    start, end = visit.joined_at, visit.left_at
    timed = start is not None and end is not None and start < end
    if whole:
        stay = Stay([(start, end)]) if start and end and timed else Stay(told=visit.minutes)
        return {sitting.pk: stay for sitting in rounds}
    if not (start and end and timed):
        return {}
    return {sitting.pk: Stay([span]) for sitting in rounds if (span := _within(start, end, sitting))}


def _within(start: datetime, end: datetime, sitting: Round) -> Span | None:
    if sitting.starts_at is None or sitting.ends_at is None:
        return None
    first, last = max(start, sitting.starts_at), min(end, sitting.ends_at)
    return (first, last) if first < last else None
