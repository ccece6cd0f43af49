"""Registering: the form, the personal link, confirming, changing, withdrawing, and who gets a place."""

import sys
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations import links
from consultations.actions import audit
from consultations.actions.applications import require_open_call
from consultations.models import Consultation
from registrations import leaving
from registrations.actions import letters
from registrations.actions.answers import Answers, attach, write_answers
from registrations.models import Registration, RegistrationState
from registrations.states import REGISTRATION

State = RegistrationState


@transaction.atomic
def register(*, consultation: Consultation, answers: Answers, begun: datetime | None = None) -> None:
    """Keep a registration that waits for its confirmation, and send its link to the address.

    An address that is registered already gets its own link instead, and nothing of it changes: whoever typed it
    need not be its owner. Either way nothing is returned, so that no page can tell which it was.
    Raises Refused when the call is not open; `begun`, when the form was opened, counts within the grace.
    """
    require_open_call(consultation, now(), begun)
    locked(consultation)
    email = answers.email.strip().lower()
    known = registered_with(consultation, email)
    if known is not None:
        letters.send_link_again(known)
        return
    registration = Registration(consultation=consultation, email=email)
    registration.key = f"r-{registration.public_id.hex[:16]}"
    write_answers(registration, answers)
    if answers.coming is not None:
        attach(registration, answers.coming)
    _note(registration, None, "registration.received")
    letters.ask_to_confirm(registration)


@transaction.atomic
def confirm(*, registration: Registration) -> Registration:
    """The holder of the link wishes to take part: a place where one is free, or else the waiting list."""
    registration = _locked_with_consultation(registration)
    if registration.status != State.PENDING:
        return registration
    require_before_end(registration.consultation)
    registration.confirmed_at = now()
    free = registration.assists_id is not None or places_free(registration.consultation) > 0
    move(registration, State.CONFIRMED if free else State.WAITLISTED, None)
    return registration


@transaction.atomic
def change_answers(*, registration: Registration, answers: Answers) -> Registration:
    """Change everything but the address, until the event is over."""
    registration = _locked_with_consultation(registration)
    require_before_end(registration.consultation)
    if registration.status == State.WITHDRAWN:
        raise Refused(_("You have withdrawn. To take part after all, please register again."))
    write_answers(registration, answers)
    _note(registration, None, "registration.changed")
    return registration


@transaction.atomic
def withdraw(*, registration: Registration, actor: User | None = None) -> Registration:
    """Give the place back; the next person on the waiting list gets it. Interpreters and assistants go too."""
    registration = _locked_with_consultation(registration)
    if registration.status == State.WITHDRAWN:
        return registration
    move(registration, State.WITHDRAWN, actor)
    fill_places(consultation=registration.consultation)
    return registration


@transaction.atomic
def change_status(*, registration: Registration, status: str, actor: User) -> Registration:
    """An organizer moves a registration. Raises Refused where the table of states has no way."""
    if status not in State.values:
        raise Refused(_("Choose one of the states offered."), field="status")
    registration = _locked_with_consultation(registration)
    if status == State.WITHDRAWN:
        return withdraw(registration=registration, actor=actor)
    if registration.status == State.WITHDRAWN and registered_with(registration.consultation, registration.email):
        raise Refused(_("There is a newer registration with the same address. Change that one."), field="status")
    if status == State.WAITLISTED or registration.confirmed_at is None:
        registration.confirmed_at = now()  # the end of the line
    move(registration, State(status), actor)
    return registration


@transaction.atomic
def fill_places(*, consultation: Consultation, actor: User | None = None) -> int:
    """Give free places to the waiting list, in the order in which people confirmed; returns how many got one.

    After the event nobody is told of a place any more.
    """
    if locked(consultation).is_over:
        return 0
    waiting = list(waiting_list(consultation)[: places_free(consultation)])
    for registration in waiting:
        move(registration, State.CONFIRMED, actor)
    return len(waiting)


@transaction.atomic
def send_link(*, consultation: Consultation, email: str) -> None:
    """Send the personal link to an address, if it is registered; nobody else learns whether it is.

    Any other address gets a letter, too: sending takes time, and an answer that came sooner would tell.
    """
    email = email.strip().lower()
    registration = _with_address(consultation, email).first()
    if registration is not None:
        letters.send_link_again(registration)
    else:
        letters.say_not_registered(consultation, email)


