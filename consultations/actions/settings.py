"""Changing a consultation: its facts, its call, and whether the public may see it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.models import CallTranslation, Consultation, OpenCall, Session, SessionRole, Visibility

# What a calendar entry of a session says of the consultation.
IN_CALENDARS = {"timezone", "venue"}


@transaction.atomic
def change_consultation(*, consultation: Consultation, actor: User, **changes: object) -> Consultation:
    """Save the facts given by name. The audit line names the facts that changed, not their values."""
    current = Consultation.objects.select_for_update().get(pk=consultation.pk)
    changed = [name for name, value in changes.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, changes[name])
    if current.ends_at <= current.starts_at:
        raise Refused(_("The end must be after the start."), field="ends_at")
    if changed:
        current.save(update_fields=changed)
        if IN_CALENDARS & set(changed):
            _count_change(current.sessions.all())
        audit.record(consultation=current, actor=actor, verb="consultation.changed", changed=", ".join(changed))
    return current


@transaction.atomic
def change_call(
    *,
    consultation: Consultation,
    actor: User,
    opens_at: datetime,
    closes_at: datetime,
    text: str,
    blind_review: bool,
    grace_minutes: int = 0,
    language: str = "en",
) -> OpenCall:
    """Write the open call: its text, its language, and the instants between which it can be answered."""
    if closes_at <= opens_at:
        raise Refused(_("The call must close after it opens."), field="closes_at")
    if CallTranslation.objects.filter(call__consultation=consultation, language=language).exists():
        raise Refused(_("There is a translation into this language. Remove that first."), field="language")
    call, made = OpenCall.objects.select_for_update().update_or_create(
        consultation=consultation,
        defaults={
            "opens_at": opens_at,
            "closes_at": closes_at,
            "grace_minutes": grace_minutes,
            "language": language,
            "text": text.strip(),
            "blind_review": blind_review,
        },
    )
    audit.record(consultation=consultation, actor=actor, verb="call.written" if made else "call.changed")
    return call


@transaction.atomic
def set_visibility(*, consultation: Consultation, actor: User, visibility: str) -> Consultation:
    """Publish a consultation or take it back from the public."""
    if visibility not in Visibility.values:
        raise Refused(_("A consultation is either a draft or public."))
    current = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if current.visibility != visibility:
        current.visibility = visibility
        current.save(update_fields=["visibility"])
        verb = "consultation.published" if visibility == Visibility.PUBLIC else "consultation.unpublished"
        audit.record(consultation=current, actor=actor, verb=verb)
    return current


@transaction.atomic
def fill_session_role(
    *, role: SessionRole, actor: User, person_id: int | None, organization_id: int | None, mode: str, link: str
) -> SessionRole:
    """Say who holds a part in the programme; with neither person nor organization it is to be confirmed."""
    consultation = role.session.consultation
    current = SessionRole.objects.select_for_update().get(pk=role.pk)
    if person_id and not consultation.people.filter(pk=person_id).exists():
        raise Refused(_("Choose a person of this consultation."), field="person")
    current.person_id, current.organization_id = person_id, organization_id
    current.tbc = person_id is None and organization_id is None
    current.mode, current.link = mode, link
    current.save(update_fields=["person", "organization", "tbc", "mode", "link"])
    _count_change(consultation.sessions.filter(pk=current.session_id))
    audit.record(
        consultation=consultation,
        actor=actor,
        verb="programme.role_filled" if not current.tbc else "programme.role_emptied",
        subject=f"{current.get_role_display()}: {role.session.title}",
    )
    return current


def _count_change(sessions: QuerySet[Session]) -> None:
    """Calendars take a changed entry only when its sequence has risen (RFC 5545, 3.8.7.4)."""
    sessions.update(sequence=F("sequence") + 1)
