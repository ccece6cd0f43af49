"""Two or more neighbouring words that can be parts of one person's name, near spellings and initials included."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .lexicon import PARTICLES
from .name_index import NOBODY, NameIndex, People, is_common
from .passage import Passage
from .world import is_place

BETWEEN = re.compile(r"[\s\-,./\\_·•*|;:'\"()\[\]~+=&]{0,5}")
LOOSE = re.compile(r"[\s\-./\\_·•*|~+=,]{0,3}")
Evidence = dict[str, int]
_LONGEST_CHINESE = 5  # characters of a name, its honorific included


@dataclass(frozen=True, slots=True)
class Match:
    """Words first to last name `people`; cost 0 is exact."""

    first: int
    last: int
    people: People
    cost: int


def gather_evidence(passage: Passage, index: NameIndex, number: int, taken: set[int]) -> Evidence:
    """The name parts that a word may stand for, with their costs; empty for words already explained."""
    if number in taken:
        return {}
    word = passage.words[number]
    exact = index.exact((word.key, *word.others))
    found = dict.fromkeys(exact, 0)
    if word.key.isdigit() or len(word.key) < 3:
        return found
    if word.script == "CJK" and len(word.key) > _LONGEST_CHINESE:
        return found  # a clause, not a name
    foreign = word.script not in {"LATIN", "NONE"}
    strange = not is_common(word.key)
    if word.shown[0].islower():
        look = (strange or foreign) and _beside(passage, number, lambda n: passage.key(n) in index.parts)
    else:
        look = strange or _beside(passage, number, lambda n: passage.words[n].capital and not is_common(passage.key(n)))
    if look:
        for part, cost in index.near(word.key, not foreign).items():
            found.setdefault(part, cost)
        for other in word.others:
            for part, cost in index.near(other, True).items():
                found.setdefault(part, cost)
    return found


def _beside(passage: Passage, number: int, holds: Callable[[int], bool]) -> bool:
    """Whether something holds of one of the neighbouring words."""
    return any(0 <= n < len(passage.words) and holds(n) for n in (number - 1, number + 1))


def find_pairs(passage: Passage, index: NameIndex, evidence: list[Evidence], taken: set[int]) -> Iterator[Match]:
    """Two or more neighbouring words that can be parts of one person's name, initials included."""
    number = 0
    while number < len(passage.words) - 1:
        match = None if number in taken else _pair(passage, index, evidence, number, number + 1, taken)
        if match is None and number + 2 < len(passage.words) and BETWEEN.fullmatch(passage.gap(number + 1)):
            middle = passage.words[number + 1]
            if len(middle.key) == 1 or middle.key in PARTICLES:
                match = _pair(passage, index, evidence, number, number + 2, taken)
        if match is None:
            number += 1
            continue
        last = match.last
        while last + 1 < len(passage.words) and last + 1 not in taken and LOOSE.fullmatch(passage.gap(last)):
            if not any(index.people(p) & match.people for p in evidence[last + 1]) or is_common(passage.key(last + 1)):
                break
            last += 1
        first = match.first
        yield Match(first, last, match.people, match.cost)
        number = last + 1


def _pair(
    passage: Passage, index: NameIndex, evidence: list[Evidence], one: int, two: int, taken: set[int]
) -> Match | None:
    if two in taken or not BETWEEN.fullmatch(passage.gap(one)) or passage.key(one) in PARTICLES:
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
                if people and not (initial is right and initial.key == "i" and "." not in passage.after(two)[:1]):
                    best = Match(one, two, people, 1)
    return best


def _pair_plausible(passage: Passage, one: int, two: int, cost_a: int, cost_b: int) -> bool:
    left, right = passage.words[one], passage.words[two]
    if not LOOSE.fullmatch(passage.gap(one)):
        return False
    if cost_a == cost_b == 0:
        return (left.capital and right.capital) or not (is_common(left.key) and is_common(right.key))
    common = (is_common(left.key), is_common(right.key))
    if cost_a and cost_b:
        foreign = left.script != "LATIN" and right.script != "LATIN"
        place = is_place(left.key) or is_place(right.key)
        strange = not any(common) or (not all(common) and cost_a + cost_b == 2)
        return foreign or (left.capital and right.capital and strange and not place)
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
