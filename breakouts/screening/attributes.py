"""What no roster counts of one person in the room: age, birth, family, body, faith, clothes, deeds.

"A participant in her seventies", "a delegate born in a border town", "one speaker whose brother was deported".
"""

import re
from collections.abc import Iterator

from .lexicon import words
from .passage import Passage
from .patterns import patterns
from .records import Hit

_AGES = patterns("ages")
# One of these must occur before the patterns are tried: most notes have none.
_AGE_CUE = re.compile(r"year|aged|something|\b(?:her|his|their) ", re.I)
_ATTRIBUTES = patterns("attributes")
_CUES = words("attribute_cues")
_ATTRIBUTIONS = patterns("attributions")
_ATTRIBUTION_CUES = words("attribution_cues")


def find_attributes(passage: Passage) -> Iterator[Hit]:
    """Every phrase that says such a thing of one person in the room; people spoken about in general pass."""
    text = passage.folded.text
    if _AGE_CUE.search(text):
        yield from _hits(passage, _AGES)
    if any(w.key in _CUES for w in passage.words):
        yield from _hits(passage, _ATTRIBUTES)
    if any(w.key in _ATTRIBUTION_CUES for w in passage.words):
        yield from _hits(passage, _ATTRIBUTIONS)


def _hits(passage: Passage, tried: tuple[re.Pattern[str], ...]) -> Iterator[Hit]:
    for pattern in tried:
        for match in pattern.finditer(passage.folded.text):
            yield Hit("descriptor-uncountable", "warn", *passage.folded.span(match.start(), match.end()))
