"""Places in the meeting that tell who spoke: "the first speaker", "the colleague on my left", "Speaker 2"."""

import re
from collections.abc import Iterator

from .lexicon import words
from .passage import Passage
from .patterns import patterns
from .records import Hit

_PATTERNS = patterns("positions")
# Any of these words must occur before the patterns are tried: most notes have none.
_CUES = words("meeting_cues")
_HARMLESS = re.compile(
    r"^(?:the|a|this) (?:other|same|following|initial) (?:\w+ )?"
    r"(?:participant|speaker|representative|delegate|colleague|interventions?|contribution)s?$",
    re.I,
)


def find_positions(passage: Passage) -> Iterator[Hit]:
    """Every phrase that says at which point, or from which place of the room, somebody spoke."""
    if not any(w.key in _CUES or w.key[0].isdigit() for w in passage.words):
        return
    for pattern in _PATTERNS:
        for match in pattern.finditer(passage.folded.text):
            if not _HARMLESS.match(match.group()):
                yield Hit("meeting-position", "warn", *passage.folded.span(match.start(), match.end()))
