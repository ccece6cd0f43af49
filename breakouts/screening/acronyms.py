"""Acronyms of organizations: plain, dotted, spaced, lower case, as hashtags; and those explained as something else."""

from collections.abc import Iterator

from rapidfuzz.distance import OSA

from .lexicon import INTERNATIONAL
from .name_index import is_common
from .organization_index import STOP, OrganizationIndex, same_spelling
from .passage import Passage
from .records import Hit, Level
from .speech import introduced, set_apart, speaks

_AFFILIATION = frozenset(["from", "at", "of", "with", "for", "by", "via", "called", "named", "joined"])


def find_acronyms(passage: Passage, index: OrganizationIndex) -> Iterator[Hit]:
    """Every acronym of the roster, unless the passage says that it stands for something else."""
    explained = _explained_otherwise(passage, index)
    number = 0
    while number < len(passage.words):
        last, letters = _spelled(passage, number)
        if last > number and len(letters) > 2 and letters in index.acronyms and letters not in explained:
            end = passage.words[last].end
            end += passage.text[end : end + 1] == "." and "." in passage.gap(number)
            yield Hit(
                "organization",
                "block",
                passage.words[number].start,
                end,
                organizations=frozenset(index.acronyms[letters]),
            )
            number = last + 1
            continue
        yield from _one_word(passage, index, number, explained)
        number += 1


def _spelled(passage: Passage, number: int) -> tuple[int, str]:
    """A run of single letters from a word on ("S.C.D.M.", "S C D M"), with its last word and its letters."""
    last, letters = number, passage.key(number)
    if len(letters) != 1 or not letters.isalpha():
        return number, letters
    while (
        last + 1 < min(len(passage.words), number + 12)
        and len(passage.key(last + 1)) == 1
        and passage.gap(last) in {".", " ", "-", ". ", "_", "·", "*", ""}
    ):
        last += 1
        letters += passage.key(last)
    return last, letters


def _one_word(passage: Passage, index: OrganizationIndex, number: int, explained: set[str]) -> Iterator[Hit]:
    word = passage.words[number]
    for key in (word.key, *word.others, word.key.removesuffix("s") if word.shown[:-1].isupper() else word.key):
        if key in explained:
            continue
        known = key in index.acronyms
        organizations = index.acronyms.get(key) or (index.derived.get(key) if word.loud and len(key) > 2 else None)
        if not organizations:
            continue
        level = _level(passage, index, number, key) if known else _derived_level(passage, number, key)
        if level:
            start = word.start - (passage.text[word.start - 1 : word.start] in {"#", "@"})
            yield Hit(
                "organization" if level == "block" else "organization-acronym",
                level,
                start,
                word.end,
                organizations=frozenset(organizations),
            )
        return
    if (
        word.loud
        and len(word.key) > 3
        and word.key not in INTERNATIONAL
        and not is_common(word.key)
        and word.key not in explained
        and not passage.quiet[number]
    ):
        near = next((a for a in index.acronyms if len(a) > 3 and OSA.distance(word.key, a, score_cutoff=1) == 1), None)
        if near and (speaks(passage, number, number) or passage.key(number - 1) in {"from", "at"}):
            yield Hit("organization-near", "warn", word.start, word.end, organizations=frozenset(index.acronyms[near]))


def _level(passage: Passage, index: OrganizationIndex, number: int, key: str) -> Level | None:
    word = passage.words[number]
    tagged = passage.before(number).endswith(("#", "@"))
    if tagged:
        return "block"
    if is_common(key) or len(key) < 3:
        mixed = word.capital and not word.loud
        if passage.quiet[number] or not (word.loud or mixed) or _emphasized(passage, number):
            return None
        person = speaks(passage, number, number, strict=True) and not (mixed and passage.gap(number) == "")
        if mixed:
            return "warn" if person and not passage.opens_sentence(number) and introduced(passage, number) else None
        affiliated = passage.key(number - 1) in _AFFILIATION or set_apart(passage, number, number)
        if len(key) < 3:
            return "warn" if person or affiliated else None
        return "block" if person and set_apart(passage, number, number) else "warn"
    if word.loud or (word.shown != word.key and not word.shown.istitle()):
        return "block"
    if word.shown.istitle() and key in index.name_parts:
        return None
    if (
        word.shown.istitle()
        and len(key) == 3
        and not (speaks(passage, number, number) or passage.key(number - 1) in _AFFILIATION)
    ):
        return None
    return "block"


