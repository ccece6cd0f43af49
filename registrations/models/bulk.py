"""What an organizer did to many registrations at once, kept so that it can be undone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation


class BulkVerb(models.TextChoices):
    CONFIRM = "confirmed", _("Give a place")
    WAIT = "waitlisted", _("Move to the waiting list")
    WITHDRAW = "withdrawn", _("Withdraw")
    SEND_LINK = "send_link", _("Send the personal link again")


class BulkChange(models.Model):
    """One change of many. `before` holds, by registration, the state and the instant of confirmation before it.

    `letters` are the letters that wait, by registration, so that an undo takes them back before they leave.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="bulk_changes")
    verb = models.CharField(max_length=16, choices=BulkVerb.choices)
    before = models.JSONField(default=dict)
    letters = models.JSONField(default=dict)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("change of many registrations")
        ordering = ["-made_at"]
