"""Names of organizations: whole, short, misspelled, generic tails, acronyms in any dress, roles at them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .acronyms import find_acronyms
from .name_index import is_common
from .organization_index import STOP, OrganizationIndex, OrganizationName, same_spelling
from .passage import Passage
from .records import Hit, Level
from .speech import speaks
from .world import is_place

_INSIDE = re.compile(r"[\s\-,./&'\"’_]{0,4}")
KINDS = frozenset(
    ["union", "unions", "network", "forum", "centre", "alliance", "association", "foundation", "council", "society", "institute", "institution", "trust", "initiative", "clinic", "desk", "collective", "coalition", "committee", "federation", "congress", "mission", "project", "platform", "movement", "group", "organization", "league", "house", "fund", "group", "programme", "agency", "college", "university", "school", "academy", "guild", "cooperative", "campaign", "service", "services", "partnership", "secretariat", "watch", "monitor", "monitors", "bureau", "syndicate", "confederation", "club", "circle", "hub", "lab", "collaborative", "commission", "caucus", "assembly", "ministry", "mission", "shelter"]
)
_STOCK = frozenset(
    ["human rights", "migrant workers", "migrant worker", "civil society", "asia pacific", "legal aid", "domestic workers", "social work", "legal identity", "young people", "public health", "mental health", "trade union", "trade unions", "migration policy", "international migration", "refugee rights", "refugee law", "migrant health", "climate change", "labour rights", "anti trafficking", "missing migrants", "stateless persons", "united nations", "national human", "women migrant", "sustainable development", "border management", "south asia", "press freedom", "workers rights", "womens rights", "childrens rights", "foreign affairs", "labour migration", "community health", "social protection", "global compact"]
)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Words first to last of a passage lie on words `at` and following of an organization's name."""

    first: int
    last: int
    at: int
    matched: int
    exact: int
    skipped: int


def find_organizations(passage: Passage, index: OrganizationIndex) -> Iterator[Hit]:
    """Every place where an organization of the roster is named."""
    best: dict[int, tuple[tuple[int, int], Hit]] = {}
    stream = [n for n, w in enumerate(passage.words) if w.key not in STOP]
    for place, number in enumerate(stream):
        for name_number, position in _candidates(passage, index, number):
            name = index.names[name_number]
            alignment = _align(passage, stream, place, name, position)
            level = _level(passage, name, alignment)
            if level:
                hit = _hit(passage, name, alignment, level)
                rank = (2 if level == "block" else 1, alignment.matched)
                if alignment.first not in best or rank > best[alignment.first][0]:
                    best[alignment.first] = (rank, hit)
        key = passage.key(number)
        if len(key) > 6 and key in index.joined and not is_common(key) and number not in best:
            word = passage.words[number]
            best[number] = (
                (2, 9),
                Hit("organization", "block", word.start, word.end, organizations=frozenset(index.joined[key])),
            )
    yield from (hit for _, hit in best.values())
    yield from _natives(passage, index)
    yield from find_acronyms(passage, index)


def _candidates(passage: Passage, index: OrganizationIndex, number: int) -> Iterator[tuple[int, int]]:
    word = passage.words[number]
    key = same_spelling(word.key)
    seen = False
    for reading in (key, *word.others):
        for candidate in index.by_word.get(reading, ()):
            seen = True
            yield candidate
    if seen or len(key) < 5 or (is_common(key) and not passage.telling(number)) or word.key.isdigit():
        for other in (key + "s", key[:-1] if key.endswith("s") else ""):
            if len(key) > 3 and other in index.by_word and other != key and not seen:
                yield from index.by_word[other]
        return
    for near, _, _ in process.extract(
        key, index.fuzzy_words, scorer=OSA.distance, score_cutoff=2 if len(key) > 6 else 1, limit=4
    ):
        yield from index.by_word[near]


def _same(word: str, part: str) -> int:
    """0 for the same word, 1 for a near one, 9 for another."""
    word = same_spelling(word)
    if word == part:
        return 0
    if abs(len(word) - len(part)) > 2 or min(len(word), len(part)) < 4:
        return 9
    limit = 1 if len(part) < 6 else 2
    return 1 if OSA.distance(word, part, score_cutoff=limit) <= limit else 9


def _align(passage: Passage, stream: list[int], place: int, name: OrganizationName, position: int) -> Alignment:
    first = last = stream[place]
    matched = 1
    exact = int(same_spelling(passage.key(first)) == name.words[position])
    skipped, at, text_place = 0, position + 1, place + 1
    while at < len(name.words) and text_place < len(stream):
        number = stream[text_place]
        if (
            any(not _INSIDE.fullmatch(passage.gap(g)) for g in range(last, number))
            or passage.sentences[number] != passage.sentences[first]
        ):
            break
        verdict = min(_same(k, name.words[at]) for k in (passage.key(number), *passage.words[number].others))
        if verdict == 9:
            if skipped == 0 and at + 1 < len(name.words) and _same(passage.key(number), name.words[at + 1]) == 0:
                skipped, at = 1, at + 1
                continue
            broken = _broken(passage, stream, text_place, name.words[at])
            if broken is None:
                break
            text_place, number = broken, stream[broken]
            verdict = 1
        matched, exact, last = matched + 1, exact + (verdict == 0), number
        at, text_place = at + 1, text_place + 1
    return Alignment(first, last, position, matched, exact, skipped)


