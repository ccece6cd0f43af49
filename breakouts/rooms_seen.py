"""Who was placed in each room, who came, and who came from elsewhere."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from breakouts.models import Placement, RoomAttendance, RoomCount
from breakouts.presence import Where
from consultations.models import Consultation, Round, WorkingGroup

People = dict[Where, set[int]]


@dataclass(frozen=True, slots=True)
class RoomRow:
    """One group in one round, in numbers. `came` and `elsewhere` are None where no report told of this room.

    `counted` is how many were there, where only that is kept.
    """

    group: WorkingGroup
    placed: int
    came: int | None
    elsewhere: int | None
    counted: int | None = None


@dataclass(frozen=True, slots=True)
class RoundSeen:
    sitting: Round
    rooms: list[RoomRow]

    @property
    def told(self) -> bool:
        """Whether it is recorded who was in a room of this round."""
        return any(room.came is not None for room in self.rooms)


def rounds_seen(consultation: Consultation) -> list[RoundSeen]:
    """Every round as it is recorded. Five queries, whatever the number of people."""
    seen = RoomAttendance.objects.filter(room__consultation=consultation, room__round__isnull=False)
    rows = seen.values_list("registration", "room__group", "room__round")
    counts = RoomCount.objects.filter(room__consultation=consultation, room__round__isnull=False)
    counted = {
        (group, sitting): people
        for group, sitting, people in counts.values_list("room__group", "room__round", "people")
    }
    groups, rounds = list(consultation.working_groups.all()), list(consultation.rounds.all())
    return _table(groups, rounds, placed_in(consultation), by_room(rows), counted)


def rounds_as_told(consultation: Consultation, rows: Iterable[tuple[int, int, int]]) -> list[RoundSeen]:
    """The rounds that these rows (registration, group, round) tell of, before they are recorded."""
    groups, rounds = list(consultation.working_groups.all()), list(consultation.rounds.all())
    table = _table(groups, rounds, placed_in(consultation), by_room(rows), {})
    return [one for one in table if one.told]


def placed_in(consultation: Consultation) -> People:
    """The people with a place in each room."""
    places = Placement.objects.seated().filter(round__consultation=consultation)
    return by_room(places.values_list("registration", "group", "round"))


def by_room(rows: Iterable[tuple[int, int, int]]) -> People:
    """Registrations by group and round."""
    found: People = defaultdict(set)
    for person, group, sitting in rows:
        found[group, sitting].add(person)
    return found


def _table(
    groups: list[WorkingGroup], rounds: list[Round], placed: People, seen: People, counted: dict[Where, int]
) -> list[RoundSeen]:
    def row(group: WorkingGroup, sitting: Round) -> RoomRow:
        where = (group.pk, sitting.pk)
        hers, here = placed.get(where, set()), seen.get(where)
        if here is None:
            return RoomRow(group, len(hers), None, None, counted.get(where))
        return RoomRow(group, len(hers), len(hers & here), len(here - hers))

    return [RoundSeen(sitting, [row(group, sitting) for group in groups]) for sitting in rounds]
