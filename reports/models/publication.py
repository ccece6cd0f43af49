"""Published files, and what became of recommendations."""

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from reports.models.report import Paragraph, Report

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
