"""Somebody who comes without having registered: registered on the spot, and present."""

from uuid import UUID

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from accounts.text import one_line
from consultations.actions import audit
from consultations.models import Consultation
from registrations.actions import letters
from registrations.actions.answers import Answers, write_answers, write_consents
from registrations.actions.attending import record_attendance
from registrations.actions.registering import locked, registered_with
from registrations.models import AttendanceSource, ConsentPurpose, Registration, RegistrationState
from registrations.states import REGISTRATION


@transaction.atomic
def register_walk_in(
    *, consultation: Consultation, answers: Answers, agreed: bool, mark: UUID, actor: User, present: bool = True
) -> Registration:
    """Register somebody who is here, whatever the capacity: whoever stands in the room has a place.

    `agreed` says that she was asked and consented; the consent is kept as given at the door. Without an address she
    gets no letter. `mark` is made once for each form, so that a form sent twice registers one person. Whoever had
    registered with this address and never confirmed is confirmed by coming, with the answers that she gave then.
    Raises Refused without the agreement, where her address is registered already, or where the form has registered
    somebody of another name.
    """
    if not agreed:
        raise Refused(_("Without this agreement we may not keep the answers."), field="agreed")
    locked(consultation)
    known = Registration.objects.filter(public_id=mark).first()
    if known is not None:
        if known.consultation_id != consultation.pk:
            raise Refused(_("This form has been used already. Please open it once more."))
        if known.name != one_line(answers.name):
            raise Refused(
                _("With this form %(name)s is registered already. Is this somebody else? Then send it once more.")
                % {"name": known.shown_name}
            )
        return known
    email = answers.email.strip().lower()
    registration = registered_with(consultation, email) if email else None
    if registration is None:
        registration = Registration(consultation=consultation, public_id=mark, email=email)
        registration.key = f"r-{mark.hex[:16]}"
        registration.status, registration.confirmed_at = RegistrationState.CONFIRMED, now()
        write_answers(registration, answers)
    elif registration.status == RegistrationState.PENDING:
        _confirm(registration)
    else:
        raise Refused(_("This address is registered already. Look for the name on the list."), field="email")
    registration.consents.filter(purpose=ConsentPurpose.TAKE_PART).update(at_the_door=True)
    audit.record(consultation=consultation, actor=actor, verb="registration.walk_in", subject=registration.key)
    if present:
        record_attendance(registration=registration, present=True, source=AttendanceSource.CHECK_IN, actor=actor)
    letters.tell_walk_in(registration)
    return registration


def _confirm(registration: Registration) -> None:
    """She and whoever comes with her; nobody is told of a place, since she is here."""
    at = now()
    pending = registration.assistants.filter(status=RegistrationState.PENDING)
    for one in (registration, *pending.select_related("consultation")):
        one.confirmed_at = at
        REGISTRATION.transition(one, RegistrationState.CONFIRMED, also=("confirmed_at",))
    write_consents(registration, {ConsentPurpose.TAKE_PART: True})
