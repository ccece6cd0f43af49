"""What goes in and what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["paragraph", "heading", "footnote"]
RULE_NAMES = (
    "numbers", "per_cent", "ize", "abbreviation", "single_heading", "word_limit", "consensus", "typed_number", "survey",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """A text as it is written, in the order of reading; `place` is what its remarks are found by.

    `level` is that of a heading (1 outermost). `agreed` is said of what was agreed in plenary, `from_notes` of what
    rests on participants' words, `signed` of what a named speaker said.
    """

    place: str
    text: str
    kind: Kind = "paragraph"
    language: str = "en"
    level: int = 0
    agreed: bool = False
    from_notes: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """The rules that are on. `names` are full names by their abbreviation; `titles` are kept as they are."""

    rules: frozenset[str] = frozenset(RULE_NAMES)
    word_limit: int | None = None
    names: dict[str, str] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()
    """Abbreviations that need not be spelled out."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One piece of advice on `text[start:end]` of a place; with an empty place it is on the whole text.

    `suggestion` replaces the span where that is safe.
    """

    rule: str
    place: str
    start: int
    end: int
    message: str
    suggestion: str | None = None
