"""What only one person has lived: "a participant who had been detained as a child"."""

import re
from collections.abc import Iterator

from .lexicon import words
from .name_index import is_common
from .passage import Passage, read
from .patterns import patterns
from .records import Hit

_PATTERNS = patterns("life_stories")
# These say it with a pronoun only, so a participant must have been mentioned before.
_BY_PRONOUN = patterns("life_stories_by_pronoun")
_MENTIONED = re.compile(
    r"\b(?:participant|speaker|representative|delegate|attendee|panell?ist|discussant|colleague|one person)\b", re.I
)
# Any of these words must occur before the patterns are tried: most notes have none.
_CUES = words("story_cues")
_EMPTY = words("story_stop_words")
_AMERICAN = re.compile(r"re(?=s?$)")


class StatementIndex:
    """The bearing words of each statement made on the record, to compare life stories with."""

    def __init__(self, statements: tuple[str, ...]) -> None:
        """Keep the bearing words only."""
        self._words = tuple(_bearing(read(s)) for s in statements)

    def alike(self, passage: Passage) -> tuple[int, ...]:
        """Places of the statements that share most of a story's bearing words with it.

        A reader needs little to join the two: of two or three words two suffice, of more it takes half, and three.
        """
        found = _bearing(passage)
        return tuple(
            place
            for place, other in enumerate(self._words)
            if (shared := len(found & other)) >= max(2, len(found) * 0.6) or shared >= max(3, len(found) * 0.5)
        )


def _bearing(passage: Passage) -> frozenset[str]:
    """Long words by their first letters, so that "detained" and "detention" meet, "center" and "centre" too."""
    long = (w for w in passage.words if len(w.key) > 3 and w.key not in _EMPTY)
    return frozenset(_AMERICAN.sub("er", w.key)[:6] for w in long if is_common(w.key) or w.capital)


def find_life_stories(passage: Passage, statements: StatementIndex) -> Iterator[Hit]:
    """Every stretch that tells what a participant has lived through."""
    text = passage.folded.text
    if not any(w.key in _CUES for w in passage.words):
        return
    mentioned = _MENTIONED.search(text)
    for pattern in (*_PATTERNS, *_BY_PRONOUN):
        for match in pattern.finditer(text):
            if pattern in _BY_PRONOUN and (mentioned is None or mentioned.start() > match.start()):
                continue
            span = passage.folded.span(match.start(), match.end())
            if statements.alike(read(passage.text[span[0] : span[1]])):
                yield Hit("life-story-on-record", "warn", *span)
            else:
                yield Hit("life-story", "note", *span)
