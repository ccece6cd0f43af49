"""Whom a change of the event concerns: people with a place or on the waiting list, and contacts who were invited."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from consultations.audiences import Recipient
from consultations.concerned import THE_CALL, THE_EVENT, Concerned, register_concerned
from consultations.models import Consultation
from registrations.actions.letters import calendar_entry, link_to
from registrations.contact_list import narrowed
from registrations.models import Registration, RegistrationState

_COMING = (RegistrationState.CONFIRMED, RegistrationState.WAITLISTED)


def _registered(consultation: Consultation) -> Iterable[Recipient]:
    rows = Registration.objects.filter(consultation=consultation, status__in=_COMING).exclude(email="").order_by("pk")
    for item in rows.select_related("consultation"):
        entry = calendar_entry(item) if item.status == RegistrationState.CONFIRMED else None
        values = {"link": link_to(item)}
        yield Recipient(item.email, item.shown_name, item.language, values=values, entry=entry, needed=True)


def _invited(consultation: Consultation) -> Iterable[Recipient]:
    link = settings.SITE_URL + consultation.get_absolute_url()
    contacts = narrowed(consultation, {"reach": ["invited"]}).order_by("pk")
    for email, name, languages in contacts.values_list("email", "name", "languages"):
        yield Recipient(email, name, languages[0] if languages else "", values={"link": link})


def register() -> None:
    """Offer both to the letter that tells of changes."""
    register_concerned(
        Concerned("registered", 10, _("People with a place or on the waiting list"), _registered, THE_EVENT)
    )
    register_concerned(
        Concerned("invited", 40, _("Contacts who were invited"), _invited, THE_EVENT | THE_CALL, of_sessions=False)
    )