def _emphasized(passage: Passage, number: int) -> bool:
    """ "ALSO NOTED": a plain word in capitals beside another plain word in capitals."""
    beside = [n for n in (number - 1, number + 1) if 0 <= n < len(passage.words) and passage.joined(min(n, number))]
    return any(
        passage.words[n].loud and is_common(passage.key(n)) and (len(passage.key(n)) > 2 or passage.key(n) in STOP)
        for n in beside
    )


def _derived_level(passage: Passage, number: int, key: str) -> Level | None:
    """Initials that nobody registered as an acronym: only where someone speaks or is said to come from there."""
    if is_common(key) or key in INTERNATIONAL or passage.quiet[number]:
        return None
    near = (
        speaks(passage, number, number)
        or passage.key(number - 1) in {"from", "at"}
        or passage.key(number - 2) in {"from", "at"}
    )
    return "warn" if near else None


def _explained_otherwise(passage: Passage, index: OrganizationIndex) -> set[str]:
    """Acronyms in brackets after words with the same initials that are not the organization's name."""
    found: set[str] = set()
    for number, word in enumerate(passage.words):
        key = word.key
        if key not in index.acronyms and key not in index.derived:
            continue
        other = any(words and not _is_name(words, index, key) for words in _explanations(passage, number, key))
        if other or _the_word_itself(passage, number):
            found.add(key)
    return found


def _explanations(passage: Passage, number: int, key: str) -> Iterator[tuple[str, ...]]:
    """Words beside an acronym that may be what it stands for: in brackets, after a comma, a dash or "stands for"."""
    before, after = passage.before(number).strip(" \"'"), passage.after(number).strip(" \"'")
    if before.endswith("(") and after.startswith((")", ",", ";")):
        yield _capitals_before(passage, number, key)
    if before[-1:] in _BREAKS or passage.key(number - 1) == "or":
        yield _initialled(passage, number - 1 - (passage.key(number - 1) == "or"), key, backwards=True)
    start = number + 1
    while passage.key(start) in _LEADS_TO:
        start += 1
    if after[:1] in _BREAKS or start > number + 1:
        yield _initialled(passage, start, key, backwards=False)
    for further in () if len(key) < 3 else range(number + 2, min(number + 8, len(passage.words))):
        if passage.before(further).strip(" \"'")[-1:] in _BREAKS:
            yield _initialled(passage, further, key, backwards=False)


_BREAKS = frozenset("(,=:-[/")
_LEADS_TO = frozenset(
    ["means", "stands", "meaning", "standing", "short", "for", "as", "in", "the", "a", "ie", "i", "e", "is"]
)


def _the_word_itself(passage: Passage, number: int) -> bool:
    """ "port of refuge (PORT)": the plain word stands among those before the bracket."""
    if not passage.before(number).strip().endswith("("):
        return False
    return any(w.key == passage.key(number) and w.shown.islower() for w in passage.words[max(0, number - 5) : number])


def _capitals_before(passage: Passage, number: int, key: str) -> tuple[str, ...]:
    """Two or more plain capitalized words before a bracket that share the acronym's first letter or last word."""
    first = number
    while first and (passage.joined(first - 1) or first == number) and _plain_capital(passage, first - 1):
        first -= 1
    found = tuple(passage.key(n) for n in range(first, number))
    if len(found) < 2 or not (found[-1] == key or found[0][0] == key[0]):
        return ()
    return found


def _plain_capital(passage: Passage, number: int) -> bool:
    word = passage.words[number]
    return (word.capital and is_common(word.key)) or (word.key in STOP and word.key not in {"the", "a", "by"})


def _initialled(passage: Passage, start: int, letters: str, *, backwards: bool) -> tuple[str, ...]:
    """The words next to a bracket whose initials are the letters; empty when they are not."""
    wanted = letters[::-1] if backwards else letters
    step, at, place = -1 if backwards else 1, start, 0
    taken: list[str] = []
    while 0 <= at < len(passage.words) and place < len(wanted) and len(taken) < len(letters) + 5:
        key = passage.key(at)
        if key[:1] == wanted[place]:
            place += 1
        elif key not in STOP and not (key and passage.words[at].shown.islower() and len(key) < 5):
            return ()
        taken.append(key)
        at += step
    if place < len(wanted):
        return ()
    return tuple(taken[::-1] if backwards else taken)


def _is_name(words: tuple[str, ...], index: OrganizationIndex, letters: str) -> bool:
    bare = {same_spelling(w) for w in words if w not in STOP}
    owners = index.acronyms.get(letters, set()) | index.derived.get(letters, set())
    for name in index.names:
        if name.organization in owners:
            shared = len(bare & set(name.words))
            if shared * 2 > len(name.words):
                return True
    return False
