"""A first press text: from each section of the outcomes the point that was heard most widely, in its own words."""

from __future__ import annotations

from collections.abc import Sequence

from reports.claims.records import Claim, Source
from reports.claims.support import lines_of

MOST = 12
"""No more claims than this are proposed."""


def propose(sections: Sequence[Sequence[Source]], opening: Sequence[Source] = ()) -> list[Claim]:
    """One claim for each section, in order; of equals the first. `opening` paragraphs come before, all of them."""
    chosen = list(opening)
    for section in sections:
        strongest = max(section, key=_strength, default=None)
        if strongest is not None:
            chosen.append(strongest)
    return [claim for source in chosen[:MOST] if (claim := own_words(source))]


def own_words(source: Source) -> Claim | None:
    """The first sentence of a paragraph as a claim of it; None where it has no words."""
    lines = lines_of(source)
    return Claim(" ".join(lines[0].text.split()), (source.number,)) if lines else None


def _strength(source: Source) -> int:
    lines = lines_of(source)
    return int(lines[0].heard) if lines else -1
