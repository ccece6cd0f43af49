"""Ages of people in the room: "a participant in her seventies", "a 26-year-old delegate"."""

import re
from collections.abc import Iterator

from .passage import Passage
from .patterns import patterns
from .records import Hit

_PATTERNS = patterns("ages")
# One of these must occur before the patterns are tried: most notes have none.
_CUE = re.compile(r"year|aged|something|\b(?:her|his|their) ", re.I)


def find_ages(passage: Passage) -> Iterator[Hit]:
    """Every phrase that says how old one person in the room is; ages of people spoken about in general pass."""
    if not _CUE.search(passage.folded.text):
        return
    for pattern in _PATTERNS:
        for match in pattern.finditer(passage.folded.text):
            yield Hit("descriptor-uncountable", "warn", *passage.folded.span(match.start(), match.end()))
