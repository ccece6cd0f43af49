"""What of an earlier report comes along into a new consultation: layout, texts with footnotes, house style."""

from django.utils.translation import gettext_lazy as _

from consultations.beginning import Copied, Shift, Way, register_copied, register_way
from consultations.models import Consultation
from consultations.richtext import marks
from reports.models import Footnote, HouseStyle, ReportOutline, SectionObjective, SectionSplit, TextBlock


def _count(consultation: Consultation) -> int:
    outlines = ReportOutline.objects.filter(consultation=consultation).count()
    return max(outlines, HouseStyle.objects.filter(consultation=consultation).count())


def _copy(old: Consultation, new: Consultation, _shift: Shift) -> None:
    _copy_style(old, new)
    outline = ReportOutline.objects.filter(consultation=old).first()
    if outline is None:
        return
    copy = ReportOutline.objects.create(consultation=new, title=outline.title)
    TextBlock.objects.bulk_create(
        TextBlock(outline=copy, kind=row.kind, position=row.position, text=row.text) for row in outline.blocks.all()
    )
    # Footnotes come with the texts that refer to them; those of paragraphs and notes stay where these are.
    wanted = {mark for block in outline.blocks.all() for mark in marks(block.text)}
    Footnote.objects.bulk_create(
        Footnote(consultation=new, mark=row.mark, text=row.text)
        for row in old.footnotes.filter(mark__in=wanted).order_by("pk")
    )
    headings = {heading.key: heading for heading in new.headings.all()}
    for section in outline.sections.prefetch_related("objective_links", "split_links__heading"):
        again = copy.sections.create(position=section.position, labels=section.labels)
        SectionObjective.objects.bulk_create(
            SectionObjective(section=again, objective_id=link.objective_id, position=link.position)
            for link in section.objective_links.all()
        )
        SectionSplit.objects.bulk_create(
            SectionSplit(section=again, heading=headings[link.heading.key], position=link.position)
            for link in section.split_links.all()
        )


def _copy_style(old: Consultation, new: Consultation) -> None:
    style = HouseStyle.objects.filter(consultation=old).first()
    if style is not None:
        style.pk, style.consultation = None, new
        style.save()


def register() -> None:
    """Have the outline come along, and offer to begin from a file."""
    register_copied(
        Copied(
            "report",
            200,
            _("Outline and house style of the report, with its standing texts and footnotes"),
            _count,
            _copy,
        )
    )
    register_way(
        Way(
            "bundle",
            _("From a file"),
            _("A consultation that was taken out of Openfloor, here or elsewhere, as one JSON file."),
            "reports:bundle_load",
            "reports.load",
        )
    )
