"""Changing placements by hand: move, lock, place somebody who came late."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.actions.allocation_roster import make_roster, people_to_place
from breakouts.allocation import Board, InfeasibleError, Plan, RosterError, Terms, insert
from breakouts.models import Placement
from consultations.actions.audit import record
from consultations.models import Consultation, Round, WorkingGroup
from registrations.models import Registration, RegistrationState


@transaction.atomic
def move(*, placement: Placement, group: WorkingGroup, actor: User) -> Placement:
    """Put a person into another group in one round, and lock the place so that a rerun keeps it.

    Who must stay with the person, such as an interpreter, moves along. Raises Refused with every hard rule that stands
    in the way, as the allocation engine knows them: people who must be apart, a group that is full, closed or visited
    in another round, a fixed role.
    """
    consultation = Consultation.objects.select_for_update().get(pk=placement.round.consultation_id)
    placement = Placement.objects.select_related("registration", "round").get(pk=placement.pk)
    if group.consultation_id != consultation.pk:
        raise Refused(_("That group belongs to another consultation."), field="group")
    if placement.registration.status != RegistrationState.CONFIRMED:
        raise Refused(_("Confirm this registration first."))
    moving = _movers(consultation, placement, group)
    Placement.objects.filter(round=placement.round, registration__key__in=moving).update(group=group, locked=True)
    for key in moving:
        record(consultation=consultation, actor=actor, verb="placement.moved", subject=key, group=group.number)
    placement.refresh_from_db()
    return placement


def _movers(consultation: Consultation, placement: Placement, group: WorkingGroup) -> list[str]:
    """The keys of those who move; raises Refused where a rule among all who sit somewhere would be broken."""
    rounds = list(Round.objects.filter(consultation=consultation).order_by("number"))
    rows = _rows(consultation, rounds)
    roster, _locks = make_roster(consultation, [p for p in people_to_place(consultation) if p.key in rows])
    present = replace(
        roster,
        participants=tuple(replace(p, rounds=_placed_in(rows[p.id])) for p in roster.participants),
        pins=tuple(pin for pin in roster.pins if rows[pin.person][pin.round] is not None),
    )
    assign = {person.id: rows[person.id] for person in present.participants}
    try:
        price = Board(present, assign).price_move(
            placement.registration.key, rounds.index(placement.round), group.number
        )
    except RosterError as problem:
        raise Refused(str(problem), field="group") from None
    if not price.allowed:
        raise Refused(" ".join(price.obstacles), field="group")
    return [key for key, _group in price.moves]


def _placed_in(row: tuple[int | None, ...]) -> tuple[int, ...]:
    return tuple(index for index, number in enumerate(row) if number is not None)


@transaction.atomic
def set_lock(*, placement: Placement, locked: bool, actor: User) -> Placement:
    """Keep a place in every rerun, or let it go."""
    placement = Placement.objects.select_for_update().select_related("round", "registration").get(pk=placement.pk)
    placement.locked = locked
    placement.save(update_fields=["locked"])
    record(
        consultation=placement.round.consultation,
        actor=actor,
        verb="placement.locked" if locked else "placement.unlocked",
        subject=placement.registration.key,
    )
    return placement


def unplaced(consultation: Consultation) -> list[Registration]:
    """Confirmed people who sit nowhere yet, though others have been placed."""
    if not Placement.objects.filter(round__consultation=consultation).exists():
        return []
    return list(
        Registration.objects.filter(consultation=consultation)
        .confirmed()
        .exclude(placements__round__consultation=consultation)
        .select_related("organization")
    )


@transaction.atomic
def place_late_arrival(*, registration: Registration, actor: User) -> list[Placement]:
    """Put somebody who came late where it costs least, in every round; nobody else moves."""
    consultation = Consultation.objects.select_for_update().get(pk=registration.consultation_id)
    if registration.status != RegistrationState.CONFIRMED:
        raise Refused(_("Confirm this registration first."))
    rounds = list(Round.objects.filter(consultation=consultation).order_by("number"))
    whole = _rows(consultation, rounds).items()
    rows = {key: row for key, row in whole if None not in row and key != registration.key}
    present = [p for p in people_to_place(consultation) if p.key in rows or p.pk == registration.pk]
    roster, _locks = make_roster(consultation, present)
    plan = Plan(assign=rows, seed=0, cost=0, terms=Terms(0, {}, 0, 0))
    try:
        row = insert(roster, plan, registration.key).assign[registration.key]
    except (InfeasibleError, RosterError) as problem:
        raise Refused(str(problem)) from None
    groups = {group.number: group for group in WorkingGroup.objects.filter(consultation=consultation)}
    Placement.objects.filter(registration=registration).delete()
    made = Placement.objects.bulk_create(
        Placement(registration=registration, round=rounds[place], group=groups[int(number)])
        for place, number in enumerate(row)
        if number is not None
    )
    record(consultation=consultation, actor=actor, verb="placement.late_arrival", subject=registration.key)
    return made


def _rows(consultation: Consultation, rounds: list[Round]) -> dict[str, tuple[int | None, ...]]:
    """The group number in each round, or None, of everybody who sits somewhere, by registration key."""
    index = {round_.pk: place for place, round_ in enumerate(rounds)}
    rows: dict[str, list[int | None]] = {}
    places = Placement.objects.filter(round__consultation=consultation)
    for key, round_id, number in places.values_list("registration__key", "round_id", "group__number"):
        rows.setdefault(key, [None] * len(rounds))[index[round_id]] = number
    return {key: tuple(row) for key, row in rows.items()}
