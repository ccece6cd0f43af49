"""Certificates of attendance: what one says, its code, and when it holds.

The page is drawn by whoever registers here (the document engine, two floors up). A certificate holds as long as its
owner is recorded as present and the organizers give certificates, so that taking attendance back ends it by itself.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from consultations import times
from consultations.models import Consultation
from registrations.models import Certificate, Registration

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter that is read as another, or as a number."""
LENGTH = 16
BLOCK = 4


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that is on the page, in the language of its reader."""

    language: str
    right_to_left: bool
    heading: str
    before: str
    name: str
    after: str
    title: str
    when: str
    signed_by: str
    check: str
    address: str
    code: str
    picture: str
    """What the square pattern is, for who cannot see it."""


_writers: list[Callable[[Facts], bytes]] = []


def register_writer(write: Callable[[Facts], bytes]) -> None:
    """Say who draws a certificate as PDF (from AppConfig.ready). It raises Refused for a name that it cannot draw."""
    _writers[:] = [write]


def write(certificate: Certificate) -> bytes:
    """The certificate as PDF, in the language of the page."""
    return _writers[0](facts_of(certificate))


def facts_of(certificate: Certificate) -> Facts:
    """What a certificate says; the page that verifies it says the same."""
    consultation = certificate.registration.consultation
    return Facts(
        language=get_language() or settings.LANGUAGE_CODE,
        right_to_left=get_language_bidi(),
        heading=_("Certificate of attendance"),
        before=_("This is to certify that"),
        name=certificate.name,
        after=_("attended the consultation"),
        title=consultation.title,
        when=days_of(consultation),
        signed_by=signed_by(consultation),
        check=_("Whether this certificate is genuine can be checked at"),
        address=address_of(certificate),
        code=_("Code: %(code)s") % {"code": in_blocks(certificate.code)},
        picture=_("Square pattern that leads to the page with which this certificate is checked"),
    )


def days_of(consultation: Consultation) -> str:
    """The day of the event, or the first and the last."""
    first, last = (
        times.day(consultation.starts_at, consultation.zone),
        times.day(consultation.ends_at, consultation.zone),
    )
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def signed_by(consultation: Consultation) -> str:
    rules = getattr(consultation, "attendance_rules", None)
    return rules.signed_by if rules else ""


def address_of(certificate: Certificate) -> str:
    """The page that verifies it."""
    return settings.SITE_URL + reverse("registrations:certificate", args=[in_blocks(certificate.code)])


def new_code() -> str:
    """One that nobody can guess: some 78 bits."""
    return "".join(secrets.choice(LETTERS) for _at in range(LENGTH))


def in_blocks(code: str) -> str:
    """ "ABCD-EFGH-JKMN-PQRS"."""
    return "-".join(code[at : at + BLOCK] for at in range(0, len(code), BLOCK))


def as_kept(typed: str) -> str:
    """A code as somebody typed it, without hyphens, spaces and small letters."""
    return "".join(sign for sign in typed.upper() if sign in LETTERS)


def valid() -> "QuerySet[Certificate]":
    """Those that hold."""
    return Certificate.objects.filter(
        registration__attendance__present=True, registration__consultation__attendance_rules__certificates=True
    ).select_related("registration__consultation__attendance_rules")


def with_code(typed: str) -> Certificate | None:
    """The certificate that holds under this code."""
    code = as_kept(typed)
    return valid().filter(code=code).first() if len(code) == LENGTH else None


def of(registration: Registration) -> Certificate | None:
    """Somebody's own, if it holds."""
    return valid().filter(registration=registration).first()


def names_of(registration: Registration) -> list[str]:
    """The names under which she can have it."""
    return list(dict.fromkeys([registration.shown_name, registration.name]))


def may_have_one(registration: Registration) -> bool:
    """Whether certificates are given, and she attended; two queries."""
    attendance = getattr(registration, "attendance", None)
    rules = getattr(registration.consultation, "attendance_rules", None)
    return bool(rules and rules.certificates and attendance and attendance.present)
