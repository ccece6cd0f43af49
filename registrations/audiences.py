"""Whom a mailing can go to: contacts of the stakeholder list, and those who registered."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from consultations.audiences import Audience, Filter, Filters, Recipient, register_audience
from consultations.countries import COMMISSIONS, COUNTRIES, subregion
from consultations.models import Consultation, Sector
from consultations.templatetags.openfloor import country_name, language_name
from registrations.actions.letters import link_to
from registrations.consents import EARLIER_AUDIENCE
from registrations.contact_list import counts_of, narrowed
from registrations.models import Consent, ConsentPurpose, Registration, RegistrationState

_REACH = [
    ("all", _("Everybody on the list")),
    ("invited", _("Invited")),
    ("not_invited", _("Not invited yet")),
    ("registered", _("Registered")),
    ("not_registered", _("Not registered yet")),
    ("not_answered", _("Neither registered nor applied")),
]
_PART = [("all", _("Registered")), ("attended", _("Attended"))]
_ATTENDED = [("yes", _("Attended")), ("no", _("Did not attend"))]


def _subregions_of_contacts(consultation: Consultation) -> list[tuple[str, str]]:
    """Those that contacts come from, in the groupings of all commissions."""
    codes = [code for code in counts_of(consultation).countries if code in COUNTRIES]
    names = {subregion(code, scheme) for code in codes for scheme in COMMISSIONS}
    return [(name, name) for name in sorted(names - {""})]


def _countries_of_contacts(consultation: Consultation) -> list[tuple[str, str]]:
    return [(code, country_name(code)) for code in counts_of(consultation).countries if code]


def _languages_of_contacts(consultation: Consultation) -> list[tuple[str, str]]:
    return [(tag, language_name(tag)) for tag in counts_of(consultation).languages if tag]


def _contacts(consultation: Consultation, filters: Filters) -> Iterable[Recipient]:
    contacts = narrowed(consultation, filters).order_by("pk")
    link = settings.SITE_URL + consultation.get_absolute_url()
    for email, name, languages in contacts.values_list("email", "name", "languages"):
        yield Recipient(email, name, languages[0] if languages else "", values={"link": link})


def _registrations(consultation: Consultation, filters: Filters) -> Iterable[Recipient]:
    registrations = Registration.objects.filter(consultation=consultation).reachable().order_by("pk")
    if filters.get("status"):
        registrations = registrations.filter(status__in=filters["status"])
    else:
        registrations = registrations.exclude(status=RegistrationState.WITHDRAWN)
    if filters.get("attended"):
        registrations = registrations.filter(attendance__present__in=[word == "yes" for word in filters["attended"]])
    for item in registrations.exclude(email=""):
        yield Recipient(item.email, item.shown_name, item.language, values={"link": link_to(item)})


def _earlier(consultation: Consultation, filters: Filters) -> Iterable[Recipient]:
    """People of earlier consultations of the series who agree to be written to, by what they said last."""
    answers = Consent.objects.filter(
        purpose=ConsentPurpose.CONTACT,
        registration__consultation__series=consultation.series_id,
        registration__consultation__starts_at__lt=consultation.starts_at,
        registration__confirmed_at__isnull=False,  # anybody can type anybody's address into the form
    ).exclude(registration__email="")
    rows = answers.select_related("registration__attendance").order_by("at", "pk")
    last = {row.registration.email.lower(): row for row in rows}
    link = settings.SITE_URL + consultation.get_absolute_url()
    wanted = filters.get("part", [])
    for row in last.values():
        one = row.registration
        attended = getattr(one, "attendance", None) is not None and one.attendance.present
        if row.given and ("all" in wanted or ("attended" in wanted and attended)):
            yield Recipient(one.email, one.shown_name, one.language, values={"link": link})


def register() -> None:
    """Offer contacts and registrations."""
    contacts = (
        Filter("reach", _("Invited or registered"), lambda consultation: _REACH),
        Filter(
            "source", _("Source"), lambda consultation: [(item.key, item.name) for item in consultation.sources.all()]
        ),
        Filter("sector", _("Sector"), lambda consultation: Sector.choices),
        Filter("subregion", _("Subregion"), _subregions_of_contacts),
        Filter("country", _("Country or area"), _countries_of_contacts),
        Filter("language", _("Language"), _languages_of_contacts),
    )
    registrations = (
        Filter("status", _("State of the registration"), lambda consultation: RegistrationState.choices),
        Filter("attended", _("Attendance"), lambda consultation: _ATTENDED),
    )
    register_audience(Audience("contacts", _("Contacts of the stakeholder list"), contacts, _contacts))
    earlier = (Filter("part", _("Took part"), lambda consultation: _PART),)
    register_audience(
        Audience(
            EARLIER_AUDIENCE,
            _("People of earlier consultations who agreed to be written to"),
            earlier,
            _earlier,
        )
    )
    register_audience(Audience("registrations", _("People who registered"), registrations, _registrations))
