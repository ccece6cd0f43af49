"""Countries and nouns for people in other languages: countries from the CLDR (through Babel), the rest from `data/`.

Adjectives are recognized by the letters they share with the country's name ("colombienne", "Colombie"); those that
share too few are listed in `data/demonyms_other_languages.txt`.
"""

import re
from collections import defaultdict
from functools import lru_cache
from importlib import resources

from babel import Locale

from .fold import fold
from .world import countries

_LEAST_SHARED = 4  # letters that an adjective and its country's name have in common at least
_MOST_LEFT = 3  # letters at the end of a name that its adjective may lack
_LANGUAGES_OF_CASES = frozenset({"ru", "uk"})  # "Таджикистана": the name itself changes its ending


_LAND = re.compile(r"(?<=\w{4})i?(?:stan|стан)$")


def _key(text: str) -> str:
    return fold(text).text.casefold().replace("'", "")


def _rows(name: str) -> list[str]:
    text = resources.files(__package__).joinpath(f"data/{name}").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def people_nouns() -> dict[str, tuple[tuple[str, str], ...]]:
    """Nouns for one person in the room: the language and gender ("f", "m" or nothing) of each."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in _rows("people_other_languages.csv"):
        language, gender, nouns = row.split("|")
        for noun in nouns.split(";"):
            found[_key(noun)].append((language, gender))
    return {k: tuple(v) for k, v in found.items()}


@lru_cache(maxsize=1)
def _peoples() -> tuple[tuple[str, str], ...]:
    return tuple(
        (_key(start), row.split()[0]) for row in _rows("demonyms_other_languages.txt") for start in row.split()[1:]
    )


@lru_cache(maxsize=16)
def _names(language: str) -> dict[str, str]:
    """ISO codes by the last or only word of each country's name; for Chinese and Thai by the whole name."""
    known = {c.iso for c in countries()}
    found: dict[str, str] = {}
    for code, name in Locale.parse(language).territories.items():
        if code in known:
            key = _key(name).removeprefix("ال")
            found.setdefault(key, code)
    return found


@lru_cache(maxsize=8192)
def places_in(language: str, text: str, *, adjective: bool) -> frozenset[str]:
    """The ISO codes of the country that a word names or, with `adjective`, whose people it may name.

    In Chinese and Thai `text` is a stretch without spaces, and countries are looked for within it.
    """
    if language in {"zh", "th"}:
        return frozenset(code for name, code in _names(language).items() if len(name) > 1 and name in text)
    word = text.removeprefix("ال") if language == "ar" else text
    if len(word) < 3:
        return frozenset()
    names = _names(language)
    if word in names:
        return frozenset({names[word]})
    if not adjective and language not in _LANGUAGES_OF_CASES:
        return frozenset()
    if listed := {code for start, code in _peoples() if word.startswith(start)}:
        return frozenset(listed)
    best, codes = 0, set[str]()
    for name, code in names.items():
        stem = _LAND.sub("", name)  # "ouzbèke", "Ouzbékistan"
        shared = _shared(word, stem)
        nisba = language == "ar" and shared == len(stem) and word[shared:] in {"ي", "يه", "يون", "يات"}
        if nisba or (shared >= _LEAST_SHARED and shared >= len(stem) - _MOST_LEFT and len(word) <= len(stem) + 5):
            if shared > best:
                best, codes = shared, set()
            if shared == best:
                codes.add(code)
    return frozenset(codes)


def _shared(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
