"""A name that the roster does not know, where somebody is quoted."""

from collections.abc import Iterator

from .lexicon import INTERNATIONAL, JUDGES, PARTICLES, SAYING
from .name_index import is_common
from .organization_levels import KINDS
from .passage import Passage
from .records import Hit
from .small_words import is_small_word
from .speech import introduced, inverted, talked_about, title_before, verb_after
from .world import is_place

_NO_LINK = frozenset({"and", "the", "e", "y", "of", "i", "a"})
_NO_NAME_AFTER = frozenset({"the", "a", "an", "of", "in", "and", "from"})


def find_unknown_names(passage: Passage, known: list[Hit]) -> Iterator[Hit]:
    """Capitalized words that are no words of the language and govern a verb of saying, or follow "according to"."""
    number = 0
    while number < len(passage.words):
        if not _may_be_name(passage, number):
            number += 1
            continue
        first, last = number, _last(passage, number)
        number = last + 1
        start, end = passage.words[first].start, passage.words[last].end
        if any(h.start < end and h.end > start for h in known):
            continue
        titled = title_before(passage, first)
        if _quoted(passage, first, last, titled=titled is not None):
            yield Hit("unknown-name", "warn", start if titled is None else passage.words[titled].start, end)


def _may_be_name(passage: Passage, number: int) -> bool:
    word = passage.words[number]
    if word.script == "NONE" or not word.shown[0].isupper() or word.loud or len(word.key) < 2:
        return False
    if any(c.isdigit() for c in word.key) or is_small_word(passage, number):
        return False
    if title_before(passage, number) is not None:
        return True
    named = word.key in INTERNATIONAL or word.key in SAYING or word.key in KINDS
    return not (named or is_place(word.key) or passage.quiet[number])


def _last(passage: Passage, first: int) -> int:
    last = first
    while last + 1 < len(passage.words) and last - first < 3 and passage.joined(last):
        particle = passage.key(last + 1) in PARTICLES and passage.key(last + 1) not in _NO_LINK
        if not (particle or _may_be_name(passage, last + 1)):
            break
        last += 1
    return last


def _quoted(passage: Passage, first: int, last: int, *, titled: bool) -> bool:
    strange = [n for n in range(first, last + 1) if not is_common(passage.key(n)) and passage.key(n) not in PARTICLES]
    if not (strange or titled) or talked_about(passage, first, last) or passage.key(first - 1) in JUDGES:
        return False
    if passage.key(first - 1) in _NO_NAME_AFTER and passage.joined(first - 1):
        return False
    if first and not titled and passage.joined(first - 1) and passage.words[first - 1].capital:
        return False
    single = first == last and not titled
    if inverted(passage, first, last) and not single:
        return True
    return verb_after(passage, last, strict=not titled) or (introduced(passage, first) and not single)
