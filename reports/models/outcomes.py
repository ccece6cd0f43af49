"""What became of a recommendation, entry by entry. It points at no person; who wrote it is in the audit trail."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from breakouts.models.notes import today
from reports.models.recommendations import Recommendation


class OutcomeStatus(models.TextChoices):
    """How far a recommendation has come."""

    TAKEN_UP = "taken_up", _("Taken up")
    IN_PROGRESS = "in_progress", _("In progress")
    DONE = "done", _("Done")
    NOT_TAKEN_UP = "not_taken_up", _("Not taken up")
    NO_NEWS = "no_news", _("Asked, no news")


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def standing(self) -> "OutcomeQuerySet":
        """Those that no other entry corrects, the latest day first."""
        return self.filter(correction=None).order_by("-day", "-pk")


class Outcome(models.Model):
    """An entry: `day` is when it was so, `written_on` when it was put here. It never changes: another corrects it.

    `emptied` when a correction had to take its words away; date and status stay.
    """

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="outcomes")
    status = models.CharField(_("status"), max_length=16, choices=OutcomeStatus.choices)
    day = models.DateField(_("as of"))
    by = models.CharField(_("by whom"), max_length=200, blank=True)
    text = models.TextField(_("what happened"), blank=True)
    link = models.URLField(_("where it can be read"), max_length=500, blank=True)
    written_on = models.DateField(default=today)
    corrects = models.OneToOneField("self", on_delete=models.CASCADE, null=True, blank=True, related_name="correction")
    emptied = models.BooleanField(default=False)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome of a recommendation")
        ordering = ["recommendation", "-day", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=OutcomeStatus.values), name="outcome_status_known"),
            models.CheckConstraint(
                condition=Q(emptied=False) | Q(by="", text="", link=""), name="outcome_emptied_has_no_words"
            ),
        ]

    def __str__(self) -> str:
        return "Outcome"
