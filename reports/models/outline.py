"""How a consultation's report is to be laid out, before any version of it is composed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, Heading, Objective


class ReportOutline(models.Model):
    """Title and order of the report of one consultation."""

    consultation = models.OneToOneField(Consultation, on_delete=models.CASCADE, related_name="report_outline")
    title = models.TextField(_("title"), blank=True)

    class Meta:
        verbose_name = _("report outline")


class BlockKind(models.TextChoices):
    BACKGROUND = "background", _("Background")
    ORGANIZATION = "organization", _("Objectives, organization and attendance")
    NEXT_STEPS = "next_steps", _("Next steps")


class TextBlock(models.Model):
    """A paragraph that replaces the standard wording; it may hold figure tokens."""

    outline = models.ForeignKey(ReportOutline, on_delete=models.CASCADE, related_name="blocks")
    kind = models.CharField(max_length=16, choices=BlockKind.choices)
    position = models.PositiveIntegerField()
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("text block")
        ordering = ["outline", "kind", "position"]


class OutcomeSection(models.Model):
    """A lettered section of the outcomes: one objective, or several merged."""

    outline = models.ForeignKey(ReportOutline, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField()
    objectives = models.ManyToManyField(Objective, through="SectionObjective", related_name="+")
    split = models.ManyToManyField(Heading, through="SectionSplit", related_name="+")
    labels = models.JSONField(_("labels used in this section, by heading"), default=dict, blank=True)

    class Meta:
        verbose_name = _("outcome section")
        ordering = ["outline", "position"]


class SectionObjective(models.Model):
    """An objective of an outcome section, in its order."""

    section = models.ForeignKey(OutcomeSection, on_delete=models.CASCADE, related_name="objective_links")
    objective = models.ForeignKey(Objective, on_delete=models.PROTECT)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["section", "position"]
        constraints = [models.UniqueConstraint(fields=["section", "objective"], name="section_objective_once")]


class SectionSplit(models.Model):
    """A heading whose paragraphs are divided by objective in this section."""

    section = models.ForeignKey(OutcomeSection, on_delete=models.CASCADE, related_name="split_links")
    heading = models.ForeignKey(Heading, on_delete=models.CASCADE)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["section", "position"]
        constraints = [models.UniqueConstraint(fields=["section", "heading"], name="section_split_once")]


class Footnote(models.Model):
    """The text behind a footnote mark; any text of the consultation may refer to it as [^mark]."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="footnotes")
    mark = models.CharField(_("mark"), max_length=200)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("footnote")
        ordering = ["consultation", "pk"]
        constraints = [models.UniqueConstraint(fields=["consultation", "mark"], name="footnote_mark_once")]
