"""A drafted report before it becomes rows: sections, paragraphs, and the notes each paragraph rests on."""

from dataclasses import dataclass, field

from breakouts.models import Note
from consultations.models import Heading, Objective
from reports.models import ParagraphKind


@dataclass(slots=True)
class DraftParagraph:
    """One numbered paragraph: limited rich text, with figure tokens where `kind` is TEXT or FIGURES."""

    kind: ParagraphKind
    text: str
    notes: list[Note] = field(default_factory=list)
    objective: Objective | None = None


@dataclass(slots=True)
class DraftSection:
    """A section; a line feed in the title is a line break. Paragraphs come before children."""

    title: str
    paragraphs: list[DraftParagraph] = field(default_factory=list)
    children: "list[DraftSection]" = field(default_factory=list)
    heading: Heading | None = None

    @property
    def is_empty(self) -> bool:
        return not self.paragraphs and all(child.is_empty for child in self.children)


@dataclass(slots=True)
class Drafted:
    """Title and sections of a whole report, in order; empty sections are gone."""

    title: str
    sections: list[DraftSection]


def without_empty(sections: list[DraftSection]) -> list[DraftSection]:
    """The sections that hold something; those below them likewise."""
    kept = []
    for section in sections:
        section.children = without_empty(section.children)
        if not section.is_empty:
            kept.append(section)
    return kept
