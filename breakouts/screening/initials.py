"""Initials of people on the roster: "L. A.", "H.B.", "KR"."""

from collections.abc import Iterator

from .lexicon import ABBREVIATIONS, INTERNATIONAL, SAYING
from .name_index import NOBODY, NameIndex
from .passage import Passage
from .records import Hit
from .speech import introduced, inverted, past_company, set_apart, title_before

_TASK = frozenset({"to", "will"})  # "NJL to find the case number"


def find_initials(passage: Passage, index: NameIndex, taken: set[int]) -> Iterator[Hit]:
    """Initials of somebody on the roster: dotted anywhere, undotted where someone speaks."""
    number = 0
    while number < len(passage.words):
        last, letters = _letters(passage, number)
        if letters and number not in taken and not _known(passage, number, last, letters):
            people = index.initials.get("".join(sorted(letters)), NOBODY)
            if (
                people
                and not passage.quiet[number]
                and (_dotted(passage, number, last) or _speak(passage, number, last))
            ):
                title = title_before(passage, number)
                start = passage.words[number if title is None else title].start
                yield Hit("initials", "warn", start, _with_stop(passage, last), people=people)
        number = last + 1


def _letters(passage: Passage, number: int) -> tuple[int, str]:
    """The last word and the letters of initials that begin at a word; no letters when none do."""
    word, last = passage.words[number], number
    if word.loud and 2 <= len(word.key) <= 3:
        return number, word.key
    if not _is_initial(passage, number):
        return number, ""
    letters = word.key
    while _goes_on(passage, last + 1) and last - number < 5 and passage.gap(last).strip() in {"", ".", "-", ".-"}:
        last += 1
        letters += passage.key(last)
    return last, letters if 2 <= len(letters) <= 6 else ""


def _is_initial(passage: Passage, number: int) -> bool:
    key = passage.key(number)
    return len(key) == 1 and key.isalpha() and passage.words[number].capital


def _goes_on(passage: Passage, number: int) -> bool:
    """Another initial, or a particle's in small letters ("M. d. P. H.")."""
    key = passage.key(number)
    return _is_initial(passage, number) or (len(key) == 1 and key.isalpha() and passage.after(number)[:1] == ".")


def _known(passage: Passage, first: int, last: int, letters: str) -> bool:
    """Short forms that everybody knows ("M.A.", "UN"), unless written apart like a name ("M. A.")."""
    if letters not in INTERNATIONAL and letters not in ABBREVIATIONS:
        return False
    return " " not in passage.text[passage.words[first].start : passage.words[last].end]


def _dotted(passage: Passage, first: int, last: int) -> bool:
    """Two or three letters with stops, and no name after them."""
    stops = all("." in passage.after(n)[:1] for n in range(first, last + 1))
    following = passage.words[last + 1] if last + 1 < len(passage.words) else None
    named = following is not None and following.capital and passage.gap(last).strip() == "."
    return last > first and stops and not named


def _speak(passage: Passage, first: int, last: int) -> bool:
    if title_before(passage, first) is not None or introduced(passage, first) or inverted(passage, first, last):
        return True
    if set_apart(passage, first, last) or _set_apart_with_stop(passage, first, last):
        return True
    if passage.opens_sentence(first) and passage.key(last + 1) in _TASK and passage.gap(last).strip() in {"", "."}:
        return True
    return passage.gap(last).strip() in {"", ".", ",", ".,"} and passage.key(past_company(passage, last + 1)) in SAYING


def _set_apart_with_stop(passage: Passage, first: int, last: int) -> bool:
    before, after = passage.before(first).rstrip(), passage.after(last).lstrip()
    opens = first == 0 or passage.opens_sentence(first)
    return (before.endswith("(") and after.startswith(".)")) or (opens and after.startswith(".:"))


def _with_stop(passage: Passage, last: int) -> int:
    end = passage.words[last].end
    return end + 1 if len(passage.key(last)) == 1 and passage.text[end : end + 1] == "." else end
