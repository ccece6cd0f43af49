"""What the page of a report shows before it is recorded: who was where, and who is not known."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from breakouts.models import RoomReport
from breakouts.presence import Look, RoomLine, Stay, Where, long_enough, look, presences
from breakouts.rooms_seen import RoundSeen, placed_in, rounds_as_told
from registrations.attendance import Certainty
from registrations.attendance_list import REASONS
from registrations.lists import registrations_of


@dataclass(frozen=True, slots=True)
class Place:
    """A stay of somebody in a room; `enough`: long enough to count. `placed_in` is her own group, if it is another."""

    group: int
    sitting: int
    minutes: int | None
    enough: bool
    placed_in: int | None = None
    unplaced: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    pk: int
    name: str
    organization: str
    reason: str | Promise
    places: list[Place]


@dataclass(frozen=True, slots=True)
class LineShown:
    """Somebody of the report, with whom she may be and where she was."""

    number: int
    name: str
    email: str
    places: list[Place]
    candidates: list[Candidate]

    @property
    def elsewhere(self) -> bool:
        """Whether she was in a room that is not hers in the plan; these are shown first."""
        return any(
            place.enough and (place.placed_in or place.unplaced) for one in self.candidates for place in one.places
        )


@dataclass(frozen=True, slots=True)
class ReportPage:
    found: Look
    certain: list[LineShown]
    proposed: list[LineShown]
    open: list[LineShown]
    rounds: list[RoundSeen]
    """As it would be with those who are certain."""
    elsewhere: int
    """How many of these were in a group that is not theirs."""

    @property
    def unsettled(self) -> bool:
        """Whether the name of a room does not say which group's it is."""
        return any(not room.settled for room in self.found.rooms)


def report_page(report: RoomReport) -> ReportPage:
    """Everything that the page shows, in a constant number of queries."""
    found = look(report)
    maker = _Maker(report, found.lines)
    shown: dict[str, list[LineShown]] = {certainty.value: [] for certainty in Certainty}
    for line in found.lines:
        shown[line.found.certainty].append(maker.line(line))
    sure = presences(found.lines, {}, report.least_minutes)
    rows = [(person, *where) for person, stays in sure.items() for where in stays]
    return ReportPage(
        found=found,
        certain=sorted(shown[Certainty.CERTAIN], key=lambda line: (not line.elsewhere, line.name.casefold())),
        proposed=shown[Certainty.PROPOSED],
        open=shown[Certainty.OPEN],
        rounds=rounds_as_told(report.consultation, rows),
        elsewhere=sum(any(maker.is_elsewhere(person, where) for where in stays) for person, stays in sure.items()),
    )


class _Maker:
    """Knows names, numbers and places once for all lines."""

    def __init__(self, report: RoomReport, lines: Iterable[RoomLine]) -> None:
        consultation = report.consultation
        wanted = {one.registration for line in lines for one in line.found.candidates}
        self.people = {one.pk: one for one in registrations_of(consultation).filter(pk__in=wanted)}
        self.groups = dict(consultation.working_groups.values_list("pk", "number"))
        self.rounds = dict(consultation.rounds.values_list("pk", "number"))
        placed = placed_in(consultation)
        self.placed = {(person, sitting): group for (group, sitting), here in placed.items() for person in here}
        self.least = report.least_minutes

    def is_elsewhere(self, person: int, where: Where) -> bool:
        return self.placed.get((person, where[1])) != where[0]

    def line(self, line: RoomLine) -> LineShown:
        attendee = line.found.attendee
        called = attendee.called
        return LineShown(
            number=line.number,
            name=f"{called.shown} ({called.original})" if called.original else called.shown,
            email=attendee.email,
            places=self._places(line, None),
            candidates=[
                Candidate(
                    one.registration,
                    person.shown,
                    person.its_organization or "",
                    REASONS[one.reason],
                    self._places(line, one.registration),
                )
                for one in line.found.candidates
                if (person := self.people.get(one.registration)) is not None
            ],
        )

    def _places(self, line: RoomLine, person: int | None) -> list[Place]:
        ordered = sorted(line.stays.items(), key=lambda item: (self.rounds[item[0][1]], self.groups[item[0][0]]))
        return [self._place(where, stay, person) for where, stay in ordered]

    def _place(self, where: Where, stay: Stay, person: int | None) -> Place:
        group, sitting = where
        own = self.placed.get((person, sitting)) if person is not None else None
        return Place(
            group=self.groups[group],
            sitting=self.rounds[sitting],
            minutes=stay.minutes,
            enough=long_enough(stay, self.least),
            placed_in=self.groups[own] if own is not None and own != group else None,
            unplaced=person is not None and own is None,
        )
