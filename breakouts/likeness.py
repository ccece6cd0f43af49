"""Which notes may say the same. Pure functions, no Django.

Compared are the words that two texts share, in any order (`token_set_ratio`): it proposed more of the pairs that say
the same, and fewer of the others, than a comparison by rare words (docs/decisions/notes-brought-together.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import regex
from rapidfuzz import fuzz, utils

MOST_COMPARED = 250
"""Texts that are compared with each other; 250 are 31,000 pairs."""
ALIKE = 66
"""From here on, of 100, two texts are proposed."""

_FOOTNOTE = regex.compile(r"\[\^[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Alike:
    """The places of two texts that may say the same, and how much alike they are, of 100."""

    first: int
    second: int
    score: int


def alike(texts: Sequence[str]) -> list[Alike]:
    """The pairs among the first `MOST_COMPARED` texts that are alike enough, the most alike first."""
    words = [utils.default_process(_FOOTNOTE.sub(" ", text)) for text in texts[:MOST_COMPARED]]
    scores = (
        (first, second, fuzz.token_set_ratio(words[first], words[second], score_cutoff=ALIKE))
        for first, second in combinations(range(len(words)), 2)
    )
    found = [Alike(first, second, round(score)) for first, second, score in scores if score]
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))
