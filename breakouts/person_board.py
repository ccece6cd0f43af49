"""What an organizer sees of one person in one round: why she is there, and what every other group would cost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from breakouts.allocation import Alternative, Price, Reason, RosterError, Weights
from breakouts.closed import why_closed
from breakouts.models import Placement
from breakouts.pricing import PresentPlan, TermChange, in_terms
from consultations.models import Consultation, WorkingGroup


@dataclass(frozen=True, slots=True)
class Priced:
    """A change that could be made: the sum of what it costs, term by term, or the rules in its way."""

    cost: int
    terms: list[TermChange]
    obstacles: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        if self.cost == 0:
            return _("no better, no worse")
        return (_("%(n)d worse") if self.cost > 0 else _("%(n)d better")) % {"n": abs(self.cost)}

    @property
    def tone(self) -> str:
        if self.obstacles:
            return "blocked"
        return "decide" if self.cost > 0 else "done"


def priced(price: Price, weights: Weights) -> Priced:
    """An engine's price in our words, term by term as the weights make it."""
    return Priced(price.cost, in_terms(price.terms, weights), price.obstacles)


@dataclass(frozen=True, slots=True)
class Option:
    """One group: which choice it was, what moving there would change, and the best exchange with somebody there."""

    group: WorkingGroup
    choice: int | None
    here: bool
    move: Priced | None = None
    other: Placement | None = None
    exchange: Priced | None = None


@dataclass(frozen=True, slots=True)
class PersonBoard:
    """The page about one place."""

    why: list[str]
    options: list[Option]


def person_board(placement: Placement, groups: Sequence[WorkingGroup]) -> PersonBoard:
    """Reasons and prices, in as many queries for 20 people as for 2,000."""
    consultation: Consultation = placement.round.consultation
    plan = PresentPlan(consultation)
    board, key, r = plan.board, placement.registration.key, plan.round_index(placement)
    n = board.problem.person_row[key]
    choices = {link.group_id: link.rank for link in placement.registration.preference_links.all().order_by("rank")}
    exchanges = plan.best_exchanges(placement)
    others = _others(placement, exchanges.values())
    closed = why_closed(consultation, placement.registration, groups)
    options = [
        _with_reason(_option(plan, placement, group, choices.get(group.pk), exchanges, others), closed)
        for group in groups
    ]
    reason = board.reason(n, r)
    with_her = [board.roster.participants[m].label for m in board.bundle(r, n)[1:]]
    better = [_better(one, plan.roster.weights, closed) for one in reason.better]
    return PersonBoard(_why(placement, reason, with_her, bool(choices), better), options)


def _option(
    plan: PresentPlan,
    placement: Placement,
    group: WorkingGroup,
    choice: int | None,
    exchanges: dict[int, Price],
    others: dict[str, Placement],
) -> Option:
    if group.pk == placement.group_id:
        return Option(group, choice, here=True)
    weights = plan.roster.weights
    try:
        move = priced(plan.price_move(placement, group), weights)
    except RosterError as problem:
        move = Priced(0, [], (str(problem),))
    swap = exchanges.get(group.number)
    other = others.get(swap.moves[1][0]) if swap else None
    return Option(group, choice, False, move, other, priced(swap, weights) if swap and other else None)


def _with_reason(option: Option, closed: Mapping[int, str]) -> Option:
    """The option with why the group is closed to her, where it is."""
    why = closed.get(option.group.number)
    if option.move is None or why is None:
        return option
    return replace(option, move=replace(option.move, obstacles=(*option.move.obstacles, why)))


def _others(placement: Placement, exchanges: Iterable[Price]) -> dict[str, Placement]:
    keys = [price.moves[1][0] for price in exchanges]
    rows = Placement.objects.filter(round_id=placement.round_id, registration__key__in=keys)
    return {row.registration.key: row for row in rows.select_related("registration", "group")}


def _why(placement: Placement, reason: Reason, with_her: list[str], asked: bool, better: list[str]) -> list[str]:
    """Why she is in this group, in sentences; `better` tells of the groups that she likes better."""
    group = placement.group.number
    told = []
    if reason.fixed:
        told.append(_("Fixed to group %(n)d by a part in the programme or by a rule.") % {"n": group})
    if with_her:
        told.append(_("Always in the same group as %(names)s.") % {"names": ", ".join(with_her)})
    if placement.locked:
        told.append(_("Locked here by an organizer: a new run keeps this place."))
    if reason.fixed:
        return told
    if not asked:
        return [*told, _("No group was asked for, so the place was chosen to mix the groups well.")]
    if reason.choice == 1:
        return [*told, _("Group %(n)d is the first choice.") % {"n": group}]
    if reason.choice:
        told.append(_("Group %(n)d is choice %(choice)d.") % {"n": group, "choice": reason.choice})
    else:
        told.append(_("Group %(n)d is not among the groups asked for.") % {"n": group})
    return [*told, *better]


def _better(one: Alternative, weights: Weights, closed: Mapping[int, str]) -> str:
    """What stands between a person and a group that she likes better."""
    about = {"n": one.group, "choice": one.choice}
    if one.obstacle:
        obstacle = " ".join(filter(None, [one.obstacle, closed.get(int(one.group))]))
        return _("Group %(n)s was choice %(choice)d, but: %(obstacle)s") % {**about, "obstacle": obstacle}
    if one.move and one.move.allowed:
        price = {**about, "price": priced(one.move, weights).words}
        return _("Group %(n)s was choice %(choice)d; moving there would make the whole %(price)s.") % price
    if one.exchange:
        price = {**about, "price": priced(one.exchange, weights).words}
        return _("Group %(n)s was choice %(choice)d; the best exchange would make the whole %(price)s.") % price
    rules = " ".join(one.move.obstacles) if one.move else ""
    return _("Group %(n)s was choice %(choice)d, but: %(obstacle)s") % {**about, "obstacle": rules}
