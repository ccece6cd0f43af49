"""Comments on a draft, published files, and what became of recommendations."""

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from consultations.models import Organization
from reports.models.report import Paragraph, Report


class CommentState(models.TextChoices):
    OPEN = "open", _("Open")
    TAKEN = "taken", _("Taken up")
    DECLINED = "declined", _("Not taken up")


class Comment(models.Model):
    """What a co-organizer says of a paragraph of the draft. It points at the paragraph, never the other way."""

    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, related_name="comments")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="comments")
    text = models.TextField(_("comment"))
    suggestion = models.TextField(_("suggested wording"), blank=True)
    state = models.CharField(max_length=16, choices=CommentState.choices, default=CommentState.OPEN)
    answer = models.TextField(_("answer"), blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("comment")
        ordering = ["paragraph", "created_at"]


SEALED = "frozen"
"""The format of the file whose checksum is that of the frozen version."""


class Publication(models.Model):
    """A file of a published version, with its checksum."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="publications")
    format = models.CharField(max_length=8)
    file = models.FileField(upload_to="reports/")
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("published file")
        ordering = ["report", "format"]
        constraints = [models.UniqueConstraint(fields=["report", "format"], name="publication_format_once")]

    @property
    def label(self) -> str:
        """What a reader calls it."""
        return _now("Frozen text (JSON)") if self.format == SEALED else self.format.upper()


class RecommendationStatus(models.Model):
    """What became of a recommendation after publication."""

    paragraph = models.OneToOneField(Paragraph, on_delete=models.CASCADE, related_name="recommendation_status")
    status = models.CharField(_("status"), max_length=200)
    text = models.TextField(_("what happened"), blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("status of a recommendation")
