"""How strongly words that lie on an organization's name give it away."""

from dataclasses import dataclass

from rapidfuzz.distance import OSA

from .lexicon import AUXILIARY, SAYING, frequent_words, lines, words
from .name_index import is_common
from .organization_index import STOP, OrganizationName, same_spelling
from .passage import Passage, Word
from .records import Level
from .speech import introduced, speaks
from .world import REGIONS, capitals, is_place

KINDS = words("organization_kinds")
_STOCK = lines("stock_phrases")
_GENERIC_START = frozenset(
    ["national", "international", "regional", "global", "united", "asian", "ministry", "department"]
)
_NAMESAKES = words("namesakes")
_LANDSCAPE = words("landscape")
_INDEFINITE = frozenset({"a", "an", "any", "each", "no", "every", "some", "another", "one"})
_TOPICS = frozenset(word for phrase in _STOCK for word in phrase.split()) | KINDS
# What a body does or did, right after its name.
_DOING = (
    words("acting") | (AUXILIARY - {"and", "who", "herself", "himself", "themselves"}) | {"is", "was", "will", "would"}
)
_AFFILIATION = frozenset(["from", "of", "at", "by", "with", "for"])


@dataclass(frozen=True, slots=True)
class Alignment:
    """Words first to last of a passage lie on words `at` and following of an organization's name."""

    first: int
    last: int
    at: int
    matched: int
    exact: int
    skipped: int


@dataclass(frozen=True, slots=True)
class _Look:
    """What the aligned words look like: own to the organization, near to such a word, in capitals."""

    bearing: tuple[Word, ...]
    own: bool
    near_own: bool
    capitals: bool


def level_of(passage: Passage, name: OrganizationName, a: Alignment) -> Level | None:
    """block for the name itself, warn for a near or short form, None for words that only resemble it."""
    look = _look(passage, name, a)
    size = len(name.words)
    whole = a.at == 0 and a.matched + a.skipped == size
    if whole and size == 1:
        return _one_word(passage, a, look)
    if whole and a.skipped == 0 and a.exact == size:
        mostly = sum(w.capital for w in look.bearing) * 2 >= size and not (passage.quiet[a.first] and not look.own)
        if look.own or mostly or size > 3:
            return "block"
        return "warn" if size == 3 and passage.key(a.first - 1) not in _INDEFINITE else None
    if _generic_tail(passage, name, a):
        return "warn"
    if passage.quiet[a.first] or not (look.capitals or (look.own and a.exact > 1)):
        return None
    if whole and (a.exact * 2 >= size or (size <= 2 and a.exact)):
        named = passage.key(a.last) in KINDS and passage.telling(a.last) and passage.key(a.first) not in _GENERIC_START
        rare = any(w.key not in frequent_words() for w in look.bearing)
        distinct = look.own or look.near_own or a.matched > 2 or not is_common(passage.key(a.last)) or named or rare
        return "warn" if distinct else None
    return "warn" if _short_form(passage, name, a, look) else None


def _generic_tail(passage: Passage, name: OrganizationName, a: Alignment) -> bool:
    """ "the garment workers federation", in small letters: all of a name but the word that is its own."""
    tail = a.at > 0 and a.at + a.matched == len(name.words) and a.matched > 2 and not a.skipped
    known = a.exact == a.matched and passage.key(a.last) in KINDS
    small = not passage.words[a.first].capital and passage.key(a.first - 1) == "the"
    ends = not passage.joined(a.last) or passage.key(a.last + 1) in SAYING | _DOING
    return tail and known and small and ends


def _look(passage: Passage, name: OrganizationName, a: Alignment) -> _Look:
    numbers = [n for n in range(a.first, a.last + 1) if passage.key(n) not in STOP]
    bearing = tuple(passage.words[n] for n in numbers)
    own = any(same_spelling(w.key) in name.own for w in bearing)
    near_own = any(not is_common(w.key) and not is_place(w.key) for w in bearing)
    # In "Co-operative" only the first piece has a capital.
    capitals = all(passage.words[n].capital or passage.before(n)[-1:] == "-" for n in numbers)
    return _Look(bearing, own, near_own, capitals)


def _one_word(passage: Passage, a: Alignment, look: _Look) -> Level | None:
    word = passage.words[a.first]
    spoken = speaks(passage, a.first, a.last)
    if a.exact:
        if look.own:
            return "block" if word.capital or len(word.key) > 5 else None
        return "warn" if word.capital and spoken and not passage.quiet[a.first] else None
    sure = spoken or (len(word.key) > 5 and passage.telling(a.first))
    return "warn" if look.near_own and word.capital and len(word.key) > 4 and sure else None


