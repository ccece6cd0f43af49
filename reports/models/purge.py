"""When the deletions that are due every day were done."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PurgeRun(models.Model):
    """One run: how many rows went by each rule, and why a rule could not be followed. Numbers and sentences only."""

    at = models.DateTimeField()
    ended_at = models.DateTimeField()
    rows = models.JSONField(default=dict)
    failed = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("daily deletion")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"
