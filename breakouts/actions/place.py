"""Changing placements by hand: move, lock, place somebody who came late."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.actions.allocation_roster import make_roster, people_to_place
from breakouts.allocation import InfeasibleError, Plan, RosterError, Terms, insert
from breakouts.models import Placement
from consultations.actions.audit import record
from consultations.models import Consultation, Round, WorkingGroup
from registrations.models import Registration, RegistrationState


@transaction.atomic
def move(*, placement: Placement, group: WorkingGroup, actor: User) -> Placement:
    """Put a person into another group in one round, and lock the place so that a rerun keeps it.

    Raises Refused where a hard rule forbids it: a full group, the same group in another round, a fixed role.
    """
    consultation = Consultation.objects.select_for_update().get(pk=placement.round.consultation_id)
    placement = Placement.objects.select_related("registration", "round", "group").get(pk=placement.pk)
    person = placement.registration
    wanted = WorkingGroup.objects.filter(consultation=consultation, pk=group.pk).first()
    if wanted is None:
        raise Refused(_("That group belongs to another consultation."), field="group")
    if person.person and person.person.group_roles.exists():
        raise Refused(_("This person has a role in the group and stays there in every round."), field="group")
    others = Placement.objects.filter(registration=person, group=wanted).exclude(pk=placement.pk)
    if others.exists():
        raise Refused(_("This person is in that group in another round already."), field="group")
    heads = Placement.objects.filter(round=placement.round, group=wanted).exclude(pk=placement.pk).count()
    if wanted.max_size is not None and heads >= wanted.max_size:
        raise Refused(_("That group is full: it holds %(count)d.") % {"count": wanted.max_size}, field="group")
    placement.group, placement.locked = wanted, True
    placement.save(update_fields=["group", "locked"])
    record(consultation=consultation, actor=actor, verb="placement.moved", subject=person.key, group=wanted.number)
    return placement


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
    rows = _rows(consultation, rounds, without=registration)
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


def _rows(consultation: Consultation, rounds: list[Round], without: Registration) -> dict[str, tuple[int | None, ...]]:
    """The group number in each round of everybody who sits somewhere in all of them."""
    index = {round_.pk: place for place, round_ in enumerate(rounds)}
    rows: dict[str, list[int | None]] = {}
    places = Placement.objects.filter(round__consultation=consultation).exclude(registration=without)
    for key, round_id, number in places.values_list("registration__key", "round_id", "group__number"):
        rows.setdefault(key, [None] * len(rounds))[index[round_id]] = number
    return {key: tuple(row) for key, row in rows.items() if None not in row}
