"""Marks the words of a passage that describe people: countries, regions, sectors, positions, gender and the like."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .lexicon import words
from .organization_index import same_spelling
from .passage import Passage
from .sectors import FAMILIES, POSITIONS
from .world import REGIONS, countries, phrase


@dataclass(frozen=True, slots=True)
class Tag:
    """What words mean in a description; `kind` is head, country, region, sector, position, gender, uncounted, only."""

    kind: str
    value: str | frozenset[str]
    noun: bool = False
    length: int = 1
    plural: bool = False


STRONG_HEADS = words("strong_heads")
WEAK_HEADS = words("weak_heads")
_GENDERS = {
    "woman": "f",
    "female": "f",
    "women": "f",
    "lady": "f",
    "man": "m",
    "male": "m",
    "gentleman": "m",
    "men": "m",
}
# Names of countries and peoples that are plain words when they are not capitalized.
_PLAIN_WORDS = frozenset(
    {"us", "uk", "turkey", "china", "chad", "jordan", "niger", "polish", "male", "pole", "poles", "dane", "scot"}
    | {"finn", "mali", "guinea", "emirates", "kiwi", "turk", "georgia", "reunion", "march", "benin", "oman", "cuba"}
)
_ONLY = frozenset(
    ["only", "sole", "lone", "single", "youngest", "oldest", "eldest", "tallest", "newest", "best", "known", "loudest"]
)
_UNCOUNTED = words("uncounted")
_QUALITIES = words("uncounted_qualities")


def plural_of(word: str) -> str:
    """The regular plural of a noun."""
    if word.endswith("y") and word[-2:-1] not in set("aeiou"):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


Lexicon = dict[str, list[Tag]]


def _add(lexicon: Lexicon, text: str, tag: Tag) -> None:
    key = " ".join(same_spelling(w) for w in text.split())
    if "womens" in key or "peoples" in key:  # a text's "women's" is read as "women"
        _add(lexicon, key.replace("womens", "women").replace("peoples", "people"), tag)
    if key:
        lexicon.setdefault(key, []).append(Tag(tag.kind, tag.value, tag.noun, len(key.split()), tag.plural))


def _add_noun(lexicon: Lexicon, text: str, tag: Tag) -> None:
    _add(lexicon, text, tag)
    _add(lexicon, plural_of(text), Tag(tag.kind, tag.value, noun=True, plural=True))


def _add_places(lexicon: Lexicon) -> None:
    for country in countries():
        code = frozenset({country.iso})
        for name in country.names:
            _add(lexicon, name, Tag("country", code))
        for name in country.demonyms:
            _add(lexicon, name, Tag("demonym", code))
            if not name.endswith(("ese", "ish", "sh", "ch")):
                _add(lexicon, plural_of(name), Tag("demonym", code, plural=True))
    for region in REGIONS:
        people = region.endswith(("an", "islander", "ern"))
        _add(lexicon, region, Tag("region", region, noun=people))
        if people:
            _add(lexicon, region + "s", Tag("region", region, noun=True, plural=True))


@lru_cache(maxsize=1)
def world_lexicon() -> Lexicon:
    """What every roster shares: the world, kinds of people and bodies."""
    lexicon: Lexicon = {}
    _add_places(lexicon)
    for head in STRONG_HEADS:
        _add_noun(lexicon, head, Tag("head", "strong", noun=True))
    for head in WEAK_HEADS:
        _add_noun(lexicon, head, Tag("head", "weak", noun=True))
    for word, gender in _GENDERS.items():
        noun = word not in {"female", "male"}
        _add(lexicon, word, Tag("gender", gender, noun=noun, plural=word in {"women", "men"}))
    for word in _ONLY:
        _add(lexicon, word, Tag("only", word))
    for word in _UNCOUNTED:
        _add(lexicon, word.replace("-", " "), Tag("uncounted", word, noun=word not in _QUALITIES))
    for family, (_, phrases) in FAMILIES.items():
        for text in phrases:
            _add_noun(lexicon, text, Tag("sector", family, noun=True))
    for position in POSITIONS:
        _add_noun(lexicon, position, Tag("position", position, noun=True))
    return lexicon


def lexicon_for(subregions: Iterable[str], sectors: Iterable[str], positions: Iterable[str]) -> Lexicon:
    """The shared lexicon with a roster's own labels added."""
    lexicon = {text: list(tags) for text, tags in world_lexicon().items()}
    for label in subregions:
        _add(lexicon, phrase(label), Tag("region", phrase(label)))
    for label in sectors:
        _add_noun(lexicon, phrase(label.replace("_", " ")), Tag("sector", "=" + label, noun=True))
    for label in positions:
        _add_noun(lexicon, phrase(label), Tag("position", phrase(label), noun=True))
    return lexicon


def tag(passage: Passage, lexicon: Lexicon) -> list[tuple[Tag, ...]]:
    """For each word, the tags of the longest phrase of the lexicon that begins there."""
    found: list[tuple[Tag, ...]] = []
    keys = [same_spelling(w.key) for w in passage.words]
    for number in range(len(keys)):
        tags: tuple[Tag, ...] = ()
        for length in range(min(7, len(keys) - number), 0, -1):
            if any(not _glued(passage.gap(n)) for n in range(number, number + length - 1)):
                continue
            if hits := lexicon.get(" ".join(keys[number : number + length])):
                if _shouted_wrong(passage, number, hits):
                    continue
                tags = tuple(hits)
                break
        found.append(tags)
    return found


def _glued(gap: str) -> bool:
    plain = gap.removeprefix("'s").strip(" -'’/.\n\u00a0") == "" and "\n\n" not in gap
    return plain or gap.strip() in {"(", ")"}


def _shouted_wrong(passage: Passage, number: int, tags: list[Tag]) -> bool:
    """Lower-case "turkey" is no country; "Human Rights Commission" in mid-sentence is a proper name."""
    word = passage.words[number]
    first = tags[0]
    if first.kind in {"country", "demonym"} and word.shown.islower():
        return word.key in _PLAIN_WORDS
    if first.kind == "country" and word.key in {"us"} and not word.loud:
        return True
    if first.kind in {"sector", "position"} and first.length > 1 and passage.telling(number):
        second = passage.words[number + 1]
        return second.capital
    return False
