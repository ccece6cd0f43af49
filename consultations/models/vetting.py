"""Vetting: criteria, reviews, conflicts of interest, decisions."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.models.call import Application
from consultations.models.consultation import Consultation
from consultations.models.people import Person

LOWEST_SCORE = 1
HIGHEST_SCORE = 5
_SCORE = [MinValueValidator(LOWEST_SCORE), MaxValueValidator(HIGHEST_SCORE)]


class Criterion(models.Model):
    """Something that reviewers score, with its weight in the whole."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveIntegerField()
    label = models.CharField(_("criterion"), max_length=200)
    weight = models.PositiveIntegerField(_("weight"), default=1)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["consultation", "position"]
        constraints = [models.CheckConstraint(condition=Q(weight__gte=1), name="criterion_weight_positive")]

    def __str__(self) -> str:
        return self.label


class Review(models.Model):
    """One reviewer's view of one application; the score is from 1 (weak) to 5 (strong).

    Without a score it is assigned or begun, and counts for nothing yet; what its writer keeps for later is in `draft`
    ("score", "scores" by the key of a criterion, "comment"), which nobody else reads and no file holds. Where there
    are criteria, `weighted` is the mean of their scores by weight (consultations/scores.py), and `score` is that as a
    whole number.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reviews")
    position = models.PositiveIntegerField(default=0)
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True, validators=_SCORE)
    weighted = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    draft = models.JSONField(default=dict, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("review")
        ordering = ["application", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "reviewer"], name="review_once"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=LOWEST_SCORE, score__lte=HIGHEST_SCORE),
                name="review_score_1_to_5",
            ),
        ]


class ReviewScore(models.Model):
    """The score that a review gives on one criterion; once the review is given, there is one for each."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="scores")
    score = models.PositiveSmallIntegerField(_("score"), validators=_SCORE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="review_score_once"),
            models.CheckConstraint(
                condition=Q(score__gte=LOWEST_SCORE, score__lte=HIGHEST_SCORE), name="criterion_score_1_to_5"
            ),
        ]


class ConflictOfInterest(models.Model):
    """A row that takes an application out of a reviewer's sight, on every page, list and export."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="conflicts")
    reviewer = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="conflicts")
    position = models.PositiveIntegerField(default=0)
    inferred = models.BooleanField(_("found by us, not declared"), default=False)
    comment = models.TextField(_("comment"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["application", "pk"]
        constraints = [models.UniqueConstraint(fields=["application", "reviewer"], name="conflict_once")]


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class Decision(models.Model):
    """What was decided of an application, and why. It takes effect when applied."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="decision")
    outcome = models.CharField(_("decision"), max_length=16, choices=Outcome.choices)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    decided_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        constraints = [models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="decision_known")]
