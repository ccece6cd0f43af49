"""What organizers ask of every allocation: kept with who and why, changed and taken back."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.models import Constraint, ConstraintKind
from consultations.actions.audit import record
from consultations.models import Consultation, Round, WorkingGroup
from registrations.models import Registration

OF_SEVERAL = (ConstraintKind.TOGETHER, ConstraintKind.APART)
WITH_GROUP = (ConstraintKind.PIN, ConstraintKind.FORBID)
WITH_ROUND = (ConstraintKind.PIN, ConstraintKind.ABSENT)


@transaction.atomic
def save_rule(
    *,
    consultation: Consultation,
    actor: User,
    kind: ConstraintKind,
    people: Sequence[Registration],
    reason: str,
    group: WorkingGroup | None = None,
    round_: Round | None = None,
    rule: Constraint | None = None,
) -> Constraint:
    """Add a rule, or change one. A fixed place without a round holds in every round.

    Raises Refused for too few people, people, a group or a round of elsewhere, or without a reason.
    """
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    members = list(dict.fromkeys(people))
    if any(person.consultation_id != consultation.pk for person in members):
        raise Refused(_("Choose people of this consultation."), field="person_1")
    if not members:
        raise Refused(_("Choose a person."), field="person_1")
    if kind in OF_SEVERAL and len(members) < 2:
        raise Refused(_("Choose two different people."), field="person_2")
    if not reason.strip():
        raise Refused(_("Please say why, so that others on the team understand it."), field="reason")
    _fitting(consultation, kind, group, round_)
    saved = rule or Constraint(consultation=consultation, position=_next(consultation))
    saved.kind, saved.reason, saved.created_by = kind, reason.strip(), actor
    saved.group = group if kind in WITH_GROUP else None
    saved.round = round_ if kind in WITH_ROUND else None
    saved.save()
    saved.members.all().delete()
    for position, person in enumerate(members):
        saved.members.create(registration=person, position=position)
    record(
        consultation=consultation,
        actor=actor,
        verb="placement.rule_changed" if rule else "placement.rule_added",
        subject=", ".join(person.key for person in members),
        kind=str(kind),
    )
    return saved


@transaction.atomic
def remove_rule(*, rule: Constraint, actor: User) -> None:
    """Take a rule back. Nobody is moved by that."""
    keys = [member.registration.key for member in rule.members.select_related("registration")]
    consultation, kind = rule.consultation, str(rule.kind)
    rule.delete()
    record(consultation=consultation, actor=actor, verb="placement.rule_removed", subject=", ".join(keys), kind=kind)


def _fitting(
    consultation: Consultation, kind: ConstraintKind, group: WorkingGroup | None, round_: Round | None
) -> None:
    if kind in WITH_GROUP and (group is None or group.consultation_id != consultation.pk):
        raise Refused(_("Choose a group."), field="group")
    if kind == ConstraintKind.ABSENT and round_ is None:
        raise Refused(_("Choose a round."), field="round_")
    if round_ is not None and round_.consultation_id != consultation.pk:
        raise Refused(_("Choose a round."), field="round_")


def _next(consultation: Consultation) -> int:
    last = consultation.constraints.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
