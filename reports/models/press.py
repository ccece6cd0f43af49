"""The press summary of a version of the report: claims, each of which cites paragraphs of that version."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models.report import Report, ReportStatus


class PressStatus(models.TextChoices):
    """See reports/actions/press.py for who may move it."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class PressSummaryQuerySet(models.QuerySet["PressSummary"]):
    def shown(self) -> "PressSummaryQuerySet":
        """Those that everybody may read: published, of a published version."""
        return self.filter(status=PressStatus.PUBLISHED, report__status=ReportStatus.PUBLISHED)


class PressSummary(models.Model):
    """One for each version at most. `text` is what reports/claims reads: a claim a paragraph, citations as ¶57.

    Who wrote and who published it stands in the audit trail alone: words keep no arrow to a person.
    """

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="press")
    status = models.CharField(max_length=16, choices=PressStatus.choices, default=PressStatus.DRAFT)
    title = models.CharField(_("headline"), max_length=200)
    text = models.TextField(_("text"))
    published_at = models.DateTimeField(null=True, blank=True)

    objects = PressSummaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("press summary")
        ordering = ["-report__version"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=PressStatus.values), name="press_status_known"),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False), name="press_published_has_instant"
            ),
        ]

    def __str__(self) -> str:
        return "PressSummary"
