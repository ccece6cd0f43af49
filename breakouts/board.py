"""What the allocation board shows: groups side by side, each person a card, and the balance of each group."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from breakouts.models import Placement
from consultations.countries import scheme_for, subregion
from consultations.models import Consultation, Round, Sector, WorkingGroup
from registrations.measures import gender
from registrations.models import Preference, Registration


@dataclass(frozen=True, slots=True)
class Card:
    """One person in a group. `choice` is 1 for the most wanted group, None for one that was not named."""

    placement: Placement
    choice: int | None

    @property
    def person(self) -> Registration:
        return self.placement.registration

    @property
    def sector(self) -> str:
        """In words; an interpreter's says nothing."""
        known = self.person.known_sector
        return str(Sector(known).label) if known in Sector.values and not self.person.assists_id else ""


@dataclass(frozen=True, slots=True)
class Bar:
    """How a part of the group compares with the whole round, in per cent."""

    label: str | Promise
    here: int
    overall: int


@dataclass(slots=True)
class Column:
    """One working group in the round shown."""

    group: WorkingGroup
    cards: list[Card] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Board:
    """A round: its columns, how many got which choice, and pairs of colleagues who share a group."""

    round: Round
    columns: list[Column]
    choices: list[tuple[int, int]]
    colleagues: int

    @property
    def placed(self) -> int:
        """Participants; who interprets or assists sits in a group too, but is counted beside them."""
        return sum(card.person.assists_id is None for column in self.columns for card in column.cards)

    @property
    def assisting(self) -> int:
        return sum(len(column.cards) for column in self.columns) - self.placed


def make_board(consultation: Consultation, round_: Round, groups: Sequence[WorkingGroup]) -> Board:
    """The board of one round, in three queries whatever its size."""
    placements = list(
        Placement.objects.seated()
        .filter(round=round_)
        .select_related("registration__organization", "registration__person")
        .order_by("registration__pk")
    )
    ranks = {
        (row.registration_id, row.group_id): row.rank
        for row in Preference.objects.filter(registration__consultation=consultation)
    }
    columns = {group.pk: Column(group) for group in groups}
    for placement in placements:
        columns[placement.group_id].cards.append(
            Card(placement, ranks.get((placement.registration_id, placement.group_id)))
        )
    everyone = [placement.registration for placement in placements]
    scheme = scheme_for(person.known_country for person in everyone)
    for column in columns.values():
        column.cards.sort(key=lambda card: card.person.shown_name.casefold())
        column.bars = _bars([card.person for card in column.cards], everyone, scheme)
    cards = [card for column in columns.values() for card in column.cards]
    return Board(round_, list(columns.values()), _choices(cards), sum(_pairs(column) for column in columns.values()))


def _bars(here: list[Registration], everyone: list[Registration], scheme: str) -> list[Bar]:
    measures = (
        (_("women"), _share_of_women),
        (_("sectors"), lambda people: _coverage(people, everyone, lambda p: p.known_sector)),
        (_("subregions"), lambda people: _coverage(people, everyone, lambda p: subregion(p.known_country, scheme))),
        (_("United Nations"), _share_of_un),
    )
    return [Bar(label, measure(here), measure(everyone)) for label, measure in measures]


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _share_of_women(people: list[Registration]) -> int:
    counted = gender.counts(p.gender for p in people)
    return _percent(counted[gender.WOMAN], counted.total() - counted[gender.NOT_STATED])


def _share_of_un(people: list[Registration]) -> int:
    return _percent(sum(p.from_un for p in people), len(people))


def _coverage(people: list[Registration], everyone: list[Registration], value: Callable[[Registration], str]) -> int:
    """Per cent of the values present in the round that are present here."""
    return _percent(len({value(p) for p in people} - {""}), len({value(p) for p in everyone} - {""}))


def _choices(cards: list[Card]) -> list[tuple[int, int]]:
    """(rank, people) for each rank that somebody got."""
    ranks = [card.choice for card in cards if card.choice]
    return [(rank, ranks.count(rank)) for rank in sorted(set(ranks))]


def _pairs(column: Column) -> int:
    """Pairs of colleagues in a group."""
    sizes: dict[int, int] = {}
    for card in column.cards:
        if card.person.organization_id:
            sizes[card.person.organization_id] = sizes.get(card.person.organization_id, 0) + 1
    return sum(n * (n - 1) // 2 for n in sizes.values())
