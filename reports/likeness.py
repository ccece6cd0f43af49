"""Which recommendation of an earlier version is which of a new one. Pure functions, no Django."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process, utils

from breakouts.likeness import ALIKE

SAME = 75
"""From here on, of 100, two wordings of one consultation that rest on different notes are one recommendation."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A recommendation as one version says it, with the notes that it rests on there."""

    text: str
    notes: frozenset[Hashable] = frozenset()


def matched(earlier: Sequence[Wording], later: Sequence[Wording]) -> dict[int, int]:
    """The place of each later wording that was there before, with its place among the earlier ones; each only once.

    What rests on the same notes is the same recommendation, however it is worded; the words decide among several, and
    alone where no note is shared (notes that were brought together since).
    """
    before = [utils.default_process(one.text) for one in earlier]
    after = [utils.default_process(one.text) for one in later]
    pairs = []
    for new, one in enumerate(later):
        for old, other in enumerate(earlier):
            shared = len(one.notes & other.notes)
            likeness = fuzz.ratio(after[new], before[old], score_cutoff=0 if shared else SAME)
            if shared or likeness:
                pairs.append((-(shared > 0), -likeness, -shared, new, old))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for *_rank, new, old in sorted(pairs):
        if new not in found and old not in taken:
            found[new] = old
            taken.add(old)
    return found


def across(own: Sequence[str], others: Sequence[str]) -> list[tuple[int, int, int]]:
    """Pairs of a text of one consultation and one of another that may say the same, the most alike first.

    Their places and how much alike they are, of 100, by the words that they share in any order: consultations word
    things too differently for the letters to tell (breakouts/likeness.py).
    """
    if not own or not others:
        return []
    words = utils.default_process
    scores = process.cdist(own, others, scorer=fuzz.token_set_ratio, processor=words, score_cutoff=ALIKE)
    places = zip(*(axis.tolist() for axis in scores.nonzero()), strict=True)
    found = [(first, second, round(float(scores[first, second]))) for first, second in places]
    return sorted(found, key=lambda pair: (-pair[2], pair[0], pair[1]))
