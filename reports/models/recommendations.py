"""The recommendations of a consultation: each keeps its number, whatever its paragraph is called in a later version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from breakouts.models import HeardFrom
from consultations.models import Consultation, Objective
from reports.models.report import Paragraph, Report, ReportStatus


class Recommendation(models.Model):
    """What was recommended, whichever version says it in which words. Its number is part of its address for ever."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="recommendations")
    number = models.PositiveIntegerField(_("number"))

    class Meta:
        verbose_name = _("recommendation")
        ordering = ["consultation", "number"]
        constraints = [models.UniqueConstraint(fields=["consultation", "number"], name="recommendation_number_once")]

    def __str__(self) -> str:
        return "Recommendation"


class RecommendationTextQuerySet(models.QuerySet["RecommendationText"]):
    def shown(self) -> "RecommendationTextQuerySet":
        """Those of published versions, while their heading is one of recommendations."""
        return self.filter(
            report__status=ReportStatus.PUBLISHED, paragraph__section__heading__recommendations=True
        ).order_by("report", "paragraph_number")


class RecommendationText(models.Model):
    """A recommendation as one published version prints it. Copied once, since what is published does not change."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="texts")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="recommendation_texts")
    paragraph = models.OneToOneField(Paragraph, on_delete=models.CASCADE, related_name="recommendation_text")
    paragraph_number = models.PositiveIntegerField(_("paragraph"))
    text = models.TextField(_("text"))
    heading = models.TextField(_("heading"))
    heard_from = models.CharField(_("heard from"), max_length=16, choices=HeardFrom.choices, blank=True)
    objectives = models.ManyToManyField(Objective, related_name="+")

    objects = RecommendationTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation in a report")
        ordering = ["report", "paragraph_number"]
        constraints = [models.UniqueConstraint(fields=["recommendation", "report"], name="recommendation_text_once")]

    def __str__(self) -> str:
        return "RecommendationText"

    @property
    def anchor(self) -> str:
        return f"p{self.paragraph_number}"
