"""A name that the roster does not know, where somebody is quoted."""

from collections.abc import Iterator

from .lexicon import INTERNATIONAL, JUDGES, PARTICLES, SAYING
from .name_index import is_common
from .organizations import KINDS
from .passage import Passage
from .records import Hit
from .speech import introduced, talked_about, title_before, verb_after
from .world import is_place


def find_unknown_names(passage: Passage, known: list[Hit]) -> Iterator[Hit]:
    """Capitalized words that are no words of the language and govern a verb of saying."""
    number = 0
    while number < len(passage.words):
        first = last = number
        if not _name_word(passage, number):
            number += 1
            continue
        while (
            last + 1 < len(passage.words)
            and last - first < 3
            and passage.joined(last)
            and (
                _name_word(passage, last + 1)
                or (passage.key(last + 1) in PARTICLES
                and passage.key(last + 1) not in {"and", "the", "e", "y", "of", "i", "a"})
            )
        ):
            last += 1
        number = last + 1
        if any(h.start < passage.words[last].end and h.end > passage.words[first].start for h in known):
            continue
        if _quoted(passage, first, last):
            title = title_before(passage, first)
            yield Hit(
                "unknown-name", "warn", passage.words[first if title is None else title].start, passage.words[last].end
            )


def _name_word(passage: Passage, number: int) -> bool:
    word = passage.words[number]
    if (
        word.script == "NONE"
        or not word.shown[0].isupper()
        or word.loud
        or len(word.key) < 2
        or any(c.isdigit() for c in word.key)
    ):
        return False
    title = title_before(passage, number) is not None
    if title:
        return True
    return (
        not (
            is_common(word.key)
            or is_place(word.key)
            or word.key in INTERNATIONAL
            or word.key in SAYING
            or word.key in KINDS
        )
        and not passage.quiet[number]
    )


def _quoted(passage: Passage, first: int, last: int) -> bool:
    if talked_about(passage, first, last) or passage.key(first - 1) in JUDGES:
        return False
    before = passage.key(first - 1)
    if before in {"the", "a", "an", "of", "in", "and", "from"} and passage.joined(first - 1):
        return False
    if (
        first
        and passage.joined(first - 1)
        and passage.words[first - 1].capital
        and not passage.opens_sentence(first - 1)
        and title_before(passage, first) is None
    ):
        return False
    titled = title_before(passage, first) is not None
    single = first == last and not titled
    return verb_after(passage, last, strict=not titled) or (introduced(passage, first) and not single)
