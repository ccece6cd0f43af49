"""Names of people, whole and in part, in any order, script, spelling or disguise."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .lexicon import ABBREVIATIONS, INTERNATIONAL, PARTICLES
from .name_index import NOBODY, NameIndex, People, is_common
from .passage import Passage
from .records import Hit
from .speech import introduced, inverted, set_apart, speaks, talked_about, title_before, verb_after
from .world import is_place

_BETWEEN = re.compile(r"[\s\-,./\\_·•*|;:'\"()\[\]~+=&]{0,5}")
_LOOSE = re.compile(r"[\s\-./\\_·•*|~+=,]{0,3}")
_LEVELS = {0: "block"}


@dataclass(frozen=True, slots=True)
class Match:
    """Words first to last name `people`; cost 0 is exact."""

    first: int
    last: int
    people: People
    cost: int


def find_names(passage: Passage, index: NameIndex) -> Iterator[Hit]:
    """Every place where a name of the roster stands, whole, in part, misspelled or disguised."""
    taken: set[int] = set()
    for match in (*_native(passage, index), *_whole(passage, index)):
        taken.update(range(match.first, match.last + 1))
        yield _hit(passage, match, "name", "block")
    evidence = [_evidence(passage, index, i, taken) for i in range(len(passage.words))]
    for match in _combined(passage, index, evidence, taken):
        taken.update(range(match.first, match.last + 1))
        yield _hit(passage, match, "name" if match.cost == 0 else "name-near", "block" if match.cost == 0 else "warn")
    for hit, words in _single(passage, index, evidence, taken):
        taken.update(words)
        yield hit
    yield from _initials(passage, index, taken)


def _hit(passage: Passage, match: Match, rule: str, level: str) -> Hit:
    title = title_before(passage, match.first)
    start = passage.words[match.first if title is None else title].start
    return Hit(rule, "block" if level == "block" else "warn", start, passage.words[match.last].end, people=match.people)


def _native(passage: Passage, index: NameIndex) -> Iterator[Match]:
    """Names in scripts without spaces, found inside runs of letters."""
    if not passage.spaceless or not index.natives:
        return
    joined, owners = "", []
    for number, word in enumerate(passage.words):
        joined += word.key
        owners += [number] * len(word.key)
    for native, people in index.natives.items():
        if len(native) < 2:
            continue
        at = joined.find(native)
        while at >= 0:
            yield Match(owners[at], owners[at + len(native) - 1], frozenset(people), 0)
            at = joined.find(native, at + 1)


def _whole(passage: Passage, index: NameIndex) -> Iterator[Match]:
    """Full names, found as the letters of neighbouring words run together, however they are parted."""
    words, position = passage.words, 0
    while position < len(words):
        best: Match | None = None
        for variant in range(1 + max(len(w.others) for w in words[position : position + 3])):
            text = ""
            for last in range(position, min(position + 40, len(words))):
                if last > position and not _BETWEEN.fullmatch(passage.gaps[last - 1]):
                    break
                word = words[last]
                text += word.others[min(variant, len(word.others)) - 1] if variant and word.others else word.key
                if len(text) > index.longest:
                    break
                people = index.full.get(text)
                if people and (best is None or last > best.last) and _plausible(passage, index, position, last, text):
                    best = Match(position, last, people, 0)
        if best:
            yield best
            position = best.last + 1
        else:
            position += 1


def _plausible(passage: Passage, index: NameIndex, first: int, last: int, text: str) -> bool:
    """Whether letters that spell a full name are meant as one, and not "will may" or "as is"."""
    words = passage.words[first : last + 1]
    if len(words) == 1:
        word = words[0]
        if text in index.mononyms:
            return (
                not is_common(text)
                and len(text) > 3
                and (word.capital or speaks(passage, first, last))
                and not talked_about(passage, first, last)
            )
        return text not in index.parts and (len(text) > 6 or word.capital) and not is_common(text)
    if text in index.mononyms:
        return all(len(w.key) == 1 for w in words) and len(words) > 3
    if all(is_common(w.key) or is_place(w.key) for w in words):
        capitals = all(w.capital for w in words if w.key not in PARTICLES)
        spelled = all(len(w.key) == 1 for w in words)
        return (
            (spelled
            and len(words) > 4)
            or (capitals and not any(passage.quiet[first : last + 1]) and all(w.key in index.parts for w in words))
            or (all(w.key in index.parts for w in words) and speaks(passage, first, last))
        )
    if len(text) < 6 and not all(w.key in index.parts for w in words):
        return all(len(w.key) == 1 for w in words) and words[0].capital
    return True


Evidence = dict[str, int]


def _evidence(passage: Passage, index: NameIndex, number: int, taken: set[int]) -> Evidence:
    """The name parts that a word may stand for, with their costs; empty for words already explained."""
    if number in taken:
        return {}
    word = passage.words[number]
    exact = index.exact((word.key, *word.others))
    found = dict.fromkeys(exact, 0)
    if word.key.isdigit() or len(word.key) < 3:
        return found
    foreign = word.script not in {"LATIN", "NONE"}
    if (
        foreign
        or (word.capital and not is_common(word.key))
        or (not is_common(word.key) and len(word.key) > 3)
        or _beside_exact(passage, index, number)
    ):
        for part, cost in index.near(word.key, not foreign).items():
            found.setdefault(part, cost)
        for other in word.others:
            for part, cost in index.near(other, True).items():
                found.setdefault(part, cost)
    return found


def _beside_exact(passage: Passage, index: NameIndex, number: int) -> bool:
    if not passage.words[number].capital:
        return False
    return any(
        0 <= n < len(passage.words) and passage.key(n) in index.parts and not is_common(passage.key(n))
        for n in (number - 1, number + 1)
    )


def _combined(passage: Passage, index: NameIndex, evidence: list[Evidence], taken: set[int]) -> Iterator[Match]:
    """Two or more neighbouring words that can be parts of one person's name, initials included."""
    number = 0
    while number < len(passage.words) - 1:
        match = None if number in taken else _pair(passage, index, evidence, number, number + 1, taken)
        if match is None and number + 2 < len(passage.words) and _BETWEEN.fullmatch(passage.gap(number + 1)):
            middle = passage.words[number + 1]
            if len(middle.key) == 1 or middle.key in PARTICLES:
                match = _pair(passage, index, evidence, number, number + 2, taken)
        if match is None:
            number += 1
            continue
        last = match.last
        while last + 1 < len(passage.words) and last + 1 not in taken and _LOOSE.fullmatch(passage.gap(last)):
            if not any(index.people(p) & match.people for p in evidence[last + 1]) or is_common(passage.key(last + 1)):
                break
            last += 1
        first = match.first
        yield Match(first, last, match.people, match.cost)
        number = last + 1


