"""The names of a roster, ready to be looked up word by word and as a whole."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from .lexicon import PARTICLES, common_words
from .passage import read
from .records import Person
from .romanize import latin_of, roman_key, skeleton

People = frozenset[int]
NOBODY: People = frozenset()
_SPACELESS_LETTERS = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")


_LEAST_BACKWARDS = 8  # letters of a name that is also looked for from its end to its beginning


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of a person's name as lookup keys, with the person's index."""

    person: int
    parts: tuple[str, ...]
    native: str = ""
    pieces: tuple[str, ...] = ()


class NameIndex:
    """Lookup tables over all spellings of all names. Keys are those of `passage.Word.key`."""

    def __init__(self, people: tuple[Person, ...]) -> None:
        """Read every name of every person once."""
        self._full: dict[str, set[int]] = defaultdict(set)
        self._parts: dict[str, set[int]] = defaultdict(set)
        self._romanized: dict[str, set[int]] = defaultdict(set)
        self._initials: dict[str, set[int]] = defaultdict(set)
        self.natives: dict[str, set[int]] = defaultdict(set)
        self.native_parts: dict[str, set[int]] = defaultdict(set)
        self.mononyms: dict[str, set[int]] = defaultdict(set)
        self.part_sets: dict[int, set[str]] = defaultdict(set)
        for number, person in enumerate(people):
            spellings = [s for name in person.names for s in _spellings(number, name)]
            longest = max((len(s.parts) for s in spellings), default=0)
            for spelling in spellings:
                self._add(spelling, only=longest == 1)
        self.full = {k: frozenset(v) for k, v in self._full.items()}
        self.parts = {k: frozenset(v) for k, v in self._parts.items()}
        self.romanized = {k: frozenset(v) for k, v in self._romanized.items() if k not in self.parts}
        self.initials = {k: frozenset(v) for k, v in self._initials.items()}
        self.backwards = {k[::-1]: v for k, v in self.full.items() if len(k) >= _LEAST_BACKWARDS}
        self.longest = max((len(k) for k in self.full), default=0)

    def _add(self, spelling: Spelling, *, only: bool) -> None:
        number, parts = spelling.person, spelling.parts
        for order in _orders(parts):
            if not spelling.native or sum(map(len, order)) > 4:
                self._full["".join(order)].add(number)
        if spelling.native:
            self._add_native(spelling)
            return
        if len(parts) == 1 and only:
            self.mononyms[parts[0]].add(number)
        for part in parts:
            self._parts[part].add(number)
            self.part_sets[number].add(part)
            for latin in () if part.isascii() else latin_of(part):
                self._romanized[latin].add(number)
        bare = [p for p in parts if p not in PARTICLES]
        if len(bare) > 1:
            for some in (bare[:3], bare[:6], parts[:6], parts[:4], *((parts[0], other) for other in parts[1:])):
                self._initials["".join(sorted(p[0] for p in some))].add(number)

    def _add_native(self, spelling: Spelling) -> None:
        self.natives[spelling.native].add(spelling.person)
        for piece in spelling.pieces:
            self.native_parts[piece].add(spelling.person)
        for part in spelling.parts:
            self._romanized[part].add(spelling.person)

    @cached_property
    def _choices(self) -> list[str]:
        return [p for p in (*self.parts, *self.romanized) if len(p) > 2]

    @cached_property
    def _by_roman(self) -> dict[str, tuple[str, ...]]:
        table: dict[str, list[str]] = defaultdict(list)
        for part in self._choices:
            key = roman_key(part)
            if len(key) > 1:
                table[key].append(part)
        return {k: tuple(v) for k, v in table.items()}

    @cached_property
    def _roman_choices(self) -> list[str]:
        return [k for k in self._by_roman if len(k) > 3]

    @cached_property
    def _by_skeleton(self) -> dict[str, tuple[str, ...]]:
        table: dict[str, list[str]] = defaultdict(list)
        for part in self._choices:
            bones = skeleton(part)
            if bones:
                table[bones].append(part)
        return {k: tuple(v) for k, v in table.items()}

    def people(self, part: str) -> People:
        """The people who have this part in one of their names."""
        return self.parts.get(part) or self.romanized.get(part, NOBODY)

    def exact(self, keys: tuple[str, ...]) -> list[str]:
        """The name parts that a word's readings equal."""
        return [k for k in keys if k in self.parts]

    def near(self, key: str, latin: bool) -> dict[str, int]:
        """Name parts that a word may be a spelling of, each with a cost of 1 or 2."""
        found: dict[str, int] = {}
        if not latin:
            self._near_foreign(key, found)
        if key in self.romanized:
            found[key] = 1
        limit = 0 if len(key) < 3 else 1 if len(key) < 5 else 2
        if limit:
            for part, cost, _ in process.extract(key, self._choices, scorer=OSA.distance, score_cutoff=limit, limit=12):
                if cost and cost <= _tolerance(min(len(part), len(key))):
                    found[part] = min(cost, found.get(part, 2))
        if latin and len(key) > 2:
            self._near_roman(key, found)
        return found

    def _near_roman(self, key: str, found: dict[str, int]) -> None:
        roman = roman_key(key)
        for part in self._by_roman.get(roman, ()):
            if part != key and (len(roman) > 2 or part[0] == key[0]):
                found[part] = 1
        if len(roman) > 4:
            for near, cost, _ in process.extract(
                roman, self._roman_choices, scorer=OSA.distance, score_cutoff=1, limit=6
            ):
                if cost:
                    for part in self._by_roman[near]:
                        found.setdefault(part, 2)

    def _near_foreign(self, key: str, found: dict[str, int]) -> None:
        for latin in latin_of(key):
            if latin in self.parts:
                found[latin] = 1
            for part in self._by_skeleton.get(skeleton(latin), ()) if len(skeleton(latin)) > 1 else ():
                found.setdefault(part, 2)
            if len(latin) > 4:
                for part, cost, _ in process.extract(
                    latin, self._choices, scorer=OSA.distance, score_cutoff=2, limit=8
                ):
                    found[part] = min(max(1, int(cost)), found.get(part, 2))
            self._near_foreign_roman(roman_key(latin), found)

    def _near_foreign_roman(self, roman: str, found: dict[str, int]) -> None:
        for part in self._by_roman.get(roman, ()):
            found[part] = 1
        if len(roman) > 5:
            limit = 2 if len(roman) > 8 else 1
            for near, cost, _ in process.extract(
                roman, self._roman_choices, scorer=OSA.distance, score_cutoff=limit, limit=6
            ):
                for part in self._by_roman[near]:
                    found.setdefault(part, max(1, int(cost)))


