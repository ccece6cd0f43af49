"""Which names of one organization may be one person. No Django."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from anyascii import anyascii
from rapidfuzz import fuzz

NEAR = 88
"""Per cent of likeness from which two names are shown as possibly one."""
SMALL = 300  # people; in a larger organization only neighbours in the order of the alphabet are compared
NEIGHBOURS = 15
_TITLES = {
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "prof",
    "professor",
    "sir",
    "hon",
    "rev",
    "fr",
    "sr",
    "sra",
    "mme",
    "eng",
}
_LETTERS = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared: Latin letters, no titles, its parts in the order of the alphabet."""

    key: int
    parts: tuple[str, ...]
    joined: str


@dataclass(frozen=True, slots=True)
class Pair:
    first: int
    second: int
    likeness: str
    score: int


def name_of(key: int, words: str) -> Name:
    parts = _LETTERS.findall(anyascii(words).casefold().replace("'", ""))
    while len(parts) > 1 and parts[0] in _TITLES:
        parts.pop(0)
    ordered = tuple(sorted(parts))
    return Name(key, ordered, " ".join(ordered))


def likeness(one: Name, other: Name) -> tuple[str, int] | None:
    """How two names are alike, and how much; None where nobody would ask."""
    if not one.joined or not other.joined:
        return None
    if one.joined == other.joined:
        return "same_name", 100
    if _initials(one.parts, other.parts):
        return "initials", 92
    shorter, longer = sorted((set(one.parts), set(other.parts)), key=len)
    if len(shorter) >= 2 and shorter <= longer:
        return "near_name", 90
    if min(len(one.joined), len(other.joined)) < 5:
        return None
    score = fuzz.ratio(one.joined, other.joined, score_cutoff=NEAR)
    return ("near_name", int(score)) if score else None


def pairs(people: Sequence[tuple[int, str]]) -> list[Pair]:
    """Every pair of (key, name) that may be one person."""
    names = [name_of(key, words) for key, words in people]
    found: dict[tuple[int, int], Pair] = {}
    for one, other in _candidates(names):
        alike = likeness(one, other)
        if alike:
            first, second = sorted((one.key, other.key))
            found[first, second] = Pair(first, second, *alike)
    return list(found.values())


def _candidates(names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    if len(names) <= SMALL:
        yield from combinations(names, 2)
        return
    orders: list[Iterable[Name]] = [
        sorted(names, key=lambda name: name.joined),
        sorted(names, key=lambda name: name.joined.split()[::-1]),
    ]
    for order in orders:
        row = list(order)
        for at, name in enumerate(row):
            yield from ((name, other) for other in row[at + 1 : at + 1 + NEIGHBOURS])


def _initials(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """ "M. Telvane" and "Maro Telvane": the same but for parts of which one is the first letter of the other."""
    if len(one) != len(other) or len(one) < 2:
        return False
    left, right = list(one), list(other)
    whole = [part for part in left if part in right and len(part) > 1]
    if not whole:
        return False
    for part in whole:
        left.remove(part)
        right.remove(part)
    return bool(left) and all(
        min(len(a), len(b)) == 1 and a[0] == b[0] for a, b in zip(sorted(left), sorted(right), strict=True)
    )
