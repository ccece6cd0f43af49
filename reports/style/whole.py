"""Rules on the text as a whole, in any language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reports.style.records import Passage, Remark
from reports.style.shield import shielded

_WORD = re.compile(r"[\w\ue000][\w\ue000'’.,-]*")
# Where words are not set apart by spaces there is nothing to count.
_WITHOUT_SPACES = frozenset({"zh", "ja", "th", "km", "lo", "my"})


def single_headings(passages: Sequence[Passage]) -> Iterator[Remark]:
    """A heading that is the only one below its own."""
    headings = [passage for passage in passages if passage.kind == "heading" and passage.level > 0]
    for place, heading in enumerate(headings):
        below = _below(headings[place + 1 :], heading.level)
        if len(below) == 1:
            only = below[0]
            yield Remark(
                "single_heading",
                only.place,
                0,
                len(only.text),
                "A heading is not divided into one: give it a second heading, or take this one out.",
            )


def _below(following: Sequence[Passage], level: int) -> list[Passage]:
    found: list[Passage] = []
    for heading in following:
        if heading.level <= level:
            break
        if heading.level == level + 1:
            found.append(heading)
    return found


def words_of(passages: Sequence[Passage]) -> int:
    """How many words the headings and paragraphs have; footnotes are not counted."""
    return sum(
        len(_WORD.findall(shielded(passage.text)))
        for passage in passages
        if passage.kind != "footnote" and passage.language.split("-")[0] not in _WITHOUT_SPACES
    )


def too_long(passages: Sequence[Passage], limit: int | None) -> Iterator[Remark]:
    """More words than the limit."""
    count = words_of(passages) if limit else 0
    if limit and count > limit:
        yield Remark("word_limit", "", 0, 0, f"The text has {count:,} words; the limit is {limit:,}.")
