"""A version of the report: sections, paragraphs, and the notes they rest on."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from breakouts.models import Note
from consultations.models import Consultation, Heading, Objective


class ReportStatus(models.TextChoices):
    """See reports/states.py for the table of transitions."""

    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("With co-organizers")
    FROZEN = "frozen", _("Frozen")
    CLEARED = "cleared", _("Cleared")
    PUBLISHED = "published", _("Published")


class ReportQuerySet(models.QuerySet["Report"]):
    def published(self) -> "ReportQuerySet":
        return self.filter(status=ReportStatus.PUBLISHED)


class Report(models.Model):
    """One version. Once frozen, its figures and its tree no longer change."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="reports")
    version = models.PositiveIntegerField()
    status = models.CharField(max_length=16, choices=ReportStatus.choices, default=ReportStatus.DRAFT)
    title = models.TextField(_("title"))
    figures = models.JSONField(default=dict, blank=True)
    tree = models.JSONField(null=True, blank=True)
    composed_at = models.DateTimeField(auto_now_add=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of what was frozen (reports/seal.py), with the two that go into it."""
    salt = models.CharField(max_length=32, blank=True)
    screened_with = models.CharField(max_length=16, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        ordering = ["consultation", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "version"], name="report_version_once"),
            models.CheckConstraint(condition=Q(status__in=ReportStatus.values), name="report_status_known"),
            models.CheckConstraint(
                condition=~Q(status__in=["frozen", "cleared", "published"])
                | Q(frozen_at__isnull=False, tree__isnull=False),
                name="report_frozen_has_tree",
            ),
        ]


class Section(models.Model):
    """A section of a version; labels (I, A, i) are counted when the document tree is built."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="children")
    position = models.PositiveIntegerField()
    title = models.TextField(_("title"))
    heading = models.ForeignKey(Heading, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    annex = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("section")
        ordering = ["report", "position"]


class ParagraphKind(models.TextChoices):
    """What a paragraph came from."""

    TEXT = "text", _("Text block")
    STATEMENT = "statement", _("On-record statement")
    NOTES = "notes", _("Notes")
    FIGURES = "figures", _("Figures")


class Paragraph(models.Model):
    """A numbered paragraph: limited rich text, with figure tokens until frozen.

    Without a section it was taken out: it is not printed, and can be brought back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="paragraphs")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, null=True, blank=True, related_name="paragraphs")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=ParagraphKind.choices)
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("paragraph")
        ordering = ["report", "position"]

    def __str__(self) -> str:
        return "Paragraph"


class Evidence(models.Model):
    """That a paragraph rests on a note."""

    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="evidence")
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="evidence")

    class Meta:
        verbose_name = _("evidence")
        constraints = [models.UniqueConstraint(fields=["paragraph", "note"], name="evidence_once")]
