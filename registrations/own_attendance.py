"""Attendance on a participant's own page: what is recorded, "not right?", her certificate."""

from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from registrations import certificates
from registrations.actions.attending import minutes_by_reports
from registrations.forms.attendance import CertificateForm
from registrations.models import AttendanceRemark, Certificate, Registration, RegistrationState
from registrations.personal import Section, register_section


def register() -> None:
    """Put it on the page, after the groups."""
    register_section(Section("attendance", 40, _("Your attendance"), "registrations/_own_attendance.html", shown_to))


def shown_to(registration: Registration) -> dict[str, Any] | None:
    """What the page says; nothing before the event begins, unless something is recorded."""
    attendance = getattr(registration, "attendance", None)
    begun = now() >= registration.consultation.starts_at
    if attendance is None and not (begun and registration.status == RegistrationState.CONFIRMED):
        return None
    certificate = certificates.of(registration)
    return {
        "attendance": attendance,
        "minutes": _minutes(registration),
        "remark": AttendanceRemark.objects.filter(registration=registration).first(),
        "certificate": certificate,
        "form": _form(registration, certificate) if certificates.may_have_one(registration) else None,
    }


def _form(registration: Registration, certificate: Certificate | None) -> CertificateForm:
    names = certificates.names_of(registration)
    return CertificateForm(names=names, initial={"name": certificate.name if certificate else names[0]})


def _minutes(registration: Registration) -> int | None:
    return minutes_by_reports(registration.consultation, [registration.pk]).get(registration.pk)
