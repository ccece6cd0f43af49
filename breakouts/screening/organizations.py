"""Names of organizations: whole, short, misspelled, generic tails, acronyms in any dress."""

import re
from collections.abc import Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .acronyms import find_acronyms
from .name_index import is_common
from .native_names import find_in_runs
from .organization_index import STOP, OrganizationIndex, OrganizationName, same_spelling
from .organization_levels import Alignment, level_of, says_both_ends, stands_alone
from .passage import Passage
from .records import Hit, Level

_INSIDE = re.compile(r"[\s\-,./&'\"’_]{0,4}")


def find_organizations(passage: Passage, index: OrganizationIndex) -> Iterator[Hit]:
    """Every place where an organization of the roster is named."""
    best: dict[int, tuple[tuple[int, int], Hit]] = {}
    stream = [n for n, w in enumerate(passage.words) if w.key not in STOP]
    for place, number in enumerate(stream):
        for name_number, position in _candidates(passage, index, number):
            name = index.names[name_number]
            alignment = _align(passage, stream, place, name, position)
            if alignment.matched == 1 and not _may_stand_alone(name, position):
                continue
            level = level_of(passage, name, alignment)
            if level:
                hit = _hit(passage, name, alignment, level)
                rank = (2 if level == "block" else 1, alignment.matched)
                if alignment.first not in best or rank > best[alignment.first][0]:
                    best[alignment.first] = (rank, hit)
        if number not in best and (joined := _run_together(passage, index, number)):
            best[number] = ((2, 9), joined)
    yield from (hit for _, hit in best.values())
    yield from _reordered(passage, index, stream)
    for span, owners in find_in_runs(passage, index.natives):
        yield Hit("organization", "block", *span, organizations=owners)
    yield from find_acronyms(passage, index)


def _run_together(passage: Passage, index: OrganizationIndex, number: int) -> Hit | None:
    """ "#LindenauAdvice": a name or several of its words without the spaces."""
    word, key = passage.words[number], passage.key(number)
    if site := _as_its_site(passage, index, number):
        return site
    if len(key) < 7 or is_common(key):
        return None
    if key in index.joined:
        return Hit("organization", "block", word.start, word.end, organizations=frozenset(index.joined[key]))
    if len(key) > 9 and key in index.joined_parts:
        owners = frozenset(index.joined_parts[key])
        return Hit("organization-near", "warn", word.start, word.end, organizations=owners)
    return None


def _as_its_site(passage: Passage, index: OrganizationIndex, number: int) -> Hit | None:
    """ "Good Harbour" of goodharbour.example: up to three capitalized words that spell the name of a website."""
    text = ""
    for last in range(number, min(number + 3, len(passage.words))):
        word = passage.words[last]
        if not word.capital or passage.quiet[last] or (last > number and not passage.joined(last - 1)):
            return None
        text += word.key
        if text in index.site_names:
            owners = frozenset(index.site_names[text])
            return Hit("organization-near", "warn", passage.words[number].start, word.end, organizations=owners)
    return None


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


def _may_stand_alone(name: OrganizationName, position: int) -> bool:
    """Whether one word may stand for a name: its first, or the one after a noun such as "Casa" or "Foundation"."""
    if len(name.words) == 1:
        return True
    return name.words[position] in name.own and (position == 0 or (position == 1 and len(name.words) == 2))


_ARABIC_ARTICLES = frozenset({"al", "el", "ul", "il"})


def _same(word: str, part: str) -> int:
    """0 for the same word, 1 for a near one, 9 for another."""
    word = same_spelling(word)
    if word == part or (word in _ARABIC_ARTICLES and part in _ARABIC_ARTICLES):
        return 0
    if _stem(word) == _stem(part) and len(part) > 3:
        return 1
    if abs(len(word) - len(part)) > 2 or min(len(word), len(part)) < 4:
        return 9
    limit = 1 if len(part) < 5 else 2
    return 1 if OSA.distance(word, part, score_cutoff=limit) <= limit else 9


