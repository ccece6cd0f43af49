"""Descriptions and places in the meeting in languages other than English.

In English a phrase is read word by word (`descriptions.py`). Elsewhere the screener knows less: nouns for one person in
the room with a country beside them, which are counted, and phrases in `data/patterns/*_other_languages.txt`.
"""

import re
from collections.abc import Iterator

from .counting import DescriptorIndex
from .fold import script_of
from .lexicon import words
from .passage import Passage
from .patterns import patterns
from .records import Hit
from .small_words import in_other_language
from .tags import Tag
from .world_languages import people_nouns, places_in

_LINKS = words("links_other_languages")
_NEAR = 4  # words between somebody and where they come from
_SPACELESS_SENTENCE = re.compile(r"[^,。;:!?、.]+")


def _by_script(name: str) -> dict[str, list[re.Pattern[str]]]:
    found: dict[str, list[re.Pattern[str]]] = {}
    for pattern in patterns(name):
        letter = next((c for c in pattern.pattern if not c.isascii() and c.isalpha()), "a")
        found.setdefault(script_of(letter), []).append(pattern)
    return found


_RULES = {
    "descriptor-uncountable": _by_script("attributes_other_languages"),
    "meeting-position": _by_script("positions_other_languages"),
}


def find_in_other_languages(passage: Passage, index: DescriptorIndex, room: str | None) -> Iterator[Hit]:
    """Every description of somebody in the room, and every place in the meeting, in a text that is not English."""
    scripts = {w.script for w in passage.words} - {"NONE", "LATIN"}
    if in_other_language(passage):
        scripts.add("LATIN")
    for rule, by_script in _RULES.items():
        for script in sorted(scripts):
            for pattern in by_script.get(script, ()):
                for match in pattern.finditer(passage.folded.text):
                    yield Hit(rule, "warn", *passage.folded.span(match.start(), match.end()))
    if scripts - {"CJK", "THAI"}:
        yield from _from_somewhere(passage, index, room)
    if "CJK" in scripts or "THAI" in scripts:
        yield from _from_somewhere_spaceless(passage, index, room)


def _from_somewhere(passage: Passage, index: DescriptorIndex, room: str | None) -> Iterator[Hit]:
    """ "Une participante ukrainienne", "участница из Кении": a noun for one person with a country beside it."""
    for number, word in enumerate(passage.words):
        key = word.key.removeprefix("l")
        for language, gender in people_nouns().get(word.key) or people_nouns().get(key) or ():
            place = _place(passage, number, language)
            if place:
                other, codes = place
                first, last = min(number, other), max(number, other)
                yield from _judged(index, room, codes, gender, passage.words[first].start, passage.words[last].end)
                break


def _place(passage: Passage, number: int, language: str) -> tuple[int, frozenset[str]] | None:
    """The word next to a noun that names a country or a people, with the country's codes."""
    if (
        number
        and passage.joined(number - 1)
        and (codes := places_in(language, passage.key(number - 1), adjective=True))
    ):
        return number - 1, codes
    linked = False
    for at in range(number + 1, min(number + 2 + _NEAR, len(passage.words))):
        if not passage.joined(at - 1) or passage.sentences[at] != passage.sentences[number]:
            return None
        key = passage.key(at)
        if key in _LINKS:
            linked = True
        elif codes := places_in(language, key, adjective=not linked):
            return at, codes
        elif linked or at > number + 1:
            return None
    return None


def _from_somewhere_spaceless(passage: Passage, index: DescriptorIndex, room: str | None) -> Iterator[Hit]:
    """ "一位中国参与者", "来自日本的教授": scripts that put no spaces between words."""
    for language in ("zh", "th"):
        nouns = [(n, g) for n, uses in people_nouns().items() for lang, g in uses if lang == language]
        if not any(noun in passage.folded.text for noun, _ in nouns):
            continue
        for part in _SPACELESS_SENTENCE.finditer(passage.folded.text):
            yield from _in_part(passage, index, room, language, nouns, part)


def _in_part(
    passage: Passage,
    index: DescriptorIndex,
    room: str | None,
    language: str,
    nouns: list[tuple[str, str]],
    part: re.Match[str],
) -> Iterator[Hit]:
    for noun, gender in nouns:
        at = part.group().find(noun)
        if at < 0:
            continue
        text = part.group()
        window = text[max(0, at - 14) : at] if language == "zh" else text[at : at + 40]
        start = max(0, at - 14) if language == "zh" else at
        single = re.search(r"(?:[一那这该某另]一?[位名个]|来自|からの)", window) or language == "th"
        found = places_in(language, window, adjective=False) if single else frozenset()
        if found:
            end = at + len(noun) if language == "zh" else start + len(window)
            span = passage.folded.span(part.start() + start, part.start() + end)
            yield from _judged(index, room, found, gender, *span)
            return


def _judged(
    index: DescriptorIndex, room: str | None, codes: frozenset[str], gender: str, start: int, end: int
) -> Iterator[Hit]:
    tags = [Tag("country", codes)]
    people = index.fitting([*tags, Tag("gender", gender)] if gender else tags, room)
    people = people if people is not None else index.fitting(tags, room)
    if people is not None and len(people) == 1:
        yield Hit("descriptor-one", "block", start, end)
    elif people is None or index.few(people):
        yield Hit("descriptor-few", "warn", start, end)
    elif index.emptied(room):
        yield Hit("descriptor-uncountable", "warn", start, end)
