"""Writing the programme: its sessions, the parts in them, the people who hold parts, and its version."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max, ProtectedError, QuerySet
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.actions.keys import free_key
from consultations.models import (
    CancelledSession,
    Consultation,
    Person,
    ProgrammeVersion,
    Session,
    SessionRole,
    SessionRoleKind,
)

# What a calendar entry says of a session.
IN_CALENDARS = {"title", "starts_at", "ends_at"}


@transaction.atomic
def add_session(*, consultation: Consultation, actor: User, **facts: object) -> Session:
    """Add a session at its place by time. Its key is new, also among those that were taken out."""
    _lock(consultation)
    session = Session(consultation=consultation, position=0, **facts)
    _check_times(session.starts_at, session.ends_at)
    taken = {*consultation.sessions.values_list("key", flat=True)}
    taken |= {*consultation.cancelled_sessions.values_list("key", flat=True)}
    session.key = free_key(session.title, taken=taken, fallback="session")
    session.position = _last(consultation.sessions.all()) + 1
    session.save()
    _place_by_time(consultation, session)
    audit.record(consultation=consultation, actor=actor, verb="programme.session_added", subject=session.title)
    return session


@transaction.atomic
def change_session(*, session: Session, actor: User, **facts: object) -> Session:
    """Save the facts given by name; a new start moves the session to its place by time."""
    _lock(session.consultation)
    current = Session.objects.select_for_update().get(pk=session.pk)
    changed = [name for name, value in facts.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, facts[name])
    _check_times(current.starts_at, current.ends_at)
    if changed:
        current.save(update_fields=changed)
        if IN_CALENDARS & set(changed):
            _count_change(Session.objects.filter(pk=current.pk))
        if "starts_at" in changed:
            _place_by_time(current.consultation, current)
        audit.record(
            consultation=current.consultation,
            actor=actor,
            verb="programme.session_changed",
            subject=current.title,
            changed=", ".join(changed),
        )
    return current


@transaction.atomic
def remove_session(*, session: Session, actor: User) -> CancelledSession:
    """Take a session out with its parts. What was said or prepared in it is never taken along."""
    consultation = session.consultation
    _lock(consultation)
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
    audit.record(consultation=consultation, actor=actor, verb="programme.session_removed", subject=current.title)
    return cancelled


@transaction.atomic
def move_session(*, session: Session, actor: User, down: bool) -> None:
    """Change places with the session before or after; at either end nothing happens."""
    consultation = session.consultation
    _lock(consultation)
    order = list(consultation.sessions.order_by("position", "starts_at", "pk"))
    at = order.index(session)
    other = at + 1 if down else at - 1
    if not 0 <= other < len(order):
        return
    order[at], order[other] = order[other], order[at]
    _number(order)
    audit.record(consultation=consultation, actor=actor, verb="programme.session_moved", subject=session.title)


@transaction.atomic
def add_part(*, session: Session, actor: User, role: str, group_id: int | None) -> SessionRole:
    """Add a part to a session, to be confirmed until somebody is named."""
    consultation = session.consultation
    _lock(consultation)
    if role not in SessionRoleKind.values:
        raise Refused(_("Choose a part."), field="role")
    if group_id and not consultation.working_groups.filter(pk=group_id).exists():
        raise Refused(_("Choose a working group of this consultation."), field="group")
    position = _last(session.roles.all()) + 1
    part = session.roles.create(position=position, role=role, group_id=group_id, tbc=True)
    _record_part(part, actor, "programme.part_added")
    return part


@transaction.atomic
def remove_part(*, part: SessionRole, actor: User) -> None:
    """Take a part out of its session."""
    session = part.session
    _lock(session.consultation)
    if part.person_id or part.organization_id:
        _count_change(Session.objects.filter(pk=session.pk))
    _record_part(part, actor, "programme.part_removed")
    part.delete()


@transaction.atomic
def save_person(*, consultation: Consultation, actor: User, person: Person | None = None, **facts: object) -> Person:
    """Add somebody who can hold a part, or correct how the programme prints a person."""
    _lock(consultation)
    known = consultation.people.all()
    current = Person(consultation=consultation) if person is None else known.select_for_update().get(pk=person.pk)
    for name, value in facts.items():
        setattr(current, name, value)
    if current.email and known.filter(email__iexact=current.email).exclude(pk=current.pk).exists():
        raise Refused(_("Somebody else in this consultation has this address."), field="email")
    if person is None:
        current.key = free_key(current.name, taken=known.values_list("key", flat=True), fallback="person")
    current.save()
    # A subquery, since a person with two parts in a session must raise its sequence once.
    holding = SessionRole.objects.filter(person=current).values("session")
    _count_change(Session.objects.filter(pk__in=holding))
    verb = "programme.person_added" if person is None else "programme.person_changed"
    audit.record(consultation=consultation, actor=actor, verb=verb, subject=current.name)
    return current


@transaction.atomic
def set_programme_version(*, consultation: Consultation, actor: User, version: str) -> Consultation:
    """Say whether the programme is tentative, final or as held."""
    if version not in ProgrammeVersion.values:
        raise Refused(_("A programme is tentative, final or as held."))
    current = _lock(consultation)
    if current.programme_version != version:
        current.programme_version = version
        current.save(update_fields=["programme_version"])
        audit.record(consultation=current, actor=actor, verb="programme.version_set", version=version)
    return current


def _lock(consultation: Consultation) -> Consultation:
    """Two people who edit one programme wait for each other, so that no place or key is given twice."""
    return Consultation.objects.select_for_update().get(pk=consultation.pk)


def _check_times(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise Refused(_("The end must be after the start."), field="ends_at")


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


def _last(rows: QuerySet[Session] | QuerySet[SessionRole]) -> int:
    last = rows.aggregate(last=Max("position"))["last"]
    return -1 if last is None else last


def _count_change(sessions: QuerySet[Session]) -> None:
    """Calendars take a changed entry only when its sequence has risen (RFC 5545, 3.8.7.4)."""
    sessions.update(sequence=F("sequence") + 1)


def _record_part(part: SessionRole, actor: User, verb: str) -> None:
    subject = f"{part.get_role_display()}: {part.session.title}"
    audit.record(consultation=part.session.consultation, actor=actor, verb=verb, subject=subject)
