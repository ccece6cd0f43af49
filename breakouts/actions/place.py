"""Changing places by hand: move, exchange, lock, place somebody who came late.

`seen` is the version of the plan that the organizer looked at; if others have changed it since, Stale is raised.
"""

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.actions.allocation_roster import make_roster, people_to_place, rounds_missed
from breakouts.actions.plan import Places, Seat, change_plan, check_version, places_of
from breakouts.allocation import InfeasibleError, Pin, Plan, Price, RosterError, Terms, insert
from breakouts.models import ChangeKind, Placement
from breakouts.pricing import PresentPlan, as_placed, placed_rows
from consultations.actions.audit import record
from consultations.models import Consultation, Round, WorkingGroup
from registrations.models import Registration, RegistrationState


@transaction.atomic
def move(*, placement: Placement, group: WorkingGroup, actor: User, seen: int | None = None) -> Placement:
    """Put a person into another group in one round, and lock the place so that a rerun keeps it.

    Who must stay with the person, such as an interpreter, moves along. Raises Refused with every hard rule that stands
    in the way, as the allocation engine knows them: people who must be apart, a group that is full, closed or visited
    in another round, a fixed role.
    """
    consultation, placement = _locked(placement, seen)
    if group.consultation_id != consultation.pk:
        raise Refused(_("That group belongs to another consultation."), field="group")
    price = _allowed(lambda: PresentPlan(consultation).price_move(placement, group))
    _carry_out(consultation, placement.round, price, ChangeKind.MOVE, actor)
    placement.refresh_from_db()
    return placement


@transaction.atomic
def exchange(*, placement: Placement, other: Placement, actor: User, seen: int | None = None) -> Placement:
    """Let two people of one round take each other's place, and lock both. Raises Refused as `move` does."""
    consultation, placement = _locked(placement, seen)
    other = Placement.objects.select_related("registration", "round", "group").get(pk=other.pk)
    if other.round_id != placement.round_id or other.group_id == placement.group_id:
        raise Refused(_("Choose somebody from another group of the same round."), field="other")
    if other.registration.status != RegistrationState.CONFIRMED:
        raise Refused(_("Confirm this registration first."), field="other")
    price = _allowed(lambda: PresentPlan(consultation).price_exchange(placement, other))
    _carry_out(consultation, placement.round, price, ChangeKind.EXCHANGE, actor)
    placement.refresh_from_db()
    return placement


@transaction.atomic
def set_lock(*, placement: Placement, locked: bool, actor: User, seen: int | None = None) -> Placement:
    """Keep a place in every rerun, or let it go."""
    consultation, placement = _locked(placement, seen)
    if placement.locked != locked:
        change_plan(
            consultation=consultation,
            wanted={(placement.registration_id, placement.round_id): Seat(placement.group_id, locked)},
            kind=ChangeKind.LOCK if locked else ChangeKind.UNLOCK,
            actor=actor,
        )
        record(
            consultation=consultation,
            actor=actor,
            verb="placement.locked" if locked else "placement.unlocked",
            subject=placement.registration.key,
        )
    placement.refresh_from_db()
    return placement


def unplaced(consultation: Consultation) -> list[int]:
    """Confirmed people, by registration, who have no seat in a round that they attend, though others have been placed.

    Who registered first comes first.
    """
    rounds = list(Round.objects.filter(consultation=consultation).order_by("number"))
    index = {round_.pk: at for at, round_ in enumerate(rounds)}
    seats: dict[int, set[int]] = {}
    places = Placement.objects.filter(round__consultation=consultation)
    for person, round_id in places.values_list("registration_id", "round_id"):
        seats.setdefault(person, set()).add(index[round_id])
    if not seats:
        return []
    missed, nothing = rounds_missed(consultation, rounds), set[int]()
    every = set(index.values())
    people = Registration.objects.filter(consultation=consultation).confirmed().order_by("pk")
    return [
        person
        for person, assisted in people.values_list("pk", "assists_id")
        if every - seats.get(person, nothing) - missed.get(person, nothing) - missed.get(assisted or 0, nothing)
    ]


