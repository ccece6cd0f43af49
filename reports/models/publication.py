"""Published files."""

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from reports.models.report import Report

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
