"""Somebody who comes without having registered: registered on the spot, and present."""

from uuid import UUID

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.models import Consultation
from registrations.actions import letters
from registrations.actions.answers import Answers, write_answers
from registrations.actions.attending import record_attendance
from registrations.actions.registering import locked, registered_with
from registrations.models import AttendanceSource, ConsentPurpose, Registration, RegistrationState


@transaction.atomic
def register_walk_in(
    *, consultation: Consultation, answers: Answers, agreed: bool, mark: UUID, actor: User, present: bool = True
) -> Registration:
    """Register somebody who is here, whatever the capacity: whoever stands in the room has a place.

    `agreed` says that she was asked and consented; the consent is kept as given at the door. Without an address she
    gets no letter. `mark` is made once for each form, so that a form sent twice registers one person.
    Raises Refused without the agreement, or where her address is registered already.
    """
    if not agreed:
        raise Refused(_("Without this agreement we may not keep the answers."), field="agreed")
    locked(consultation)
    known = Registration.objects.filter(public_id=mark).first()
    if known is not None:
        if known.consultation_id != consultation.pk:
            raise Refused(_("This form has been used already. Please open it once more."))
        return known
    email = answers.email.strip().lower()
    if email and registered_with(consultation, email):
        raise Refused(_("This address is registered already. Look for the name on the list."), field="email")
    registration = Registration(consultation=consultation, public_id=mark, email=email)
    registration.key = f"r-{mark.hex[:16]}"
    registration.status, registration.confirmed_at = RegistrationState.CONFIRMED, now()
    write_answers(registration, answers)
    registration.consents.filter(purpose=ConsentPurpose.TAKE_PART).update(at_the_door=True)
    audit.record(consultation=consultation, actor=actor, verb="registration.walk_in", subject=registration.key)
    if present:
        record_attendance(registration=registration, present=True, source=AttendanceSource.CHECK_IN, actor=actor)
    letters.tell_walk_in(registration)
    return registration
