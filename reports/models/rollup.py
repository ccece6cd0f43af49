"""Recommendations of a series that say the same, as an organizer decided who read them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models import Series
from reports.models.recommendations import Recommendation


class SharedRecommendation(models.Model):
    """What several reports recommend. It has no words of its own: it is printed in those of one of its members."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="shared_recommendations")

    class Meta:
        verbose_name = _("recommendation of several reports")
        ordering = ["series", "pk"]

    def __str__(self) -> str:
        return "SharedRecommendation"


class SharedMember(models.Model):
    """That a recommendation is one of them; `read` is the digest of its words as they were then.

    Once a correction words it otherwise it stands alone, until it is read again.
    """

    shared = models.ForeignKey(SharedRecommendation, on_delete=models.CASCADE, related_name="members")
    recommendation = models.OneToOneField(Recommendation, on_delete=models.CASCADE, related_name="member")
    read = models.CharField(max_length=64)
    leads = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("recommendation among those that say the same")
        ordering = ["shared", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["shared"], condition=Q(leads=True), name="shared_recommendation_led_once")
        ]

    def __str__(self) -> str:
        return "SharedMember"


class DifferentRecommendations(models.Model):
    """That two texts were read side by side and recommend different things. It ends with the first change of either."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="different_recommendations")
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("recommendations that differ")
        constraints = [models.UniqueConstraint(fields=["series", "digest"], name="recommendations_differ_once")]

    def __str__(self) -> str:
        return "DifferentRecommendations"
