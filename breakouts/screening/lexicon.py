"""Words the rules lean on, from `data/words/`, and the common words of English.

A list is one file: words parted by white space, `_` for a space within, `#` for a comment line.
"""

from functools import lru_cache
from importlib import resources
from itertools import islice

from .fold import fold


def _file(name: str) -> list[str]:
    text = resources.files(__package__).joinpath(f"data/words/{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _key(word: str) -> str:
    return fold(word).text.casefold().replace("'", "").replace("_", " ")


def words(name: str) -> frozenset[str]:
    """The lookup keys of one list."""
    return frozenset(_key(w) for line in _file(name) for w in line.split())


def lines(name: str) -> frozenset[str]:
    """The phrases of one list that has a phrase a line."""
    return frozenset(_key(line) for line in _file(name))


SAYING = words("saying")
# Verbs that a ministry or a report governs as well as a speaker: not enough to make an unknown word a name.
WEAK_SAYING = words("weak_saying")
AUXILIARY = words("auxiliary")
BEFORE_SPEAKER = words("before_speaker")
TITLES = words("titles")
# Titles that are also plain words: they count only with a capital.
SOFT_TITLES = words("soft_titles")
JUDGES = words("judges")
EPONYMS = words("eponyms")
ABBREVIATIONS = words("abbreviations")
INTERNATIONAL = words("international")
PARTICLES = words("particles")


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """About 80,000 words of English (symspellpy's frequency list, MIT licence), as lookup keys."""
    source = resources.files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt")
    with source.open(encoding="utf-8-sig") as rows:
        listed = {row.split(" ", 1)[0].replace("'", "") for row in rows}
    return frozenset(w for w in listed if len(w) > 1) | words("field")


@lru_cache(maxsize=1)
def frequent_words() -> frozenset[str]:
    """The 25,000 words of English that are used most, of the same list."""
    source = resources.files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt")
    with source.open(encoding="utf-8-sig") as rows:
        return frozenset(row.split(" ", 1)[0].replace("'", "") for row in islice(rows, 25_000))
