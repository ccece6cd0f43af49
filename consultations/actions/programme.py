"""Writing the programme: its sessions, in their order."""

from datetime import UTC, datetime

from django.db import transaction
from django.db.models import F, Max, ProtectedError, QuerySet
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.actions.changes import note_change, note_session_off
from consultations.actions.keys import free_key
from consultations.models import CancelledSession, ChangedFact, Consultation, Session, SessionRole

# What a calendar entry says of a session.
IN_CALENDARS = {"title", "starts_at", "ends_at"}


@transaction.atomic
def add_session(*, consultation: Consultation, actor: User, **facts: object) -> Session:
    """Add a session at its place by time. Its key is new, also among those that were taken out."""
    lock(consultation)
    session = Session(consultation=consultation, position=0, **facts)
    _check_times(session.starts_at, session.ends_at)
    taken = {*consultation.sessions.values_list("key", flat=True)}
    taken |= {*consultation.cancelled_sessions.values_list("key", flat=True)}
    session.key = free_key(session.title, taken=taken, fallback="session")
    session.position = last_place(consultation.sessions.all()) + 1
    session.save()
    _place_by_time(consultation, session)
    audit.record(consultation=consultation, actor=actor, verb="programme.session_added", subject=session.title)
    return session


@transaction.atomic
def change_session(*, session: Session, actor: User, **facts: object) -> Session:
    """Save the facts given by name; a new start moves the session to its place by time."""
    consultation = lock(session.consultation)
    current = Session.objects.select_for_update().get(pk=session.pk)
    before = _times(current)
    changed = [name for name, value in facts.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, facts[name])
    _check_times(current.starts_at, current.ends_at)
    if changed:
        current.save(update_fields=changed)
        if IN_CALENDARS & set(changed):
            count_change(Session.objects.filter(pk=current.pk))
        if "starts_at" in changed:
            _place_by_time(consultation, current)
        note_change(
            consultation=consultation,
            fact=ChangedFact.TIME,
            about=current.key,
            title=current.title,
            before=before,
            after=_times(current),
        )
        audit.record(
            consultation=consultation,
            actor=actor,
            verb="programme.session_changed",
            subject=current.title,
            changed=", ".join(changed),
        )
    return current


@transaction.atomic
def remove_session(*, session: Session, actor: User) -> CancelledSession:
    """Take a session out with its parts. What was said or prepared in it is never taken along."""
    consultation = lock(session.consultation)
    current = Session.objects.select_for_update().get(pk=session.pk)
    try:
        with transaction.atomic():
            current.delete()
    except ProtectedError as error:
        raise Refused(
            _("This session has rooms or statements. Remove those first, or change the session instead.")
        ) from error
    cancelled = CancelledSession.objects.create(
        consultation=consultation,
        key=current.key,
        title=current.title,
        starts_at=current.starts_at,
        ends_at=current.ends_at,
        sequence=current.sequence + 1,
    )
    note_session_off(consultation=consultation, key=current.key, title=current.title, before=_times(current))
    audit.record(consultation=consultation, actor=actor, verb="programme.session_removed", subject=current.title)
    return cancelled


@transaction.atomic
def move_session(*, session: Session, actor: User, down: bool) -> None:
    """Change places with the session before or after; at either end nothing happens."""
    consultation = session.consultation
    lock(consultation)
    order = list(consultation.sessions.order_by("position", "starts_at", "pk"))
    at = order.index(session)
    other = at + 1 if down else at - 1
    if not 0 <= other < len(order):
        return
    order[at], order[other] = order[other], order[at]
    _number(order)
    audit.record(consultation=consultation, actor=actor, verb="programme.session_moved", subject=session.title)


def lock(consultation: Consultation) -> Consultation:
    """Two people who edit one programme wait for each other, so that no place or key is given twice."""
    return Consultation.objects.select_for_update().get(pk=consultation.pk)


def last_place(rows: QuerySet[Session] | QuerySet[SessionRole]) -> int:
    """The last position that is taken; -1 where there is none."""
    last = rows.aggregate(last=Max("position"))["last"]
    return -1 if last is None else last


def count_change(sessions: QuerySet[Session]) -> None:
    """Calendars take a changed entry only when its sequence has risen (RFC 5545, 3.8.7.4)."""
    sessions.update(sequence=F("sequence") + 1)


def _check_times(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise Refused(_("The end must be after the start."), field="ends_at")


def _times(session: Session) -> dict[str, str]:
    return {name: getattr(session, name).astimezone(UTC).isoformat() for name in ("starts_at", "ends_at")}


def _place_by_time(consultation: Consultation, session: Session) -> None:
    """Put one session before the first that starts later; the order of the others is the team's."""
    order = [other for other in consultation.sessions.order_by("position", "starts_at", "pk") if other != session]
    later = (at for at, other in enumerate(order) if other.starts_at > session.starts_at)
    order.insert(next(later, len(order)), session)
    _number(order)


def _number(order: list[Session]) -> None:
    for position, session in enumerate(order):
        session.position = position
    Session.objects.bulk_update(order, ["position"])
