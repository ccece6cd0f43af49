"""Two paragraphs that somebody read side by side, since together they could tell who spoke."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.models.report import Paragraph


class PairReason(models.TextChoices):
    """Why two paragraphs that resemble each other may stand in one report."""

    COMMON = "common", _("Many people have lived through this")
    KNOWN = "known", _("It is about somebody else, as anybody can see")
    AGREED = "agreed", _("Those concerned asked for it to be told twice")


class PairReading(models.Model):
    """That an unnamed story and a named statement were read side by side and may stay as they then were."""

    story = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="read_beside")
    statement = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=16, choices=PairReason.choices)
    digest = models.CharField(max_length=64)
    """Of both texts as they were read: a change of either asks for another reading."""

    class Meta:
        verbose_name = _("pair of paragraphs that was read")
        constraints = [models.UniqueConstraint(fields=["story", "statement"], name="pair_read_once")]

    def __str__(self) -> str:
        return "PairReading"
