"""Whom a mailing can go to: contacts of the stakeholder list, and those who registered."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from consultations.audiences import Audience, Filter, Filters, Recipient, register_audience
from consultations.models import Consultation
from registrations.actions.letters import link_to
from registrations.models import Registration, RegistrationState

_REACH = [
    ("invited", _("Invited")),
    ("not_registered", _("Not registered yet")),
]
_ATTENDED = [("yes", _("Attended")), ("no", _("Did not attend"))]


def _contacts(consultation: Consultation, filters: Filters) -> Iterable[Recipient]:
    contacts = consultation.contacts.order_by("pk")
    if filters.get("source"):
        contacts = contacts.filter(source_links__source__key__in=filters["source"]).distinct()
    if "invited" in filters.get("reach", []):
        contacts = contacts.filter(invitation__isnull=False)
    if "not_registered" in filters.get("reach", []):
        theirs = consultation.registrations.exclude(status=RegistrationState.WITHDRAWN)
        contacts = contacts.exclude(Exists(theirs.filter(email__iexact=OuterRef("email"))))
    link = settings.SITE_URL + consultation.get_absolute_url()
    for email, name in contacts.values_list("email", "name"):
        yield Recipient(email, name, values={"link": link})


def _registrations(consultation: Consultation, filters: Filters) -> Iterable[Recipient]:
    registrations = Registration.objects.filter(consultation=consultation).order_by("pk")
    if filters.get("status"):
        registrations = registrations.filter(status__in=filters["status"])
    else:
        registrations = registrations.exclude(status=RegistrationState.WITHDRAWN)
    if filters.get("attended"):
        registrations = registrations.filter(attendance__present__in=[word == "yes" for word in filters["attended"]])
    for item in registrations:
        yield Recipient(item.email, item.shown_name, values={"link": link_to(item)})


def register() -> None:
    """Offer contacts and registrations."""
    source = Filter(
        "source", _("Source"), lambda consultation: [(item.key, item.name) for item in consultation.sources.all()]
    )
    reach = Filter("reach", _("Invited or registered"), lambda consultation: _REACH)
    status = Filter("status", _("State of the registration"), lambda consultation: RegistrationState.choices)
    attended = Filter("attended", _("Attendance"), lambda consultation: _ATTENDED)
    register_audience(Audience("contacts", _("Contacts of the stakeholder list"), (source, reach), _contacts))
    register_audience(Audience("registrations", _("People who registered"), (status, attended), _registrations))
