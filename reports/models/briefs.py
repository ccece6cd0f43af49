"""How many took part in a working group, as a frozen version may say it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import WorkingGroup
from reports.models.report import Report


class GroupCount(models.Model):
    """Counted when the version was frozen, and kept rounded: no later count can be held against it.

    `persons` and `organizations` are rounded as measures are, and empty below ten. No row: it was not recorded.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="group_counts")
    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="+")
    persons = models.PositiveIntegerField(null=True, blank=True)
    organizations = models.PositiveIntegerField(null=True, blank=True)
    small = models.BooleanField(default=False)
    """Fewer people than may be described: its brief stays with the team."""

    class Meta:
        verbose_name = _("size of a group in a report")
        ordering = ["report", "group"]
        constraints = [models.UniqueConstraint(fields=["report", "group"], name="group_count_once")]

    def __str__(self) -> str:
        return "GroupCount"
