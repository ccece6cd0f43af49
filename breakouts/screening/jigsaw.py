"""Two texts of one report that together tell who spoke: an unnamed life story, and a named speaker's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from .life_stories import StatementIndex, find_life_stories
from .passage import read


@dataclass(frozen=True, slots=True)
class Pair:
    """A stretch of an unnamed text (`start` to `end`, in code points) that resembles a statement beside a name.

    `story` and `statement` are places in the two sequences that were compared.
    """

    story: int
    statement: int
    start: int
    end: int


def find_pairs(stories: Sequence[str], statements: Sequence[str]) -> list[Pair]:
    """Every life story in `stories` with each of the named `statements` that it resembles, in the order of the text.

    A story told twice in one text is one pair for each statement, marked where it first stands.
    """
    index = StatementIndex(tuple(statements))
    found: dict[tuple[int, int], Pair] = {}
    for place, text in enumerate(stories):
        passage = read(text)
        for hit in sorted(find_life_stories(passage, index), key=lambda hit: hit.start):
            for statement in index.alike(read(text[hit.start : hit.end])):
                found.setdefault((place, statement), Pair(place, statement, hit.start, hit.end))
    return list(found.values())
