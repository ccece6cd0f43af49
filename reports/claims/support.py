"""Which sentences of the cited paragraphs a sentence of a claim rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.claims.records import Source
from reports.claims.speakers import BY_HEARD, Said, Strength, said
from reports.claims.text import content, sentences

SHARED = 0.5
"""So much of what a sentence of a claim is about has to stand in the paragraphs it cites."""
_LEANS = 0.34
"""A sentence of a source counts for a claim that shares so much of its content with it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a source. `heard` is how widely it was said: by its own words, else by the last ones before it in
    its paragraph, else by how widely its notes were heard. `own` is the place of its own words."""

    source: int
    text: str
    about: frozenset[str]
    heard: Strength
    own: Said | None


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of a claim, the sentence most like it, all that it leans on, and the paragraphs of these."""

    text: str
    start: int
    about: frozenset[str]
    best: Line
    leans: tuple[Line, ...]
    around: tuple[Line, ...]

    @property
    def likeness(self) -> float:
        """How much of it stands in the sentence most like it, from 0 to 1."""
        return len(self.about & self.best.about) / len(self.about) if self.about else 1.0

    @property
    def words_around(self) -> str:
        return "\n".join(line.text for line in self.around)

    @property
    def words_leant_on(self) -> str:
        return "\n".join(line.text for line in self.leans)


def lines_of(source: Source, language: str = "en") -> list[Line]:
    """The sentences of a source in order."""
    heard, found = BY_HEARD[source.heard], []
    for start, end in sentences(source.text):
        words = " ".join(source.text[start:end].split())
        places = said(words)
        strongest = max(places, key=lambda place: place.rank) if places else None
        heard = strongest.rank if strongest else heard
        found.append(Line(source.number, words, content(words, language), heard, strongest))
    return found


def parts_of(text: str, lines: Sequence[Line], language: str = "en") -> list[Part]:
    """The sentences of a claim, each with what it rests on among these lines; none where there are no lines."""
    if not lines:
        return []
    return [_part(text[start:end], start, lines, language) for start, end in sentences(text)]


def _part(words: str, start: int, lines: Sequence[Line], language: str) -> Part:
    about = content(words, language)
    # Equal words first: a source's own sentence always rests on itself.
    best = max(lines, key=lambda line: (line.text == words, len(line.about & about), line.heard))
    enough = max(2.0, _LEANS * len(about))
    leans = tuple(line for line in lines if line is best or len(line.about & about) >= enough)
    sources = {line.source for line in leans}
    return Part(words, start, about, best, leans, tuple(line for line in lines if line.source in sources))