def _align(passage: Passage, stream: list[int], place: int, name: OrganizationName, position: int) -> Alignment:
    first = last = stream[place]
    matched = 1
    exact = int(same_spelling(passage.key(first)) == name.words[position])
    skipped, at, text_place = 0, position + 1, place + 1
    while at < len(name.words) and text_place < len(stream):
        number = stream[text_place]
        if any(not _INSIDE.fullmatch(passage.gap(g).removeprefix("'s")) for g in range(last, number)):
            break
        verdict = min(_same(k, name.words[at]) for k in (passage.key(number), *passage.words[number].others))
        if verdict == 9:
            if skipped == 0 and at + 1 < len(name.words) and _same(passage.key(number), name.words[at + 1]) == 0:
                skipped, at = 1, at + 1
                continue
            further = _further(passage.key(number), name, position, at) if matched == 1 and skipped == 0 else None
            if further is not None:
                skipped, at = further - at, further
                continue
            broken = _broken(passage, stream, text_place, name.words[at])
            if broken is None:
                break
            text_place, number = broken, stream[broken]
            verdict = 1
        matched, exact, last = matched + 1, exact + (verdict == 0), number
        at, text_place = at + 1, text_place + 1
    return Alignment(first, last, position, matched, exact, skipped)


def _stem(word: str) -> str:
    """A word without the ending of its number or, in Cyrillic letters, of its case."""
    if word.isascii():
        return word.removesuffix("ies") + "y" if word.endswith("ies") else word.removesuffix("s")
    return _CASES.sub("", word) if len(word) > 5 else word


# Endings of Russian and Ukrainian nouns and adjectives, folded.
_CASES = re.compile(
    r"(?:ого|его|ому|ему|ыми|ими|ами|ями|ах|ях|ам|ям|ом|ем|ои|еи|ую|юю|ая|яя|ое|ее"
    r"|ии|ыи|ые|ие|ых|их|ым|им|ов|ев|[аяуюеиыоь])$"
)


def _further(word: str, name: OrganizationName, position: int, at: int) -> int | None:
    """Where a word stands further on in a name of which only the first word and a later one are said.

    Only after a word of the organization's own: "Tana Circle" is short for "Tana River Returnees Circle",
    but "Women Network" is not short for every network of women.
    """
    if position:
        return None
    if name.words[0] not in name.own:
        last = len(name.words) - 1
        return last if last > at and says_both_ends(name, word) else None
    word = same_spelling(word)
    return next((n for n in range(at + 2, len(name.words)) if name.words[n] == word), None)


def _broken(passage: Passage, stream: list[int], place: int, part: str) -> int | None:
    """A word of the name written in two pieces: the place of the second piece."""
    if place + 1 < len(stream) and passage.key(stream[place]) + passage.key(stream[place + 1]) == part:
        return place + 1
    return None


def _hit(passage: Passage, name: OrganizationName, a: Alignment, level: Level) -> Hit:
    first = a.first
    if first and passage.key(first - 1) == "the" and passage.joined(first - 1):
        first -= 1
    rule = "organization" if level == "block" else "organization-near"
    return Hit(
        rule, level, passage.words[first].start, passage.words[a.last].end, organizations=frozenset({name.organization})
    )


def _reordered(passage: Passage, index: OrganizationIndex, stream: list[int]) -> Iterator[Hit]:
    """Three or more capitalized words in a row that all belong to one organization's name, in whatever order."""
    place = 0
    while place < len(stream) - 2:
        shared: set[int] | None = None
        end = place
        while end < len(stream) and passage.words[stream[end]].capital and not passage.quiet[stream[end]]:
            if end > place and any(
                not _INSIDE.fullmatch(passage.gap(g).removeprefix("'s")) for g in range(stream[end - 1], stream[end])
            ):
                break
            names = {n for n, _ in index.by_word.get(same_spelling(passage.key(stream[end])), ())}
            following = names if shared is None else shared & names
            if not following:
                break
            shared, end = following, end + 1
        if shared and end - place > 2 and stands_alone(passage, stream[place], stream[end - 1]):
            first, last = passage.words[stream[place]], passage.words[stream[end - 1]]
            owners = frozenset(index.names[n].organization for n in shared)
            yield Hit("organization-near", "warn", first.start, last.end, organizations=owners)
        place = max(end, place + 1)
