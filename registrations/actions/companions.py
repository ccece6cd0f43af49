"""Somebody comes with a participant: an interpreter or assistant, who takes no place and is not counted."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.errors import Refused
from consultations.actions import audit
from registrations.actions import letters
from registrations.actions.answers import Coming, attach
from registrations.actions.own_attendance import erase_attendance
from registrations.actions.registering import locked, require_before_end
from registrations.models import Companion, Registration, RegistrationState

MOST = 3


@transaction.atomic
def add_companion(*, registration: Registration, coming: Coming, tell: bool = True) -> Registration:
    """Attach somebody; she has the state of her person from then on, and is told of it where she has an address.

    Without `tell` no letter leaves: her address has had enough of them.
    An address that is registered already makes no difference: the page must not tell which ones we know.
    Raises Refused after the event, for whoever has withdrawn or is a companion herself, and for a fourth.
    """
    locked(registration.consultation)
    person = Registration.objects.select_related("consultation").get(pk=registration.pk)
    require_before_end(person.consultation)
    if person.status == RegistrationState.WITHDRAWN or person.assists_id is not None:
        raise Refused(_("Nobody can be added to this registration."))
    if coming.role not in Companion.values:
        raise Refused(_("Choose what this person does."), field="role")
    if companions_of(person).count() >= MOST:
        raise Refused(_("At most %(most)d people can come with you. Write to us if you need more.") % {"most": MOST})
    made = attach(person, coming)
    audit.record(
        consultation=person.consultation,
        actor=None,
        verb="registration.companion_added",
        subject=person.key,
        companion=made.key,
    )
    if tell and made.status == RegistrationState.CONFIRMED:
        letters.tell_state(made)
    return made


@transaction.atomic
def remove_companion(*, registration: Registration, key: str, tell: bool = True) -> None:
    """She no longer comes; what was typed about her is deleted. Without `tell` no letter leaves."""
    locked(registration.consultation)
    companion = registration.assistants.filter(key=key).select_related("consultation", "assists").first()
    if companion is None:
        return
    audit.record(
        consultation=registration.consultation,
        actor=None,
        verb="registration.companion_removed",
        subject=registration.key,
        companion=companion.key,
    )
    if tell and companion.status == RegistrationState.CONFIRMED:
        letters.tell_companion_off(companion, registration)
    erase_attendance(companion)
    companion.delete()


def companions_of(person: Registration) -> QuerySet[Registration]:
    """Those who come with her."""
    return person.assistants.exclude(status=RegistrationState.WITHDRAWN).order_by("pk")
