"""What organizers do for one participant: register her by hand, or give her a place out of turn."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.models import Consultation
from registrations.actions import letters
from registrations.actions.answers import Answers, attach, write_answers
from registrations.actions.registering import locked, move, places_free, registered_with, require_before_end
from registrations.models import Registration, RegistrationState

State = RegistrationState


@transaction.atomic
def add_by_hand(*, consultation: Consultation, answers: Answers, actor: User) -> Registration:
    """Register somebody who called or wrote, whether or not the call is open: a place where one is free, or in line.

    Without an address she gets no letters. Raises Refused after the event and for an address that is registered.
    """
    consultation = locked(consultation)
    require_before_end(consultation)
    email = answers.email.strip().lower()
    if registered_with(consultation, email):
        raise Refused(_("Somebody is registered with this address already."), field="email")
    registration = Registration(consultation=consultation, email=email, confirmed_at=now())
    registration.key = f"r-{registration.public_id.hex[:16]}"
    registration.status = State.CONFIRMED if places_free(consultation) else State.WAITLISTED
    write_answers(registration, answers)
    if answers.coming is not None:
        attach(registration, answers.coming)
    audit.record(
        consultation=consultation,
        actor=actor,
        verb="registration.added",
        subject=registration.key,
        state=registration.status.value,
    )
    letters.tell_state(registration)
    for companion in registration.assistants.select_related("consultation", "assists"):
        letters.tell_state(companion)
    return registration


@transaction.atomic
def promote(*, registration: Registration, reason: str, actor: User) -> Registration:
    """Give a place to somebody who waits, before others and even where all places are taken.

    Raises Refused without a reason, and for whoever does not wait any more.
    """
    consultation = locked(registration.consultation)
    require_before_end(consultation)
    rows = Registration.objects.select_for_update(of=("self",)).select_related("consultation", "assists")
    current = rows.get(pk=registration.pk)
    if current.status != State.WAITLISTED:
        raise Refused(_("This person does not wait any more."))
    if not reason.strip():
        raise Refused(_("Please say why this person comes first; it is kept on the audit trail."), field="reason")
    audit.record(
        consultation=consultation,
        actor=actor,
        verb="registration.promoted",
        subject=current.key,
        reason=reason.strip()[:300],
    )
    move(current, State.CONFIRMED, actor)
    return current
