"""Putting a plan right with few moves, after rules, registrations or roles have changed."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.actions.allocate import keep_causes, wanted_by
from breakouts.actions.allocation_roster import make_roster
from breakouts.actions.plan import change_plan, check_version
from breakouts.allocation import InfeasibleError, RosterError, repair
from breakouts.models import ChangeKind
from breakouts.pricing import placed_rows
from consultations.actions.audit import record
from consultations.models import Consultation, Round


@transaction.atomic
def repair_plan(*, consultation: Consultation, actor: User | None, seen: int | None = None) -> int | None:
    """Keep every rule again, place who has no place, and move as few others as one can. Locks stay.

    Returns how many places changed, or None where no plan is possible; the causes are then kept as a run's are.
    Raises Refused if nobody has been placed, Stale if others changed the plan since `seen`.
    """
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    check_version(consultation, seen)
    rows = placed_rows(consultation, list(Round.objects.filter(consultation=consultation).order_by("number")))
    if not rows:
        raise Refused(_("Nobody has been placed yet, so there is nothing to repair."))
    roster, locks = make_roster(consultation)
    try:
        plan = repair(roster, rows, locks=locks)
    except (InfeasibleError, RosterError) as problem:
        keep_causes(consultation, problem, seed=1, actor=actor)
        return None
    change = change_plan(
        consultation=consultation, wanted=wanted_by(consultation, plan), kind=ChangeKind.REPAIR, actor=actor
    )
    moved = change.places.count()
    if not moved:
        change.delete()
        return 0
    record(consultation=consultation, actor=actor, verb="allocation.repaired", subject="", places=moved)
    return moved
