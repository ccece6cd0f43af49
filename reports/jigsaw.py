"""Stories without a name beside statements with one: what only a reader of the whole report can put together.

The screener sees one note at a time. In the report an unnamed life story may stand some pages after a named speaker
who told the same of herself (paragraphs 76 and 16 of the model report); both have to be read side by side.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass

from breakouts.screening import find_pairs
from reports.models import PairReading, Paragraph, ParagraphKind, Report
from reports.screening import passages
from reports.tree import Built


@dataclass(frozen=True, slots=True)
class Side:
    """One paragraph of a pair: its row, its number, and its text cut before, in and after what it shares."""

    row: Paragraph
    number: int
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class PairFound:
    """An unnamed story and the named statement that it resembles; `read` where somebody let both stand as they are."""

    story: Side
    statement: Side
    read: PairReading | None

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.story, self.statement


def pairs(report: Report, built: Built) -> list[PairFound]:
    """All pairs of this version in reading order, those that were read as they now are included; one query."""
    texts = _texts(built)
    stories, statements = _rows(built, ParagraphKind.NOTES), _rows(built, ParagraphKind.STATEMENT)
    found = find_pairs([texts[place] for place, _row in stories], [texts[place] for place, _row in statements])
    if not found:
        return []
    known = {
        (reading.story_id, reading.statement_id): reading
        for reading in PairReading.objects.filter(story__report=report)
    }
    made = []
    for pair in found:
        place, story = stories[pair.story]
        other, statement = statements[pair.statement]
        reading = known.get((story.pk, statement.pk))
        if reading and reading.digest != digest(story, statement):
            reading = None
        text = texts[place]
        left = Side(story, place, text[: pair.start], text[pair.start : pair.end], text[pair.end :])
        made.append(PairFound(left, Side(statement, other, "", texts[other], ""), reading))
    return made


def unread(report: Report, built: Built) -> list[PairFound]:
    """The pairs that nobody has read as they now are."""
    return [pair for pair in pairs(report, built) if pair.read is None]


def digest(story: Paragraph, statement: Paragraph) -> str:
    """What both texts are recognized by."""
    return hashlib.sha256(f"{story.text}\0{statement.text}".encode()).hexdigest()


def _rows(built: Built, kind: str) -> list[tuple[int, Paragraph]]:
    return [(place, row) for place, row in enumerate(built.paragraphs, 1) if row.kind == kind]


def _texts(built: Built) -> dict[int, str]:
    """The words of every numbered paragraph by its number, its lists and footnotes with it."""
    texts: dict[int, list[str]] = defaultdict(list)
    for passage in passages(built.document):
        texts[passage.paragraph].append(passage.text)
    return {number: "\n".join(words) for number, words in texts.items()}