def _pair(
    passage: Passage, index: NameIndex, evidence: list[Evidence], one: int, two: int, taken: set[int]
) -> Match | None:
    if two in taken or not _BETWEEN.fullmatch(passage.gap(one)) or passage.key(one) in PARTICLES:
        return None
    left, right = passage.words[one], passage.words[two]
    best: Match | None = None
    for part_a, cost_a in evidence[one].items():
        for part_b, cost_b in evidence[two].items():
            if part_a == part_b or part_b in PARTICLES or part_a in PARTICLES:
                continue
            people = index.people(part_a) & index.people(part_b)
            cost = cost_a + cost_b
            if people and (best is None or cost < best.cost) and _pair_plausible(passage, one, two, cost_a, cost_b):
                best = Match(one, two, people, cost)
    if best is None:
        for initial, other, at in ((left, evidence[two], two), (right, evidence[one], one)):
            if len(initial.key) == 1 and initial.capital and not initial.key.isdigit() and len(passage.key(at)) > 1:
                people = _with_initial(
                    index, initial.key, other, strong=passage.words[at].capital and not is_common(passage.key(at))
                )
                if people and not (initial is right and initial.key == "i"):
                    best = Match(one, two, people, 1)
    return best


def _pair_plausible(passage: Passage, one: int, two: int, cost_a: int, cost_b: int) -> bool:
    left, right = passage.words[one], passage.words[two]
    if not _LOOSE.fullmatch(passage.gap(one)):
        return False
    if cost_a == cost_b == 0:
        return (left.capital and right.capital) or not (is_common(left.key) and is_common(right.key))
    common = (is_common(left.key), is_common(right.key))
    if cost_a and cost_b:
        foreign = left.script != "LATIN" and right.script != "LATIN"
        return foreign or (
            left.capital and right.capital and not any(common) and not (is_place(left.key) or is_place(right.key))
        )
    near, exact = (left, right) if cost_a else (right, left)
    if is_common(near.key):
        return near.capital and exact.capital and not is_common(exact.key) and len(near.key) > 3
    return (near.capital and exact.capital) or (not is_common(exact.key) and len(exact.key) > 3 and len(near.key) > 3)


