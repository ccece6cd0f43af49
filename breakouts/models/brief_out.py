"""The sheet that a group brings to the plenary."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from breakouts.models.notes import Note
from consultations.models import WorkingGroup

MOST_POINTS = 3


class BriefOutKind(models.TextChoices):
    HIGHLIGHT = "highlight", _("Highlights")
    CHALLENGE = "challenge", _("Challenges")
    RECOMMENDATION = "recommendation", _("Recommendations")


class BriefOut(models.Model):
    """One sheet a working group."""

    group = models.OneToOneField(WorkingGroup, on_delete=models.CASCADE, related_name="brief_out")

    class Meta:
        verbose_name = _("brief-out")


class BriefOutPoint(models.Model):
    """A note chosen for the sheet; at most three of each kind."""

    brief_out = models.ForeignKey(BriefOut, on_delete=models.CASCADE, related_name="points")
    kind = models.CharField(max_length=16, choices=BriefOutKind.choices)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="brief_out_points")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["brief_out", "kind", "position"]
        constraints = [
            models.UniqueConstraint(fields=["brief_out", "kind", "position"], name="brief_out_place_once"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST_POINTS), name="brief_out_at_most_three"
            ),
        ]
