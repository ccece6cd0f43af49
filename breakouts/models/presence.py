"""A report of the meeting platform that says who was in which room, until it is recorded. The left side of the wall."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, Round, WorkingGroup

ROOM_ATTENDANCE_KEPT = timedelta(days=14)
"""From the end of the event; then only how many were in each room is kept (docs/retention.md)."""


class RoomReport(models.Model):
    """A report as it waits to be looked at: names, addresses and times as in the file. It goes when it is recorded."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="room_reports")
    file_name = models.CharField(max_length=200, blank=True)
    timezone = models.CharField(max_length=64)
    date_order = models.CharField(max_length=8)
    """What comes first in a date, "day" or "month"."""
    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    """The group whose room the whole report is of; None: the report names the rooms."""
    sitting = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    """The round that the whole report is of; None: its times say which."""
    least_minutes = models.PositiveIntegerField(default=5, validators=[MinValueValidator(1)])
    rooms = models.JSONField(default=dict)
    """{room as the report names it: number of the group, 0 for none}, as an organizer said it."""
    rows = models.JSONField(default=list)
    """As in the file (registrations/attendance/report.py)."""
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("report of who was in which room")
        verbose_name_plural = _("reports of who was in which room")
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(least_minutes__gte=1), name="room_report_least_minutes")]
