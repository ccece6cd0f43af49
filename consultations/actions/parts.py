"""Writing the programme: the parts in its sessions, and the people who hold them."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.actions.in_use import is_in_use
from consultations.actions.keys import free_key
from consultations.actions.programme import count_change, last_place, lock
from consultations.models import (
    Attribution,
    Consultation,
    Person,
    Session,
    SessionRole,
    SessionRoleKind,
    SpeakerMode,
)


@transaction.atomic
def add_part(*, session: Session, actor: User, role: str, group_id: int | None) -> SessionRole:
    """Add a part to a session, to be confirmed until somebody is named."""
    consultation = session.consultation
    lock(consultation)
    if role not in SessionRoleKind.values:
        raise Refused(_("Choose a part."), field="role")
    if group_id and not consultation.working_groups.filter(pk=group_id).exists():
        raise Refused(_("Choose a working group of this consultation."), field="group")
    position = last_place(session.roles.all()) + 1
    part = session.roles.create(position=position, role=role, group_id=group_id, tbc=True)
    _record_part(part, actor, "programme.part_added")
    return part


@transaction.atomic
def fill_part(
    *,
    part: SessionRole,
    actor: User,
    person_id: int | None,
    organization_id: int | None,
    mode: str,
    link: str,
    attribution: str | None = None,
) -> SessionRole:
    """Say who holds a part, and how; with neither person nor organization it is to be confirmed."""
    consultation = part.session.consultation
    lock(consultation)
    current = SessionRole.objects.select_for_update().get(pk=part.pk)
    if person_id and not consultation.people.filter(pk=person_id).exists():
        raise Refused(_("Choose a person of this consultation."), field="person")
    if mode not in ("", *SpeakerMode.values):
        raise Refused(_("Choose how it is held."), field="mode")
    if attribution not in (None, "", *Attribution.values):
        raise Refused(_("Choose one of these."), field="attribution")
    current.person_id, current.organization_id = person_id, organization_id
    current.tbc = person_id is None and organization_id is None
    current.mode, current.link = mode, link
    current.attribution = current.attribution if attribution is None else attribution
    current.save(update_fields=["person", "organization", "tbc", "mode", "link", "attribution"])
    count_change(consultation.sessions.filter(pk=current.session_id))
    _record_part(current, actor, "programme.role_emptied" if current.tbc else "programme.role_filled")
    return current


@transaction.atomic
def move_part(*, part: SessionRole, actor: User, down: bool) -> None:
    """Change places with the part before or after in its session; at either end nothing happens."""
    session = part.session
    lock(session.consultation)
    order = list(session.roles.order_by("position", "pk"))
    at = order.index(part)
    other = at + 1 if down else at - 1
    if not 0 <= other < len(order):
        return
    order[at], order[other] = order[other], order[at]
    for position, row in enumerate(order):
        row.position = position
    SessionRole.objects.bulk_update(order, ["position"])
    count_change(Session.objects.filter(pk=session.pk))  # entries in calendars list the parts in order
    _record_part(part, actor, "programme.part_moved")


@transaction.atomic
def remove_part(*, part: SessionRole, actor: User) -> None:
    """Take a part out of its session."""
    session = part.session
    lock(session.consultation)
    if part.person_id or part.organization_id:
        count_change(Session.objects.filter(pk=session.pk))
    _record_part(part, actor, "programme.part_removed")
    part.delete()


@transaction.atomic
def save_person(*, consultation: Consultation, actor: User, person: Person | None = None, **facts: object) -> Person:
    """Add somebody who can hold a part, or correct how the programme prints a person."""
    lock(consultation)
    known = consultation.people.all()
    current = Person(consultation=consultation) if person is None else known.select_for_update().get(pk=person.pk)
    for name, value in facts.items():
        setattr(current, name, value)
    if current.email and known.filter(email__iexact=current.email).exclude(pk=current.pk).exists():
        raise Refused(_("Somebody else in this consultation has this address."), field="email")
    if person is None:
        current.key = free_key(current.name, taken=known.values_list("key", flat=True), fallback="person")
    if current.is_liaison:  # there is one: who is named now takes over
        known.filter(is_liaison=True).exclude(pk=current.pk).update(is_liaison=False)
    current.save()
    # A subquery, since a person with two parts in a session must raise its sequence once.
    holding = SessionRole.objects.filter(person=current).values("session")
    count_change(Session.objects.filter(pk__in=holding))
    verb = "programme.person_added" if person is None else "programme.person_changed"
    audit.record(consultation=consultation, actor=actor, verb=verb, subject=current.key)
    return current


@transaction.atomic
def remove_person(*, person: Person, actor: User) -> None:
    """Remove somebody on whom nothing hangs: no part, no group, no review, nothing said on the record."""
    consultation = person.consultation
    lock(consultation)
    if is_in_use(person):
        raise Refused(
            _("%(name)s holds a part, a place in a group or a review. Give that to somebody else first.")
            % {"name": person.name}
        )
    if person.is_liaison:
        raise Refused(_("%(name)s is the liaison contact. Name another one first.") % {"name": person.name})
    key = person.key
    person.delete()
    audit.record(consultation=consultation, actor=actor, verb="programme.person_removed", subject=key)


def _record_part(part: SessionRole, actor: User, verb: str) -> None:
    subject = f"{part.get_role_display()}: {part.session.title}"
    audit.record(consultation=part.session.consultation, actor=actor, verb=verb, subject=subject)