@transaction.atomic
def place_late_arrival(*, registration: Registration, actor: User) -> list[Placement]:
    """Put somebody who came late where it costs least, in every round in which she has no place; nobody else moves.

    Whatever others did meanwhile is taken into account, since nobody's place is touched.
    """
    consultation = Consultation.objects.select_for_update().get(pk=registration.consultation_id)
    registration.refresh_from_db(fields=["status"])
    if registration.status != RegistrationState.CONFIRMED:
        raise Refused(_("Confirm this registration first."))
    rounds = list(Round.objects.filter(consultation=consultation).order_by("number"))
    whole = placed_rows(consultation, rounds)
    if registration.pk not in unplaced(consultation):
        raise Refused(_("%(name)s has a place in every round already.") % {"name": registration.shown_name})
    rows = {key: row for key, row in whole.items() if key != registration.key}
    present = [p for p in people_to_place(consultation) if p.key in rows or p.pk == registration.pk]
    roster = as_placed(make_roster(consultation, present)[0], rows)
    plan = Plan(assign=rows, seed=0, cost=0, terms=Terms(0, {}, 0, 0))
    held = {placement.round_id: placement for placement in registration.placements.seated().select_related("group")}
    stays = [
        Pin(registration.key, held[round_.pk].group.number, place)
        for place, round_ in enumerate(rounds)
        if round_.pk in held
    ]
    try:
        row = insert(roster, plan, registration.key, locks=stays).assign[registration.key]
    except (InfeasibleError, RosterError) as problem:
        raise Refused(str(problem)) from None
    groups = {group.number: group.pk for group in WorkingGroup.objects.filter(consultation=consultation)}
    change_plan(
        consultation=consultation,
        wanted={
            (registration.pk, rounds[place].pk): None if number is None else Seat(groups[int(number)])
            for place, number in enumerate(row)
            if rounds[place].pk not in held
        },
        kind=ChangeKind.LATE,
        actor=actor,
    )
    record(consultation=consultation, actor=actor, verb="placement.late_arrival", subject=registration.key)
    return list(registration.placements.select_related("group", "round").order_by("round__number"))


def _locked(placement: Placement, seen: int | None) -> tuple[Consultation, Placement]:
    """The consultation, held until we are done, and the place as it now is. Raises Refused if it may not change."""
    consultation = Consultation.objects.select_for_update().get(pk=placement.round.consultation_id)
    check_version(consultation, seen)
    found = Placement.objects.select_related("registration", "round", "group").filter(pk=placement.pk).first()
    if found is None:
        raise Refused(_("This place is gone: the plan has changed. Look at the board again."))
    if found.registration.status != RegistrationState.CONFIRMED:
        raise Refused(_("Confirm this registration first."))
    return consultation, found


def _allowed(ask: Callable[[], Price]) -> Price:
    """The price; raises Refused where the engine knows no such move or a rule stands in the way."""
    try:
        price = ask()
    except RosterError as problem:
        raise Refused(str(problem), field="group") from None
    if not price.allowed:
        raise Refused(" ".join(price.obstacles), field="group")
    return price


def _carry_out(consultation: Consultation, round_: Round, price: Price, kind: ChangeKind, actor: User) -> None:
    """Put everybody of a priced change where it says, and lock them there."""
    people = Registration.objects.filter(consultation=consultation, key__in=[key for key, _group in price.moves])
    keys = dict(people.values_list("key", "pk"))
    groups = {group.number: group.pk for group in WorkingGroup.objects.filter(consultation=consultation)}
    before: Places = places_of(consultation)
    wanted = {(keys[key], round_.pk): Seat(groups[int(number)], locked=True) for key, number in price.moves}
    change_plan(consultation=consultation, wanted=wanted, kind=kind, actor=actor)
    for key, number in price.moves:
        if before[keys[key], round_.pk].group != groups[int(number)]:
            record(consultation=consultation, actor=actor, verb="placement.moved", subject=key, group=int(number))
