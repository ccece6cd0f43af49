"""A country that a single participant speaks about, when few people in the room come from there."""

from collections.abc import Iterator

from .counting import DescriptorIndex
from .passage import Passage
from .records import Hit
from .tags import STRONG_HEADS, tag

_SINGLE = frozenset(["a", "an", "one", "another", "the", "this", "that"])


def find_topics(passage: Passage, index: DescriptorIndex, room: str | None) -> Iterator[Hit]:
    """Countries named in a sentence that tells what one participant said."""
    singles = {
        passage.sentences[n]
        for n, w in enumerate(passage.words)
        if w.key in STRONG_HEADS and any(passage.key(m) in _SINGLE for m in range(max(0, n - 3), n))
    }
    if not singles:
        return
    for number, tags in enumerate(tag(passage, index.lexicon)):
        if passage.sentences[number] not in singles or not tags or tags[0].kind not in {"country", "demonym"}:
            continue
        here = index.fitting([tags[0]], room) or frozenset()
        if here and (index.few(here) or index.emptied(room)):
            last = number + tags[0].length - 1
            yield Hit("topic-country", "note", passage.words[number].start, passage.words[last].end)
