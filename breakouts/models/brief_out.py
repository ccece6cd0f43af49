"""The sheet that a group brings to the plenary."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from breakouts.models.notes import Note
from consultations.models import Round, WorkingGroup

MOST_POINTS = 3


class BriefOutKind(models.TextChoices):
    """The three blocks of a sheet."""

    HIGHLIGHT = "highlight", _("Highlights")
    CHALLENGE = "challenge", _("Challenges")
    RECOMMENDATION = "recommendation", _("Recommendations")


class BriefOut(models.Model):
    """The sheet of a working group for one round or, without a round, for all of them together."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="brief_outs")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, null=True, blank=True, related_name="brief_outs")

    class Meta:
        verbose_name = _("brief-out")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "round"], condition=Q(round__isnull=False), name="brief_out_once_a_round"
            ),
            models.UniqueConstraint(fields=["group"], condition=Q(round__isnull=True), name="brief_out_once_over_all"),
        ]


class BriefOutPoint(models.Model):
    """A note chosen for the sheet; at most three of each kind. Keys are random: numbers would tell who chose when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    brief_out = models.ForeignKey(BriefOut, on_delete=models.CASCADE, related_name="points")
    kind = models.CharField(max_length=16, choices=BriefOutKind.choices)
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="brief_out_points")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["brief_out", "kind", "position"]
        constraints = [
            models.UniqueConstraint(fields=["brief_out", "kind", "position"], name="brief_out_place_once"),
            models.UniqueConstraint(fields=["brief_out", "note"], name="brief_out_note_once"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST_POINTS), name="brief_out_at_most_three"
            ),
        ]
