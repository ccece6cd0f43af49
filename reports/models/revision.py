"""What was done to a version, one row a change, so that each can be read, compared and undone."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.models.report import Paragraph, Report


class RevisionKind(models.TextChoices):
    EDIT = "edit", _("Text changed")
    INSERT = "insert", _("New paragraph")
    MOVE = "move", _("Moved")
    MERGE = "merge", _("Merged with the next")
    SPLIT = "split", _("Split")
    REMOVE = "remove", _("Taken out")
    EVIDENCE = "evidence", _("Notes changed")
    SECTION = "section", _("Section changed")
    FOOTNOTE = "footnote", _("Footnote changed")
    UNDO = "undo", _("Undone")
    RESTORE = "restore", _("Earlier text brought back")


class Revision(models.Model):
    """One change. `before` and `after` hold the states of what it touched (reports/actions/manuscript.py says how).

    Who made it stands in the audit trail alone: words keep no arrow to a person.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=RevisionKind.choices)
    paragraph = models.ForeignKey(Paragraph, on_delete=models.CASCADE, null=True, blank=True, related_name="revisions")
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)
    undoes = models.OneToOneField("self", on_delete=models.CASCADE, null=True, blank=True, related_name="undone_by")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("change of the report")
        ordering = ["report", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=Q(kind__in=RevisionKind.values), name="revision_kind_known"),
        ]

    def __str__(self) -> str:
        return "Revision"