def registration_for(token: str) -> Registration | None:
    """The registration that a personal link opens, or None: forged, expired, replaced or erased."""
    found = links.read(kind=letters.LINK, token=token)
    if found is None:
        return None
    public_id, version = found
    return (
        Registration.objects.filter(public_id=public_id, link_version=version)
        .select_related("consultation__series__framework", "consultation__call", "organization", "assists")
        .first()
    )


def consultation_of(token: str) -> Consultation | None:
    """The consultation of a link that ended, so that another can be asked for; None for a link that we never made."""
    found = links.read(kind=letters.LINK, token=token, lifetime=timedelta.max)
    if found is None:
        return None
    known = Registration.objects.filter(public_id=found[0]).select_related("consultation").first()
    return known.consultation if known else None


def registered_with(consultation: Consultation, email: str) -> Registration | None:
    """Somebody's own registration with an address, not withdrawn."""
    return _with_address(consultation, email).filter(assists__isnull=True).first()


def _with_address(consultation: Consultation, email: str) -> QuerySet[Registration]:
    """Who can be reached at an address: her own registration first, then where she comes with somebody."""
    live = Registration.objects.filter(consultation=consultation).reachable().exclude(status=State.WITHDRAWN)
    order = F("assists").asc(nulls_first=True)
    return live.filter(email__iexact=email).select_related("consultation", "assists").order_by(order, "pk")


def waiting_list(consultation: Consultation) -> QuerySet[Registration]:
    """Who waits, in the order in which they confirmed."""
    waiting = Registration.objects.filter(consultation=consultation, status=State.WAITLISTED).counted()
    return waiting.select_related("consultation").order_by(F("confirmed_at").asc(nulls_last=True), "pk")


def position_of(registration: Registration) -> int:
    """Her place in the line, 1 for the next; 0 for whoever does not wait. One query."""
    if registration.status != State.WAITLISTED or registration.assists_id is not None:
        return 0
    line = list(waiting_list(registration.consultation).values_list("pk", flat=True))
    return line.index(registration.pk) + 1 if registration.pk in line else 0


def places_free(consultation: Consultation) -> int:
    """Free places; interpreters and assistants take none. Without a capacity there is always room."""
    capacity = Consultation.objects.values_list("capacity", flat=True).get(pk=consultation.pk)
    if capacity is None:
        return sys.maxsize
    taken = Registration.objects.filter(consultation=consultation).confirmed().counted().count()
    return max(0, capacity - taken)


def locked(consultation: Consultation) -> Consultation:
    """Hold the consultation's row, so that places are given one at a time."""
    return Consultation.objects.select_for_update().get(pk=consultation.pk)


def require_before_end(consultation: Consultation) -> None:
    if consultation.is_over:
        raise Refused(_("The consultation is over, so your registration can no longer be changed."))


def _locked_with_consultation(registration: Registration) -> Registration:
    """The registration as it is now; the consultation is locked first, always, so that two never block each other."""
    locked(registration.consultation)
    own = Registration.objects.select_for_update(of=("self",)).select_related("consultation", "organization")
    return own.get(pk=registration.pk)


def move(
    registration: Registration, status: RegistrationState, actor: User | None, hold: letters.Hold | None = None
) -> None:
    """Move a registration, whoever comes with her too, and tell them; the caller holds the lock."""
    before = REGISTRATION.transition(registration, status, also=("confirmed_at",))
    _note(registration, actor, f"registration.{status.value}", before=before)
    leaves = before == State.CONFIRMED
    letters.tell_state(registration, hold, leaving.take_back(registration) if leaves else ())
    staying = registration.assistants.exclude(status__in=(status, State.WITHDRAWN))
    for companion in staying.select_related("consultation", "assists"):
        companion.confirmed_at = registration.confirmed_at
        move(companion, status, actor, hold)


def _note(registration: Registration, actor: User | None, verb: str, **details: str) -> None:
    """An audit line names the registration by its key alone."""
    audit.record(consultation=registration.consultation, actor=actor, verb=verb, subject=registration.key, **details)
