"""One part of a name standing on its own, whole or in pieces, with or without a title."""

from collections.abc import Iterator

from .lexicon import PARTICLES, words
from .name_index import NameIndex, People, is_common
from .name_pairs import LOOSE, Evidence
from .passage import Passage
from .records import Hit, Level
from .small_words import is_small_word
from .speech import introduced, inverted, set_apart, speaks, talked_about, title_before, verb_after
from .world import is_place


def find_parts(
    passage: Passage, index: NameIndex, evidence: list[Evidence], taken: set[int]
) -> Iterator[tuple[Hit, range]]:
    """Every word or run of pieces that is one part of somebody's name, with the words it covers."""
    for number in range(len(passage.words)):
        if number not in taken:
            yield from _one_word(passage, index, evidence[number], number) or _split_part(passage, index, number)


def _one_word(passage: Passage, index: NameIndex, found: Evidence, number: int) -> list[tuple[Hit, range]]:
    if not found or passage.key(number) in PARTICLES:
        return []
    part = min(found, key=lambda p: (found[p], p))
    title = title_before(passage, number)
    level = None if part in PARTICLES else _level(passage, number, found[part], part, title)
    if level is None:
        return []
    people = index.people(part)
    first = _with_particles(passage, index, number, people) if title is None else title
    rule = _RULES.get(level) or ("name-near" if found[part] else "name-part")
    return [
        (
            Hit(rule, level, passage.words[first].start, passage.words[number].end, people=people),
            range(first, number + 1),
        )
    ]


_AFTER = words("honorifics_after")
_ARTICLES = frozenset({"the", "a", "an", "some", "any", "every", "each", "no"})
_RULES: dict[Level, str] = {"block": "name", "note": "third-party"}


def _with_particles(passage: Passage, index: NameIndex, number: int, people: People) -> int:
    """The first word of "de la Cruz", when the particles belong to the same people."""
    first = number
    while first and passage.key(first - 1) in PARTICLES and passage.joined(first - 1):
        if not index.people(passage.key(first - 1)) & people:
            break
        first -= 1
    return first


def _level(passage: Passage, number: int, cost: int, part: str, title: int | None) -> Level | None:
    """How strongly one word on its own gives a person away, if at all."""
    word = passage.words[number]
    if title is not None and (word.capital or not is_common(word.key)):
        return _titled(passage, number, cost)
    if word.capital and passage.key(number + 1) in _AFTER and passage.gap(number) in {" ", "-"} and not cost:
        return "warn"
    if passage.opens_sentence(number) and is_small_word(passage, number):
        return None  # "Se pidió ..."
    person = speaks(passage, number, number)
    if talked_about(passage, number, number) and not person:
        return None
    common = is_common(word.key) or is_place(word.key)
    if cost:
        return "warn" if person and _near(passage, number, cost, part, common=common) else None
    if common:
        return "warn" if _plain_word_speaks(passage, number) else None
    if person or (word.capital and len(word.key) > (3 if word.script == "LATIN" else 2)):
        return "warn"
    if passage.key(number - 1) in _ARTICLES and passage.joined(number - 1) and word.shown.islower():
        return None  # "the khatib at Friday prayers": a noun of some language
    hyphened = "-" in (passage.after(number)[:1], passage.before(number)[-1:])
    return "warn" if word.script == "LATIN" and len(word.key) > 4 and not hyphened else None


def _titled(passage: Passage, number: int, cost: int) -> Level | None:
    key = passage.key(number)
    third = talked_about(passage, number, number) and not verb_after(passage, number)
    if cost == 0:
        return "note" if third else "block"
    return None if third or len(key) < 3 or (cost > 1 and (is_common(key) or len(key) < 5)) else "warn"


def _near(passage: Passage, number: int, cost: int, part: str, *, common: bool) -> bool:
    """Whether a near spelling, of somebody who speaks, is near enough."""
    word = passage.words[number]
    if word.script != "LATIN":
        return cost == 1 and len(word.key) > 2
    enough = cost <= (1 if len(part) < 7 else 2) and len(word.key) > 3
    return enough and word.capital and not common and not word.loud


def _plain_word_speaks(passage: Passage, number: int) -> bool:
    """Whether a word that is a name as well as a word ("Hope", "Jordan") is somebody here."""
    if not passage.words[number].capital or passage.quiet[number] or not _alone(passage, number):
        return False
    if verb_after(passage, number):
        return True
    led = introduced(passage, number) or inverted(passage, number, number) or set_apart(passage, number, number)
    return led and not is_place(passage.key(number))


def _alone(passage: Passage, number: int) -> bool:
    """Not the head or tail of a longer expression ("Hope Foundation said", "The Long Road")."""
    before = passage.words[number - 1] if number and passage.joined(number - 1) else None
    if before is not None and (
        (before.capital and not passage.opens_sentence(number - 1))
        or before.key in {"the", "a", "an", "this", "in", "of"}
    ):
        return False
    after = passage.words[number + 1] if number + 1 < len(passage.words) and passage.joined(number) else None
    return not (after is not None and after.capital and after.script == "LATIN")


def _split_part(passage: Passage, index: NameIndex, number: int) -> Iterator[tuple[Hit, range]]:
    """One name part written in pieces: "B a u t i s t a", "Baut-ista"."""
    if len(passage.words[number].key) > 12:
        return
    text, first = "", passage.words[number]
    for last in range(number, min(number + 16, len(passage.words))):
        if last > number and not LOOSE.fullmatch(passage.gaps[last - 1]):
            return
        text += passage.key(last)
        if len(text) > 16:
            return
        if last == number or text not in index.parts or len(text) < 5 or is_common(text):
            continue
        pieces = passage.words[number : last + 1]
        spelled = all(len(w.key) == 1 for w in pieces) and len(pieces) > 3
        broken = (
            first.capital and not pieces[-1].capital and not all(is_common(w.key) for w in pieces) and last - number < 3
        )
        hyphened = all(passage.gap(n) == "-" for n in range(number, last)) and any(not is_common(w.key) for w in pieces)
        torn = last == number + 1 and {"-", "\n"} <= set(passage.gap(number))  # by a hyphen at the end of a line
        if spelled or broken or torn or (hyphened and last - number > 1):
            yield (
                Hit("name-near", "warn", first.start, passage.words[last].end, people=index.people(text)),
                range(number, last + 1),
            )
            return