def _with_initial(index: NameIndex, initial: str, other: Evidence, *, strong: bool) -> People:
    for part, cost in other.items():
        if cost > (1 if strong else 0) or len(part) < 3:
            continue
        people = frozenset(
            p
            for p in index.people(part)
            if any(q.startswith(initial) and q != part for q in index.part_sets.get(p, ()))
        )
        if people:
            return people
    return NOBODY


def _single(
    passage: Passage, index: NameIndex, evidence: list[Evidence], taken: set[int]
) -> Iterator[tuple[Hit, range]]:
    for number, word in enumerate(passage.words):
        if number in taken or not (found := evidence[number]):
            if number not in taken:
                yield from _split_single(passage, index, number)
            continue
        cost = min(found.values())
        part = min(found, key=lambda p: (found[p], p))
        if part in PARTICLES or word.key in PARTICLES:
            continue
        people = index.people(part)
        title = title_before(passage, number)
        level = _single_level(passage, number, cost, part, title)
        if level:
            first = number if title is None else title
            while (
                title is None
                and first > 0
                and passage.key(first - 1) in PARTICLES
                and index.people(passage.key(first - 1)) & people
                and passage.joined(first - 1)
            ):
                first -= 1
            hit = Hit(
                "name" if level == "block" else "name-part" if cost == 0 else "name-near",
                level,
                passage.words[first].start,
                word.end,
                people=people,
            )  # type: ignore[arg-type]
            yield hit, range(first, number + 1)
        else:
            yield from _split_single(passage, index, number)


def _single_level(passage: Passage, number: int, cost: int, part: str, title: int | None) -> str:
    """How strongly one word on its own gives a person away: "", "note", "warn" or "block"."""
    word = passage.words[number]
    if title is not None and (word.capital or not is_common(word.key)):
        third = talked_about(passage, number, number) and not verb_after(passage, number)
        if cost == 0:
            return "note" if third else "block"
        return "" if third or len(word.key) < 4 or (is_common(word.key) and cost > 1) else "warn"
    person = speaks(passage, number, number)
    if talked_about(passage, number, number) and not person:
        return ""
    common = is_common(word.key) or is_place(word.key)
    if cost:
        if word.script != "LATIN":
            return "warn" if cost == 1 and person and len(word.key) > 2 else ""
        limit = 1 if len(part) < 7 else 2
        return (
            "warn"
            if person and word.capital and not common and cost <= limit and len(word.key) > 3 and not word.loud
            else ""
        )
    if common:
        if not word.capital or passage.quiet[number]:
            return ""
        direct = verb_after(passage, number) and _alone(passage, number)
        return (
            "warn"
            if direct
            or (
                not is_place(word.key)
                and (
                    introduced(passage, number)
                    or inverted(passage, number, number)
                    or set_apart(passage, number, number)
                )
                and _alone(passage, number)
            )
            else ""
        )
    if word.script != "LATIN":
        return "warn" if len(word.key) > 2 or person else ""
    if word.capital:
        return "warn" if len(word.key) > 3 or person else ""
    hyphened = "-" in (passage.after(number)[:1], passage.before(number)[-1:])
    return "warn" if person or (len(word.key) > 4 and not hyphened) else ""


