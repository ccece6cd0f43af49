"""What has changed after publication and has not been told to those concerned."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation


class ChangedFact(models.TextChoices):
    TIME = "time", _("Time")
    PLACE = "place", _("Venue or link")
    OFF = "off", _("Session taken out")
    CALL = "call", _("Dates of the call")


class UntoldChange(models.Model):
    """One fact of something public that is different now. `about` is the key of a session, or empty for the whole.

    `before` and `after` hold the bare values; they become words when somebody reads them, in her language.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="untold_changes")
    about = models.CharField(max_length=64, blank=True)
    title = models.TextField(blank=True)
    fact = models.CharField(max_length=16, choices=ChangedFact.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("untold change")
        ordering = ["consultation", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "about", "fact"], name="untold_change_once"),
            models.CheckConstraint(condition=Q(fact__in=ChangedFact.values), name="untold_change_known"),
        ]
