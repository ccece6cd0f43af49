"""What goes in and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Heard = Literal["", "one", "several", "many", "agreed"]
Rule = Literal[
    "citation", "content", "quantifier", "speaker", "attribution", "duty", "certainty", "cause", "amount", "scope",
    "emphasis", "negation", "figure", "per_cent", "survey", "screening",
]  # fmt: skip
"""What a fault is about; "screening" is added by whoever screens the claims, which needs more than these texts."""


@dataclass(frozen=True, slots=True)
class Source:
    """A paragraph of a frozen report. `heard` is how widely its notes were heard; empty where it rests on none.

    `footnotes` are the words of its footnotes: figures may stand there, and where a figure comes from.
    Number 0 is what stands above the report: its title.
    """

    number: int
    text: str
    heard: Heard = ""
    footnotes: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A paragraph of a press text on one line, without its citations, and the paragraphs that it cites."""

    text: str
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a claim is refused: `text[start:end]` of it, and the words of the paragraph `source` (0: none) beside it.

    `replacement` stands for the span where that alone mends this fault; None where it does not.
    """

    rule: Rule
    start: int
    end: int
    message: str
    source: int = 0
    source_words: str = ""
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A claim with its faults from left to right, and a claim that would pass in its place; None where it passes.

    Without faults it may be published. `suggestion` is None, too, where nothing in the report is like the claim.
    """

    claim: Claim
    faults: tuple[Fault, ...] = ()
    suggestion: Claim | None = None
