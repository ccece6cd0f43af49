"""Initials of people on the roster: "L. A.", "H.B.", "KR"."""

from collections.abc import Iterator

from .lexicon import ABBREVIATIONS, AUXILIARY, INTERNATIONAL, SAYING
from .name_index import NOBODY, NameIndex
from .passage import Passage
from .records import Hit
from .speech import introduced, inverted, set_apart, title_before


def find_initials(passage: Passage, index: NameIndex, taken: set[int]) -> Iterator[Hit]:
    """ "L. A.", "H.B." or "KR" where someone speaks, when somebody's name begins so."""
    number = 0
    while number < len(passage.words):
        word = passage.words[number]
        last = number
        letters = word.key if word.loud and 2 <= len(word.key) <= 3 else ""
        if len(word.key) == 1 and word.capital and word.key.isalpha():
            letters = word.key
            while (
                last + 1 < len(passage.words)
                and last - number < 3
                and len(passage.key(last + 1)) == 1
                and passage.words[last + 1].capital
                and passage.gap(last).strip() in {"", ".", "-"}
                and passage.key(last + 1).isalpha()
            ):
                last += 1
                letters += passage.key(last)
        if (
            2 <= len(letters) <= 4
            and number not in taken
            and (letters not in ABBREVIATIONS or " " in passage.text[word.start : passage.words[last].end])
            and letters not in INTERNATIONAL
        ):
            people = index.initials.get("".join(sorted(letters)), NOBODY)
            if people and not passage.quiet[number] and _initials_speak(passage, number, last):
                title = title_before(passage, number)
                yield Hit(
                    "initials",
                    "warn",
                    passage.words[number if title is None else title].start,
                    _with_stop(passage, last),
                    people=people,
                )
        number = last + 1


def _initials_speak(passage: Passage, first: int, last: int) -> bool:
    if title_before(passage, first) is not None or introduced(passage, first) or inverted(passage, first, last):
        return True
    if set_apart(passage, first, last) or _set_apart_with_stop(passage, first, last):
        return True
    return _verb_after_stop(passage, last)


def _set_apart_with_stop(passage: Passage, first: int, last: int) -> bool:
    before, after = passage.before(first).rstrip(), passage.after(last).lstrip()
    opens = first == 0 or passage.opens_sentence(first)
    return (before.endswith("(") and after.startswith(".)")) or (opens and after.startswith(".:"))


def _verb_after_stop(passage: Passage, last: int) -> bool:
    if passage.gap(last).strip() not in {"", ".", ",", ".,"}:
        return False
    at = last + 1
    while passage.key(at) in AUXILIARY:
        at += 1
    return passage.key(at) in SAYING


def _with_stop(passage: Passage, last: int) -> int:
    end = passage.words[last].end
    return end + 1 if len(passage.key(last)) == 1 and passage.text[end : end + 1] == "." else end