def _alone(passage: Passage, number: int) -> bool:
    """Not the head or tail of a longer expression ("Hope Foundation said", "The Long Road")."""
    before = passage.words[number - 1] if number and passage.joined(number - 1) else None
    if before is not None and (
        (before.capital
        and not passage.opens_sentence(number - 1))
        or before.key in {"the", "a", "an", "this", "in", "of"}
    ):
        return False
    after = passage.words[number + 1] if number + 1 < len(passage.words) and passage.joined(number) else None
    return not (after is not None and after.capital and after.script == "LATIN")


def _split_single(passage: Passage, index: NameIndex, number: int) -> Iterator[tuple[Hit, range]]:
    """One name part written in pieces: "B a u t i s t a", "Baut-ista"."""
    if len(passage.words[number].key) > 12:
        return
    text, first = "", passage.words[number]
    for last in range(number, min(number + 16, len(passage.words))):
        if last > number and not _LOOSE.fullmatch(passage.gaps[last - 1]):
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
        if spelled or broken:
            yield (
                Hit("name-near", "warn", first.start, passage.words[last].end, people=index.people(text)),
                range(number, last + 1),
            )
            return


def _initials(passage: Passage, index: NameIndex, taken: set[int]) -> Iterator[Hit]:
    """ "L. A.", "H.B." or "KR" where someone speaks, when somebody's name begins so."""
    number = 0
    while number < len(passage.words):
        word = passage.words[number]
        last = number
        letters = word.key if word.loud and 2 <= len(word.key) <= 3 else ""
        if len(word.key) == 1 and word.capital and word.key.isalpha():
            letters = word.key
            while (
                last + 1 < len(passage.words)
                and last - number < 3
                and len(passage.key(last + 1)) == 1
                and passage.words[last + 1].capital
                and passage.gap(last).strip() in {"", ".", "-"}
                and passage.key(last + 1).isalpha()
            ):
                last += 1
                letters += passage.key(last)
        if (
            2 <= len(letters) <= 4
            and number not in taken
            and letters not in ABBREVIATIONS
            and letters not in INTERNATIONAL
        ):
            people = index.initials.get("".join(sorted(letters)), NOBODY)
            if people and not passage.quiet[number] and _initials_speak(passage, number, last):
                title = title_before(passage, number)
                yield Hit(
                    "initials",
                    "warn",
                    passage.words[number if title is None else title].start,
                    _with_stop(passage, last),
                    people=people,
                )
        number = last + 1


def _initials_speak(passage: Passage, first: int, last: int) -> bool:
    if title_before(passage, first) is not None or introduced(passage, first) or inverted(passage, first, last):
        return True
    if set_apart(passage, first, last) or _set_apart_with_stop(passage, first, last):
        return True
    return _verb_after_stop(passage, last)


def _set_apart_with_stop(passage: Passage, first: int, last: int) -> bool:
    before, after = passage.before(first).rstrip(), passage.after(last).lstrip()
    opens = first == 0 or passage.opens_sentence(first)
    return (before.endswith("(") and after.startswith(".)")) or (opens and after.startswith(".:"))


def _verb_after_stop(passage: Passage, last: int) -> bool:
    from .lexicon import AUXILIARY, SAYING

    if passage.gap(last).strip() not in {"", ".", ",", ".,"}:
        return False
    at = last + 1
    while passage.key(at) in AUXILIARY:
        at += 1
    return passage.key(at) in SAYING


def _with_stop(passage: Passage, last: int) -> int:
    end = passage.words[last].end
    return end + 1 if len(passage.key(last)) == 1 and passage.text[end : end + 1] == "." else end
