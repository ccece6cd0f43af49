"""The plan as the allocation engine sees it: what a move or an exchange would cost, before it is made, and why."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from breakouts.actions.allocation_roster import make_roster, people_to_place
from breakouts.allocation import Board, Price, Roster, Terms, Weights
from breakouts.models import Placement
from consultations.models import Consultation, Round, WorkingGroup

TERMS: dict[str, str | Promise] = {
    "preference": gettext_lazy("choices"),
    "sector": gettext_lazy("sectors"),
    "subregion": gettext_lazy("subregions"),
    "gender": gettext_lazy("women and men"),
    "un": gettext_lazy("United Nations"),
    "organization": gettext_lazy("colleagues together"),
    "meeting": gettext_lazy("meeting the same people again"),
}

Rows = dict[str, tuple[int | None, ...]]


@dataclass(frozen=True, slots=True)
class TermChange:
    """What one term would gain or lose, weighted."""

    label: str | Promise
    by: int

    @property
    def words(self) -> str:
        line = _("%(term)s %(n)d worse") if self.by > 0 else _("%(term)s %(n)d better")
        return line % {"term": self.label, "n": abs(self.by)}


def in_terms(change: Terms, weights: Weights) -> list[TermChange]:
    """The terms that a change touches, each weighted, in the order of `TERMS`."""
    by = {
        "preference": weights.preference * change.preference,
        **{name: weights.spread[name] * count for name, count in change.imbalance.items()},
        "organization": weights.organization * change.organization,
        "meeting": weights.meeting * change.meeting,
    }
    return [TermChange(TERMS[name], by[name]) for name in TERMS if by.get(name)]


def placed_rows(consultation: Consultation, rounds: list[Round]) -> Rows:
    """The group number in each round, or None, of everybody who sits somewhere and comes, by registration key."""
    index = {round_.pk: place for place, round_ in enumerate(rounds)}
    rows: dict[str, list[int | None]] = {}
    places = Placement.objects.seated().filter(round__consultation=consultation)
    for key, round_id, number in places.values_list("registration__key", "round_id", "group__number"):
        rows.setdefault(key, [None] * len(rounds))[index[round_id]] = number
    return {key: tuple(row) for key, row in rows.items()}


class PresentPlan:
    """Everybody who sits somewhere now. Nothing here changes it; a dozen queries, whatever its size."""

    def __init__(self, consultation: Consultation) -> None:
        self.rounds = list(Round.objects.filter(consultation=consultation).order_by("number"))
        self.rows = placed_rows(consultation, self.rounds)
        people = [person for person in people_to_place(consultation) if person.key in self.rows]
        roster, self.locks = make_roster(consultation, people)
        self.roster: Roster = as_placed(roster, self.rows)

    @cached_property
    def board(self) -> Board:
        """Without locks: an organizer who moves somebody by hand may move whom she locked."""
        return Board(self.roster, self.rows)

    def round_index(self, placement: Placement) -> int:
        return [round_.pk for round_ in self.rounds].index(placement.round_id)

    def price_move(self, placement: Placement, group: WorkingGroup) -> Price:
        """What moving her there, with whoever must stay with her, would change."""
        return self.board.price_move(placement.registration.key, self.round_index(placement), group.number)

    def price_exchange(self, placement: Placement, other: Placement) -> Price:
        """What it would change if the two took each other's place."""
        return self.board.price_move(
            placement.registration.key,
            self.round_index(placement),
            other.group.number,
            exchange_with=other.registration.key,
        )

    def best_exchanges(self, placement: Placement) -> dict[int, Price]:
        """For each other group the cheapest exchange with somebody who is not locked, by group number."""
        key, round_ = placement.registration.key, self.round_index(placement)
        others = tuple(lock for lock in self.locks if lock.person != key and lock.person in self.rows)
        board = Board(self.roster, self.rows, others)
        n = board.problem.person_row[key]
        if len(board.bundle(round_, n)) > 1:
            return {}
        found = {}
        for number, column in board.column.items():
            if number == placement.group.number or board.own_obstacle((n,), round_, column):
                continue
            price = board.best_exchange(n, round_, column)
            if price is not None:
                found[int(number)] = price
        return found


def as_placed(roster: Roster, rows: Rows) -> Roster:
    """The roster in which everybody of `rows` attends exactly the rounds in which she sits somewhere."""
    return replace(
        roster,
        participants=tuple(
            replace(p, rounds=_placed_in(rows[p.id])) if p.id in rows else p for p in roster.participants
        ),
        pins=tuple(pin for pin in roster.pins if pin.person not in rows or rows[pin.person][pin.round] is not None),
    )


def _placed_in(row: tuple[int | None, ...]) -> tuple[int, ...]:
    return tuple(index for index, number in enumerate(row) if number is not None)