def _broken(passage: Passage, stream: list[int], place: int, part: str) -> int | None:
    """A word of the name written in two pieces: the place of the second piece."""
    if place + 1 < len(stream) and passage.key(stream[place]) + passage.key(stream[place + 1]) == part:
        return place + 1
    return None


def _level(passage: Passage, name: OrganizationName, a: Alignment) -> Level | None:
    size = len(name.words)
    words = passage.words[a.first : a.last + 1]
    bearing_words = [w for w in words if w.key not in STOP]
    own = any(same_spelling(w.key) in name.own for w in words)
    near_own = any(not is_common(w.key) and not is_place(w.key) for w in bearing_words)
    capitals = all(w.capital for w in bearing_words)
    quiet = passage.quiet[a.first]
    whole = a.at == 0 and a.matched + a.skipped == size
    if whole and a.skipped == 0 and a.exact == size:
        if size == 1:
            return (
                "block"
                if own and (words[0].capital or len(words[0].key) > 5)
                else "warn"
                if words[0].capital and speaks(passage, a.first, a.last) and not quiet
                else None
            )
        some = sum(w.capital for w in bearing_words) * 2 >= size and not (quiet and not own)
        return "block" if own or some or (size > 3 and not _plural_topic(words)) else None
    if whole and size == 1:
        return (
            "warn"
            if near_own and words[0].capital and len(words[0].key) > 4 and speaks(passage, a.first, a.last)
            else None
        )
    if not (capitals or (own and a.exact > 1)) or quiet:
        return None
    if (
        whole
        and (a.exact * 2 >= size or (size <= 2 and a.exact))
        and (own or near_own or a.matched > 2 or not is_common(words[-1].key))
    ):
        return "warn"
    return _partial(passage, name, a, own=own, near_own=near_own)


def _partial(passage: Passage, name: OrganizationName, a: Alignment, *, own: bool, near_own: bool) -> Level | None:
    """Short forms: the beginning of a name, its end, or all but one of its words."""
    size = len(name.words)
    head = passage.words[a.first]
    if a.at == 0 and a.matched == 1:
        long = own and len(head.key) > 4 and size > 1
        return (
            "warn"
            if long
            and head.capital
            and (passage.telling(a.first) or speaks(passage, a.first, a.last))
            and not _longer(passage, a)
            else None
        )
    if a.matched == 1:
        return None
    if a.at == 0 and a.exact >= 2 and (own or (is_place(head.key) and a.matched > 1)):
        return "warn" if not (_longer(passage, a) and not own) else None
    pair = " ".join(w.key for w in passage.words[a.first : a.last + 1] if w.key not in STOP)
    if a.at == 0 and a.exact >= 2:
        stock = pair in _STOCK or passage.key(a.first) in {
            "national",
            "international",
            "regional",
            "global",
            "united",
            "asian",
            "ministry",
            "department",
        }
        return (
            "warn"
            if not stock and not _longer(passage, a) and passage.telling(a.last) and not _named_for(passage, a)
            else None
        )
    tail = a.at + a.matched + a.skipped == size
    if (
        tail
        and a.exact == a.matched
        and passage.key(a.last) in KINDS
        and passage.telling(a.last)
        and not _part_of_longer(passage, a)
    ):
        return "warn" if pair not in _STOCK else None
    if a.matched >= 3 and a.exact >= 2 and (own or near_own) and a.matched >= size - 2:
        return "warn"
    return None


def _longer(passage: Passage, a: Alignment) -> bool:
    """The capitalized words go on after the alignment: perhaps another body's name."""
    following = a.last + 1
    return (
        following < len(passage.words)
        and passage.joined(a.last)
        and passage.words[following].capital
        and not passage.words[following].key.isdigit()
    )


def _part_of_longer(passage: Passage, a: Alignment) -> bool:
    before = a.first - 1
    led = before >= 0 and passage.joined(before) and passage.words[before].capital and passage.key(before) not in STOP
    after = passage.key(a.last + 1) in {"of", "for", "on"} and passage.joined(a.last)
    return _longer(passage, a) or led or after


def _named_for(passage: Passage, a: Alignment) -> bool:
    """ "the Free Movement of Persons Protocol", "the ... campaign": a text or a campaign, not a body."""
    return passage.key(a.last + 1) in {
        "protocol",
        "convention",
        "principles",
        "process",
        "act",
        "law",
        "campaign",
        "day",
        "week",
        "agreement",
        "declaration",
        "report",
        "strategy",
        "plan",
        "goals",
        "agenda",
    }


def _plural_topic(words: tuple[object, ...]) -> bool:
    return not any(getattr(w, "capital", False) for w in words)


def _hit(passage: Passage, name: OrganizationName, a: Alignment, level: Level) -> Hit:
    first = a.first
    if first and passage.key(first - 1) == "the" and passage.joined(first - 1):
        first -= 1
    rule = "organization" if level == "block" else "organization-near"
    return Hit(
        rule, level, passage.words[first].start, passage.words[a.last].end, organizations=frozenset({name.organization})
    )


def _natives(passage: Passage, index: OrganizationIndex) -> Iterator[Hit]:
    if not passage.spaceless or not index.natives:
        return
    joined, owners = "", []
    for number, word in enumerate(passage.words):
        joined += word.key
        owners += [number] * len(word.key)
    for native, organizations in index.natives.items():
        at = joined.find(native) if len(native) > 1 else -1
        if at >= 0:
            first, last = owners[at], owners[at + len(native) - 1]
            yield Hit(
                "organization",
                "block",
                passage.words[first].start,
                passage.words[last].end,
                organizations=frozenset(organizations),
            )
