"""Who came."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation
from registrations.models.registration import Registration


class AttendanceSource(models.TextChoices):
    BUNDLE = "bundle", _("Loaded with the consultation")
    CHECK_IN = "check_in", _("Checked in")
    PLATFORM = "platform", _("Report of the meeting platform")
    MANUAL = "manual", _("Set by an organizer")


class Attendance(models.Model):
    """Whether a registered person attended the event. No row means: not known.

    What a person said (checked in, set) goes before what reports say; see actions/attending.py.
    """

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="attendance")
    present = models.BooleanField(_("attended"))
    source = models.CharField(max_length=16, choices=AttendanceSource.choices)
    settled = models.BooleanField(default=False)
    """What reports said of her is gone (docs/retention.md), so that this is not worked out again."""
    before_present = models.BooleanField(null=True, blank=True)
    before_source = models.CharField(max_length=16, choices=AttendanceSource.choices, blank=True)
    """What a person's word replaced, where it cannot be worked out anew: it came with a bundle, or was settled."""
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")


class AttendanceRules(models.Model):
    """How attendance is counted and confirmed in one consultation. No row means: as the defaults say."""

    consultation = models.OneToOneField(
        Consultation, on_delete=models.CASCADE, primary_key=True, related_name="attendance_rules"
    )
    least_minutes = models.PositiveIntegerField(_("minutes from which somebody counts as having attended"), default=1)
    certificates = models.BooleanField(_("certificates of attendance are given"), default=False)
    signed_by = models.CharField(_("who confirms it, as printed on the certificate"), max_length=300, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(least_minutes__gte=1), name="attendance_least_minutes")]


class ReportState(models.TextChoices):
    WAITING = "waiting", _("Looked at, not recorded")
    APPLIED = "applied", _("Recorded")


class AttendanceReport(models.Model):
    """A report of the meeting platform. Its rows wait here until they are recorded; then only minutes are left."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="attendance_reports")
    file_name = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64)
    """SHA-256 of the file, so that the same one is not counted twice."""
    timezone = models.CharField(max_length=64)
    date_order = models.CharField(max_length=8, blank=True)
    """What comes first in a date, "day" or "month"; empty: nothing tells, so an organizer must."""
    rows = models.JSONField(default=list)
    """Names, addresses and times as in the file (attendance/report.py); nothing once it is recorded."""
    state = models.CharField(max_length=16, choices=ReportState.choices, default=ReportState.WAITING)
    first_at = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("report of attendance")
        verbose_name_plural = _("reports of attendance")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ReportState.values), name="attendance_report_state"),
            models.UniqueConstraint(fields=["consultation", "digest"], name="attendance_report_once"),
        ]


class LineDecision(models.TextChoices):
    UNDECIDED = "", _("Not decided")
    PEOPLE = "people", _("It is these people")
    NOBODY = "nobody", _("Nobody to record")


class ReportLine(models.Model):
    """Somebody of a report that waits, and who it is. Gone once the report is recorded."""

    report = models.ForeignKey(AttendanceReport, on_delete=models.CASCADE, related_name="lines")
    line = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    email = models.CharField(max_length=300, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    told = models.PositiveIntegerField(null=True, blank=True)
    spans = models.JSONField(default=list)
    guest = models.BooleanField(null=True, blank=True)
    host = models.BooleanField(default=False)
    certainty = models.CharField(max_length=16)
    candidates = models.JSONField(default=list)
    """[registration, reason] of each whom it may be."""
    decision = models.CharField(max_length=8, choices=LineDecision.choices, default=LineDecision.UNDECIDED, blank=True)
    people = models.ManyToManyField(Registration, related_name="+")

    class Meta:
        ordering = ["report", "line"]
        constraints = [models.UniqueConstraint(fields=["report", "line"], name="report_line_once")]


class ReportedMinutes(models.Model):
    """How long a report saw somebody; no minutes: the report does not tell."""

    report = models.ForeignKey(AttendanceReport, on_delete=models.CASCADE, related_name="people")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="reported_minutes")
    minutes = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "registration"], name="reported_minutes_once"),
        ]


class AttendanceRemark(models.Model):
    """A participant says that what is recorded of her attendance is not right. Gone once an organizer answers it."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="attendance_remark")
    attended = models.BooleanField(_("was there"))
    made_at = models.DateTimeField(auto_now=True)


class Certificate(models.Model):
    """A certificate that somebody asked for, under the name that she chose for it.

    It holds as long as she is recorded as present and certificates are given, so nothing has to be withdrawn apart.
    """

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="certificate")
    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=300)
    issued_at = models.DateTimeField()

    class Meta:
        verbose_name = _("certificate")