def _short_form(passage: Passage, name: OrganizationName, a: Alignment, look: _Look) -> bool:
    """The beginning of a name, its end, its own words, or all but one of its words."""
    if a.matched == 1:
        return a.at == 0 and _first_word_alone(passage, name, a, look)
    tail = a.at + a.matched + a.skipped == len(name.words)
    if a.at == 1 and tail and a.exact == a.matched and _first_word_misspelled(passage, name, a):
        return True
    pair = " ".join(w.key for w in look.bearing)
    if pair in _STOCK or pair in REGIONS or pair in capitals() or all(is_place(w.key) for w in look.bearing):
        return False
    if _landscape(passage, a) and a.matched == 2:
        return False
    if look.own and a.exact >= 2:
        return True
    if a.at == 0 and a.exact == a.matched == 2 and tail and a.skipped:
        return not _longer(passage, a.last) and passage.telling(a.last) and says_both_ends(name, passage.key(a.last))
    if a.at == 0 and a.exact >= 2:
        return _beginning(passage, a)
    if tail and a.exact == a.matched and passage.key(a.last) in KINDS and passage.telling(a.last):
        return stands_alone(passage, a.first, a.last)
    if tail and a.matched == len(name.words) - 1 and a.exact and look.near_own:
        return not _longer(passage, a.last)  # all but the first word: "Pamirski Most"
    return a.matched >= 3 and a.exact >= 2 and look.near_own and a.matched >= len(name.words) - 2


def _first_word_misspelled(passage: Passage, name: OrganizationName, a: Alignment) -> bool:
    """ "Deta Workers Union" for "Delta Workers Union": words too short to be looked up by their near spellings."""
    before = passage.key(a.first - 1)
    if not before or not passage.joined(a.first - 1) or not passage.words[a.first - 1].capital or is_common(before):
        return False
    return OSA.distance(before, name.words[0], score_cutoff=1) <= 1


def _first_word_alone(passage: Passage, name: OrganizationName, a: Alignment, look: _Look) -> bool:
    word = passage.words[a.first]
    if not look.own or len(word.key) < 5 or not word.capital or _longer(passage, a.last):
        return False
    if passage.key(a.first + 1) in _LANDSCAPE and passage.joined(a.last):
        return False
    spoken = speaks(passage, a.first, a.last)
    if passage.key(a.first - 1) == "the":
        return spoken or passage.key(a.first - 2) in _AFFILIATION
    if passage.opens_sentence(a.first) and passage.key(a.first + 1) in _DOING and passage.joined(a.last):
        return not passage.quiet[a.first]
    return spoken or passage.telling(a.first)


def _beginning(passage: Passage, a: Alignment) -> bool:
    if passage.key(a.first) in _GENERIC_START or _longer(passage, a.last) or passage.key(a.last + 1) in _NAMESAKES:
        return False
    return passage.telling(a.last) or introduced(passage, a.first)


def says_both_ends(name: OrganizationName, word: str) -> bool:
    """Whether a word after a name's first word is its last, and the two are enough to tell which body is meant.

    "Tana Circle" and "Delta Union" are; "Women Network" is not short for every network of women.
    """
    first, last = name.words[0], name.words[-1]
    generic = first in _GENERIC_START or first in _TOPICS or len(first) < 4
    return not generic and last in KINDS and same_spelling(word) == last and f"{first} {last}" not in _STOCK


def _landscape(passage: Passage, a: Alignment) -> bool:
    """ "the Tana River": a place that the organization is named for."""
    return passage.key(a.last) in _LANDSCAPE and not speaks(passage, a.first, a.last)


def _longer(passage: Passage, last: int) -> bool:
    """The capitalized words go on after the alignment: perhaps another body's name."""
    following = last + 1
    if following >= len(passage.words) or not passage.joined(last):
        return False
    return passage.words[following].capital and not passage.words[following].key.isdigit()


def stands_alone(passage: Passage, first: int, last: int) -> bool:
    """Whether capitalized words are a name by themselves, not part of a longer one ("Commission of Malaysia")."""
    before = first - 1
    led = before >= 0 and passage.joined(before) and passage.words[before].capital and passage.key(before) not in STOP
    linked = passage.key(last + 1) in {"of", "for", "on"} and passage.joined(last)
    return passage.telling(last) and not led and not linked and not _longer(passage, last)
