"""What co-organizers write is screened when they save it, as notes and reports are.

Words that the paragraph itself says are not held against a comment on it: the draft was screened before it was
given out.
"""

from breakouts.actions.screen import Watchman
from breakouts.models import FindingLevel, Note
from breakouts.screening import Finding as Hit
from reports.models import Paragraph, ParagraphKind, Report
from reports.screening import NAMING, PrintedWatchman


def found_in_comment(report: Report, paragraph: Paragraph, text: str) -> list[Hit]:
    """What in a comment could tell who spoke: a comment is read beside the notes, so it needs no name at all."""
    strict = Watchman(report.consultation)
    return _new(strict.screen(text), strict.screen(paragraph.text))


def found_in_wording(report: Report, paragraph: Paragraph, text: str) -> list[Hit]:
    """What would stop the report if the paragraph said this."""
    return _new(_hits(report, paragraph, text), _hits(report, paragraph, paragraph.text))


def _hits(report: Report, paragraph: Paragraph, text: str) -> list[Hit]:
    strict = Watchman(report.consultation)
    if paragraph.kind == ParagraphKind.NOTES:
        notes = Note.objects.filter(evidence__paragraph=paragraph.pk).select_related("room__session", "room__group")
        rooms = list({note.room_id: note.room for note in notes}.values()) or [None]
        return [hit for room in rooms for hit in strict.screen(text, room)]
    printed = PrintedWatchman(report.consultation)
    hits = [hit for hit in printed.screen(text) if printed.stops(hit)]
    if paragraph.kind in (ParagraphKind.TEXT, ParagraphKind.FIGURES):
        hits += [hit for hit in strict.screen(text) if hit.rule not in NAMING]
    return hits


def _new(hits: list[Hit], known: list[Hit]) -> list[Hit]:
    """Blocks that the paragraph does not hold already, each rule and words once."""
    said = {(hit.rule, hit.surface.casefold()) for hit in known}
    blocks = [hit for hit in hits if hit.level == FindingLevel.BLOCK]
    return list(
        {(hit.rule, hit.surface): hit for hit in blocks if (hit.rule, hit.surface.casefold()) not in said}.values()
    )
