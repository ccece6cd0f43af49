"""Going back: one step at a time, or to the plan as it was after any step."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.actions.plan import Seat, change_plan, check_version, places_at, places_of, version_of
from breakouts.models import ChangeKind, PlanChange
from breakouts.plan_history import changes_of
from consultations.actions.audit import record
from consultations.models import Consultation


def next_to_undo(consultation: Consultation) -> PlanChange | None:
    """The step that "Undo" would take back: the last one that stands."""
    restores = dict(PlanChange.objects.filter(consultation=consultation).values_list("number", "restores"))
    at = max(restores, default=0)
    while at and restores[at] is not None:
        at = restores[at] or 0
    return changes_of(consultation).filter(number=at).first() if at else None


@transaction.atomic
def undo(*, consultation: Consultation, actor: User, seen: int | None = None) -> PlanChange:
    """Take back the last step that stands, whoever took it; again and again, back to the empty plan.

    Returns the step that was taken back. Raises Refused if there is none, Stale if others changed the plan since.
    """
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    check_version(consultation, seen)
    last = next_to_undo(consultation)
    if last is None:
        raise Refused(_("There is nothing to undo."))
    _go_back(consultation, last.number - 1, actor)
    return last


@transaction.atomic
def restore(*, consultation: Consultation, number: int, actor: User, seen: int | None = None) -> PlanChange:
    """Bring back the plan as it was after step `number`. Raises Refused if there is no such step."""
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    check_version(consultation, seen)
    if not 0 <= number < version_of(consultation):
        raise Refused(_("There is no such earlier step."))
    return _go_back(consultation, number, actor)


def _go_back(consultation: Consultation, number: int, actor: User) -> PlanChange:
    earlier = places_at(consultation, number)
    wanted: dict[tuple[int, int], Seat | None] = dict.fromkeys(places_of(consultation))
    wanted.update(earlier)
    change = change_plan(
        consultation=consultation, wanted=wanted, kind=ChangeKind.RESTORE, actor=actor, restores=number
    )
    record(consultation=consultation, actor=actor, verb="allocation.restored", subject=f"step {number}")
    return change
