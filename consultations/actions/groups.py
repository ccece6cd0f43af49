"""Working groups and rounds: made once, meeting again and again, with the people who are fixed to them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.actions.in_use import is_in_use
from consultations.models import (
    Consultation,
    GroupRole,
    GroupRoleKind,
    Round,
    TeamInvitation,
    WorkingGroup,
    WorkingGroupObjective,
)


@transaction.atomic
def save_group(
    *,
    consultation: Consultation,
    actor: User,
    group: WorkingGroup | None,
    number: int,
    title: str,
    objectives: Sequence[int],
    min_size: int | None,
    max_size: int | None,
    language: str,
) -> WorkingGroup:
    """Add a group, or change one. `objectives` are primary keys of objectives of the consultation, in order."""
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    same = consultation.working_groups.filter(number=number)
    if (same.exclude(pk=group.pk) if group else same).exists():
        raise Refused(_("There is a group with this number already."), field="number")
    if min_size and max_size and min_size > max_size:
        raise Refused(_("The most people must not be fewer than the fewest."), field="max_size")
    if set(objectives) - set(consultation.objective_links.values_list("objective_id", flat=True)):
        raise Refused(_("Choose objectives of this consultation."), field="objectives")
    verb = "group.changed" if group else "group.added"
    saved = group or WorkingGroup(consultation=consultation)
    saved.number, saved.title, saved.language = number, title, language
    saved.min_size, saved.max_size = min_size, max_size
    saved.save()
    saved.objective_links.exclude(objective__in=objectives).delete()
    for place, objective in enumerate(objectives):
        WorkingGroupObjective.objects.update_or_create(
            group=saved, objective_id=objective, defaults={"position": place}
        )
    audit.record(consultation=consultation, actor=actor, verb=verb, subject=str(saved))
    return saved


@transaction.atomic
def remove_group(*, group: WorkingGroup, actor: User) -> None:
    """Remove a group that nobody has asked for, been placed in or written notes in."""
    if group.invitations.filter(accepted_at=None, declined_at=None).exists():
        raise Refused(
            _("Somebody is invited to group %(number)d. Take the invitation back first.") % {"number": group.number}
        )
    if is_in_use(group, apart_from=[WorkingGroupObjective, GroupRole, TeamInvitation]):
        raise Refused(
            _("Group %(number)d is in use: somebody asked for it, or rooms, notes or parts belong to it.")
            % {"number": group.number}
        )
    subject, consultation = str(group), group.consultation
    group.delete()
    audit.record(consultation=consultation, actor=actor, verb="group.removed", subject=subject)


@transaction.atomic
def save_round(
    *,
    consultation: Consultation,
    actor: User,
    sitting: Round | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
) -> Round:
    """Add a round after the last one, or change the times of one."""
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    if starts_at and ends_at and ends_at <= starts_at:
        raise Refused(_("The end must be after the start."), field="ends_at")
    verb = "round.changed" if sitting else "round.added"
    last = consultation.rounds.aggregate(last=Max("number"))["last"] or 0
    saved = sitting or Round(consultation=consultation, number=last + 1)
    saved.starts_at, saved.ends_at = starts_at, ends_at
    saved.save()
    audit.record(consultation=consultation, actor=actor, verb=verb, subject=str(saved))
    return saved


@transaction.atomic
def remove_round(*, sitting: Round, actor: User) -> None:
    """Remove the last round, while nothing belongs to it."""
    consultation = sitting.consultation
    if consultation.rounds.filter(number__gt=sitting.number).exists():
        raise Refused(_("Remove the last round first."))
    if is_in_use(sitting):
        raise Refused(
            _("Round %(number)d is in use: sessions, rooms or notes belong to it.") % {"number": sitting.number}
        )
    subject = str(sitting)
    sitting.delete()
    audit.record(consultation=consultation, actor=actor, verb="round.removed", subject=subject)


@transaction.atomic
def fix_person(*, group: WorkingGroup, actor: User, person: int, role: str) -> GroupRole:
    """Fix a person of the consultation to a group in all rounds. Nobody sits in two groups at once."""
    consultation = group.consultation
    found = consultation.people.select_for_update().filter(pk=person).first()
    if found is None:
        raise Refused(_("Choose a person of this consultation."), field="person")
    elsewhere = GroupRole.objects.filter(person=found).exclude(group=group).select_related("group").first()
    if elsewhere is not None:
        raise Refused(
            _("%(name)s is fixed to group %(number)d already.")
            % {"name": found.name, "number": elsewhere.group.number},
            field="person",
        )
    last = group.roles.aggregate(last=Max("position"))["last"]
    place = 0 if last is None else last + 1
    made, new = GroupRole.objects.get_or_create(group=group, person=found, role=role, defaults={"position": place})
    if not new:
        raise Refused(_("%(name)s holds this role already.") % {"name": found.name}, field="person")
    words = str(GroupRoleKind(role).label)
    audit.record(consultation=consultation, actor=actor, verb="group.person_fixed", subject=f"{words}: {group}")
    return made


@transaction.atomic
def release_person(*, held: GroupRole, actor: User) -> None:
    """Take a person's role in a group back."""
    group = held.group
    subject = f"{held.get_role_display()}: {group}"
    held.delete()
    audit.record(consultation=group.consultation, actor=actor, verb="group.person_released", subject=subject)
