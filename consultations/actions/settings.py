"""Changing a consultation: its facts, its call, and whether the public may see it."""

from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations import listeners
from consultations.actions import audit
from consultations.actions.changes import note_change
from consultations.actions.programme import count_change
from consultations.models import CallTranslation, ChangedFact, Consultation, OpenCall, Visibility

# What a calendar entry of a session says of the consultation.
IN_CALENDARS = {"timezone", "venue"}
# What the entry of the consultation itself says.
IN_INVITATIONS = {"title", "starts_at", "ends_at", "timezone", "venue"}


@transaction.atomic
def change_consultation(*, consultation: Consultation, actor: User, **changes: object) -> Consultation:
    """Save the facts given by name. The audit line names the facts that changed, not their values."""
    current = Consultation.objects.select_for_update().get(pk=consultation.pk)
    before = _public_facts(current)
    changed = [name for name, value in changes.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, changes[name])
    if current.ends_at <= current.starts_at:
        raise Refused(_("The end must be after the start."), field="ends_at")
    _refuse_double_place(current)
    if changed:
        if IN_INVITATIONS & set(changed):
            current.sequence += 1
        current.save(update_fields=[*changed, "sequence"])
        if IN_CALENDARS & set(changed):
            count_change(current.sessions.all())
        _note_changes(current, before)
        audit.record(consultation=current, actor=actor, verb="consultation.changed", changed=", ".join(changed))
        listeners.tell(current, set(changed), actor)
    return current


@transaction.atomic
def change_call(
    *,
    consultation: Consultation,
    actor: User,
    opens_at: datetime,
    closes_at: datetime,
    text: str,
    grace_minutes: int = 0,
    language: str = "en",
) -> OpenCall:
    """Write the open call: its text, its language, and the instants between which it can be answered."""
    if closes_at <= opens_at:
        raise Refused(_("The call must close after it opens."), field="closes_at")
    current = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if CallTranslation.objects.filter(call__consultation=consultation, language=language).exists():
        raise Refused(_("There is a translation into this language. Remove that first."), field="language")
    before = _call_dates(OpenCall.objects.filter(consultation=current).first())
    call, made = OpenCall.objects.select_for_update().update_or_create(
        consultation=consultation,
        defaults={
            "opens_at": opens_at,
            "closes_at": closes_at,
            "grace_minutes": grace_minutes,
            "language": language,
            "text": text.strip(),
        },
    )
    if before:
        note_change(consultation=current, fact=ChangedFact.CALL, before=before, after=_call_dates(call))
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


def _refuse_double_place(consultation: Consultation) -> None:
    same = consultation.series.consultations.filter(ordinal=consultation.ordinal).exclude(pk=consultation.pk)
    if consultation.ordinal and same.exists():
        raise Refused(_("Another consultation of the series has this place."), field="ordinal")


def _note_changes(consultation: Consultation, before: dict[ChangedFact, dict[str, str]]) -> None:
    for fact, after in _public_facts(consultation).items():
        note_change(consultation=consultation, fact=fact, before=before[fact], after=after)


def _public_facts(consultation: Consultation) -> dict[ChangedFact, dict[str, str]]:
    """What people plan by: when it is, and where."""
    return {
        ChangedFact.TIME: {
            "starts_at": consultation.starts_at.astimezone(UTC).isoformat(),
            "ends_at": consultation.ends_at.astimezone(UTC).isoformat(),
            "timezone": consultation.timezone,
        },
        ChangedFact.PLACE: {"venue": consultation.venue},
    }


def _call_dates(call: OpenCall | None) -> dict[str, str]:
    if call is None:
        return {}
    return {name: getattr(call, name).astimezone(UTC).isoformat() for name in ("opens_at", "closes_at")}
