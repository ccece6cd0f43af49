"""The whole draft: sections I to V in order."""

from django.utils import translation
from django.utils.translation import gettext as _

from accounts.text import one_line
from breakouts.models import Statement
from consultations.models import Consultation
from registrations.measures import Figures
from reports.composing import standard
from reports.composing.dates import language_of
from reports.composing.draft import Drafted, DraftParagraph, DraftSection, without_empty
from reports.composing.lead_in import LeadIns
from reports.composing.outcomes import accepted_notes, outcome_sections
from reports.composing.records import on_record
from reports.models import BlockKind, ParagraphKind, ReportOutline


def draft_report(consultation: Consultation, figures: Figures) -> Drafted:
    """Compose the report of a consultation from what is recorded now. Writes nothing."""
    with translation.override(language_of(consultation.languages)):
        outline = ReportOutline.objects.filter(consultation=consultation).first()
        blocks = _blocks(outline)
        opening, closing = on_record(consultation)
        notes = accepted_notes(consultation)
        lead_ins = LeadIns([*(note.text for note in notes), *_statements(consultation)])
        front = blocks[BlockKind.BACKGROUND] or _figures(standard.background(consultation, figures))
        organization = blocks[BlockKind.ORGANIZATION] or _figures(standard.organization(consultation, figures))
        closing += blocks[BlockKind.NEXT_STEPS] or _figures(standard.next_steps(consultation, figures))
        sections = [
            DraftSection(_("Background"), front),
            DraftSection(_("Objectives, organization and attendance"), organization),
            DraftSection(_("Opening"), opening),
            DraftSection(_("Outcomes of the consultation"), children=outcome_sections(consultation, notes, lead_ins)),
            DraftSection(_("Closing and next steps"), closing),
        ]
    title = (outline.title if outline else "") or consultation.title
    return Drafted(one_line(title), without_empty(sections))


def _blocks(outline: ReportOutline | None) -> dict[str, list[DraftParagraph]]:
    found: dict[str, list[DraftParagraph]] = {kind: [] for kind in BlockKind.values}
    if outline:
        for block in outline.blocks.order_by("kind", "position"):
            found[block.kind].append(DraftParagraph(ParagraphKind.TEXT, block.text))
    return found


def _figures(texts: list[str]) -> list[DraftParagraph]:
    return [DraftParagraph(ParagraphKind.FIGURES, text) for text in texts]


def _statements(consultation: Consultation) -> list[str]:
    return list(Statement.objects.filter(consultation=consultation).values_list("text", flat=True))
