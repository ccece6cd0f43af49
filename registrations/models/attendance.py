"""Who came."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registrations.models.registration import Registration


class AttendanceSource(models.TextChoices):
    BUNDLE = "bundle", _("Loaded with the consultation")
    CHECK_IN = "check_in", _("Checked in")
    PLATFORM = "platform", _("Report of the meeting platform")
    MANUAL = "manual", _("Set by an organizer")


class Attendance(models.Model):
    """Whether a registered person attended the event. No row means: not known."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="attendance")
    present = models.BooleanField(_("attended"))
    source = models.CharField(max_length=16, choices=AttendanceSource.choices)
    recorded_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
