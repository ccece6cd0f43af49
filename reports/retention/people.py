"""Registrations, attendance, needs and the stakeholder list."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from consultations.models import SeenBy
from registrations.models import (
    Attendance,
    AttendanceReport,
    AttendanceSource,
    ContactImport,
    ImportRow,
    ImportState,
    Registration,
    RegistrationAnswer,
    RegistrationState,
    ReportedMinutes,
    ReportState,
    SupportRequest,
)
from reports.retention.rule import Past, Rows, Rule, Since

_NEEDS = timedelta(days=90)


def _attendance_waiting(past: Past) -> Rows:
    return AttendanceReport.objects.filter(state=ReportState.WAITING, created_at__lt=past.before)


def _attendance_minutes(past: Past) -> Rows:
    return AttendanceReport.objects.filter(consultation__ends_at__lt=past.before, applied_at__lt=past.before)


def _settle(reports: Rows) -> None:
    """Who attended by these reports did so for good: it can no longer be worked out again."""
    seen = ReportedMinutes.objects.filter(report__in=reports).values("registration")
    Attendance.objects.filter(source=AttendanceSource.PLATFORM, registration__in=seen).update(settled=True)


def _unconfirmed(past: Past) -> Rows:
    return Registration.objects.filter(
        status=RegistrationState.PENDING, consultation__ends_at__lt=past.before, created_at__lt=past.before
    )


def _unconfirmed_addresses(past: Past) -> Rows:
    return Registration.objects.filter(consultation__ends_at__lt=past.before).exclude(new_email="")


def _former_addresses(past: Past) -> Rows:
    return Registration.objects.filter(consultation__ends_at__lt=past.before).exclude(former_addresses=[])


def _companions(past: Past) -> Rows:
    return Registration.objects.filter(assists__isnull=False, consultation__ends_at__lt=past.before)


def _needs(past: Past) -> Rows:
    return Registration.objects.filter(consultation__ends_at__lt=past.before).exclude(needs="")


def _answers_about_needs(past: Past) -> Rows:
    return RegistrationAnswer.objects.filter(
        question__seen_by=SeenBy.NEEDS, registration__consultation__ends_at__lt=past.before
    )


def _support(past: Past) -> Rows:
    return SupportRequest.objects.filter(registration__consultation__ends_at__lt=past.before)


def _contact_files(past: Past) -> Rows:
    return ContactImport.objects.exclude(state=ImportState.LOADED).filter(created_at__lt=past.before)


def _refused_rows(past: Past) -> Rows:
    return ImportRow.objects.filter(batch__loaded_at__lt=past.before)


RULES = (
    Rule(
        "attendance_reports",
        _("reports of attendance that were never recorded"),
        timedelta(days=7),
        Since.MADE,
        _attendance_waiting,
        consultation="consultation",
    ),
    Rule(
        "attendance_minutes",
        _("how long reports saw each person"),
        timedelta(days=14),
        Since.EVENT,
        _attendance_minutes,
        consultation="consultation",
        first=_settle,
    ),
    Rule(
        "unconfirmed_registrations",
        _("registrations never confirmed"),
        timedelta(days=30),
        Since.EVENT,
        _unconfirmed,
        consultation="consultation",
    ),
    Rule(
        "unconfirmed_addresses",
        _("new addresses never confirmed"),
        timedelta(days=30),
        Since.EVENT,
        _unconfirmed_addresses,
        consultation="consultation",
        emptied="new_email",
    ),
    Rule(
        "former_addresses",
        _("addresses that participants used before"),
        timedelta(days=90),
        Since.EVENT,
        _former_addresses,
        consultation="consultation",
        emptied="former_addresses",
        empty=[],
    ),
    Rule(
        "companions",
        _("interpreters and assistants"),
        _NEEDS,
        Since.EVENT,
        _companions,
        consultation="consultation",
    ),
    Rule(
        "needs",
        _("what participants need"),
        _NEEDS,
        Since.EVENT,
        _needs,
        consultation="consultation",
        emptied="needs",
    ),
    Rule(
        "answers_about_needs",
        _("answers about needs"),
        _NEEDS,
        Since.EVENT,
        _answers_about_needs,
        consultation="registration__consultation",
    ),
    Rule(
        "support",
        _("requests for support with their decisions"),
        _NEEDS,
        Since.EVENT,
        _support,
        consultation="registration__consultation",
    ),
    Rule(
        "contact_files",
        _("files of contacts that were never loaded"),
        timedelta(days=7),
        Since.MADE,
        _contact_files,
        consultation="consultation",
    ),
    Rule(
        "refused_rows",
        _("rows of such files that were not loaded"),
        timedelta(days=30),
        Since.LOADED,
        _refused_rows,
        consultation="batch__consultation",
    ),
)
