"""What co-organizers write of a draft, and organizers of what became of it, is screened when they save it.

Words that the paragraph itself says are not held against what is said of it: it was screened before it was given out.
"""

from collections.abc import Mapping

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


def found_in_words(report: Report, texts: Mapping[str, str], beside: str) -> dict[str, list[Hit]]:
    """What in words of the organizers' own would stop the report, by the name of each text that holds any.

    `beside` is a printed text that they are read with.
    """
    strict, printed = Watchman(report.consultation), PrintedWatchman(report.consultation)
    known = _written(strict, printed, beside)
    found = {name: _new(_written(strict, printed, text), known) for name, text in texts.items() if text}
    return {name: hits for name, hits in found.items() if hits}


def _hits(report: Report, paragraph: Paragraph, text: str) -> list[Hit]:
    strict = Watchman(report.consultation)
    if paragraph.kind == ParagraphKind.NOTES:
        notes = Note.objects.filter(evidence__paragraph=paragraph.pk).select_related("room__session", "room__group")
        rooms = list({note.room_id: note.room for note in notes}.values()) or [None]
        return [hit for room in rooms for hit in strict.screen(text, room)]
    printed = PrintedWatchman(report.consultation)
    if paragraph.kind in (ParagraphKind.TEXT, ParagraphKind.FIGURES):
        return _written(strict, printed, text)
    return _naming(printed, text)


def _written(strict: Watchman, printed: PrintedWatchman, text: str) -> list[Hit]:
    """Held to the rule of paragraphs that we write ourselves."""
    return _naming(printed, text) + [hit for hit in strict.screen(text) if hit.rule not in NAMING]


def _naming(printed: PrintedWatchman, text: str) -> list[Hit]:
    return [hit for hit in printed.screen(text) if printed.stops(hit)]


def _new(hits: list[Hit], known: list[Hit]) -> list[Hit]:
    """Blocks that the paragraph does not hold already, each rule and words once."""
    said = {(hit.rule, hit.surface.casefold()) for hit in known}
    blocks = [hit for hit in hits if hit.level == FindingLevel.BLOCK]
    return list(
        {(hit.rule, hit.surface): hit for hit in blocks if (hit.rule, hit.surface.casefold()) not in said}.values()
    )
