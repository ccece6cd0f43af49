"""Whom a mailing can go to: contacts of the stakeholder list, and those who registered."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from consultations.audiences import Audience, Filter, Filters, Recipient, register_audience
from consultations.countries import COMMISSIONS, COUNTRIES, subregion
from consultations.models import Consultation, Sector
from registrations.actions.letters import link_to
from registrations.models import Registration, RegistrationState

_REACH = [
    ("all", _("Everybody on the list")),
    ("invited", _("Invited")),
    ("not_registered", _("Not registered yet")),
]
_ATTENDED = [("yes", _("Attended")), ("no", _("Did not attend"))]


def _subregions_of_contacts(consultation: Consultation) -> list[tuple[str, str]]:
    """Those that contacts come from, in the groupings of all commissions."""
    codes = set(consultation.contacts.order_by().values_list("organization__country", flat=True).distinct())
    names = {subregion(code, scheme) for code in codes if code in COUNTRIES for scheme in COMMISSIONS}
    return [(name, name) for name in sorted(names - {""})]


def _countries_in(subregions: Iterable[str]) -> list[str]:
    wanted = set(subregions)
    return [code for code in COUNTRIES if any(subregion(code, scheme) in wanted for scheme in COMMISSIONS)]


def _contacts(consultation: Consultation, filters: Filters) -> Iterable[Recipient]:
    contacts = consultation.contacts.order_by("pk")
    reach = filters.get("reach", [])
    if filters.get("source"):
        contacts = contacts.filter(source_links__source__key__in=filters["source"]).distinct()
    if "invited" in reach:
        contacts = contacts.filter(invitation__isnull=False)
    if "not_registered" in reach:
        theirs = consultation.registrations.exclude(status=RegistrationState.WITHDRAWN)
        contacts = contacts.exclude(Exists(theirs.filter(email__iexact=OuterRef("email"))))
    if filters.get("sector"):
        contacts = contacts.filter(organization__sector__in=filters["sector"])
    if filters.get("subregion"):
        contacts = contacts.filter(organization__country__in=_countries_in(filters["subregion"]))
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
    contacts = (
        Filter("reach", _("Invited or registered"), lambda consultation: _REACH),
        Filter(
            "source", _("Source"), lambda consultation: [(item.key, item.name) for item in consultation.sources.all()]
        ),
        Filter("sector", _("Sector of the organization"), lambda consultation: Sector.choices),
        Filter("subregion", _("Subregion of the organization"), _subregions_of_contacts),
    )
    registrations = (
        Filter("status", _("State of the registration"), lambda consultation: RegistrationState.choices),
        Filter("attended", _("Attendance"), lambda consultation: _ATTENDED),
    )
    register_audience(Audience("contacts", _("Contacts of the stakeholder list"), contacts, _contacts))
    register_audience(Audience("registrations", _("People who registered"), registrations, _registrations))