def _tolerance(length: int) -> int:
    return 0 if length < 3 else 1 if length < 5 else 2


def _spellings(person: int, name: str) -> list[Spelling]:
    words = read(name).words
    parts = tuple(w.key for w in words if w.key not in {"mr", "mrs", "ms", "dr", "prof"})
    if not parts:
        return []
    found = [Spelling(person, parts)]
    if any(w.script in _SPACELESS_LETTERS for w in words):
        native = "".join(parts)
        latin = tuple(x for p in parts for x in latin_of(p))
        found.append(Spelling(person, latin, native, parts if len(parts) > 1 else _han_pieces(native)))
    return found


def _han_pieces(native: str) -> tuple[str, ...]:
    """Family and given name of an undivided Chinese or Korean name of two to four letters."""
    return (native[0], native[1:]) if 2 <= len(native) <= 4 else ()


def _orders(parts: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The orders in which a name is written: all of them up to three parts, the customary ones beyond."""
    if len(parts) <= 3:
        orders = set(permutations(parts))
    else:
        orders = {parts[i:] + parts[:i] for i in range(len(parts))} | {parts[::-1]}
    bare = tuple(p for p in parts if p not in PARTICLES)
    if len(bare) > 2 or (len(bare) == 2 and len(parts) > 2):
        orders |= {(bare[0], bare[-1]), (bare[-1], bare[0])}
    return orders


def is_common(key: str) -> bool:
    """Whether a word is ordinary English, so that it needs more than itself to be taken for a name."""
    return key in common_words() or key.isdigit()
