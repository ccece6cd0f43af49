"""How many people in a room a description fits.

The count follows the idea of k-anonymity (Sweeney 2002) with a second threshold on distinct organizations,
in the spirit of l-diversity (Machanavajjhala et al. 2007): five people of one organization reveal the organization.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property

from .records import Person, Policy, Roster
from .sectors import FAMILIES, POSITIONS
from .tags import Tag, lexicon_for
from .world import codes_in_region, country_code, phrase


class DescriptorIndex:
    """The people of a roster by what can be said of them, per room."""

    def __init__(self, roster: Roster, policy: Policy) -> None:
        """Sort the people once; those whom the programme prints are never counted."""
        self.policy = policy
        self.counted = [n for n, p in enumerate(roster.people) if not p.printed]
        self._people = roster.people
        self.everyone = frozenset(self.counted)
        self.rooms: dict[str, frozenset[int]] = self._group(lambda p: p.rooms)
        self._known_rooms = frozenset(room for p in roster.people for room in p.rooms)
        self._emptied = frozenset(roster.emptied)
        self.countries = self._group(lambda p: (country_code(p.country) or "",))
        self.sectors = self._group(lambda p: (p.sector or "",))
        self.subregions = self._group(lambda p: (phrase(p.subregion or ""),))
        self.positions = self._group(lambda p: (phrase(p.position or ""),))
        self.genders = self._group(lambda p: (_gender(p.gender),))
        self.families = {f: self._family(f) for f in FAMILIES}
        self.roles = frozenset(POSITIONS) | {p for p in self.positions if p}
        self.role_nouns = frozenset(r.split()[-1] for r in self.roles) | {
            "representative",
            "delegate",
            "member",
            "staff",
            "colleague",
            "head",
        }
        self.lexicon = lexicon_for(
            [p.subregion for p in roster.people if p.subregion],
            {p.sector for p in roster.people if p.sector},
            {p.position for p in roster.people if p.position},
        )

    def _group(self, values: Callable[[Person], Iterable[str]]) -> dict[str, frozenset[int]]:
        groups: dict[str, set[int]] = defaultdict(set)
        for number in self.counted:
            for value in values(self._people[number]):
                groups[value].add(number)
        return {k: frozenset(v) for k, v in groups.items()}

    def _family(self, family: str) -> frozenset[int] | None:
        keywords = FAMILIES[family][0]
        labels = [s for s in self.sectors if s and any(_labels(k, phrase(s.replace("_", " "))) for k in keywords)]
        exact = [s for s in labels if phrase(s.replace("_", " ")) == family]
        labels = exact or labels
        return frozenset().union(*(self.sectors[s] for s in labels)) if labels else None

    @cached_property
    def _home(self) -> dict[int, str]:
        return {n: p.organization or f"person {p.key}" for n, p in enumerate(self._people)}

    def present(self, room: str | None) -> frozenset[int]:
        """The people in a room, or everyone when the room, or who sat there, is not known."""
        if room is None or room in self._emptied or room not in self._known_rooms:
            return self.everyone
        return self.rooms.get(room, frozenset())

    def emptied(self, room: str | None) -> bool:
        """Whether who sat there was known once: of everyone who fits, nobody can tell how few were in that room."""
        return room in self._emptied

    def fitting(self, tags: list[Tag], room: str | None) -> frozenset[int] | None:
        """The people in the room whom a description fits; None when the roster cannot tell."""
        people = self.present(room)
        places: frozenset[int] | None = None
        for item in tags:
            if item.kind in {"country", "demonym"}:
                here = frozenset().union(*(self.countries.get(c, frozenset()) for c in item.value))
                places = here if places is None else places | here
                continue
            group = self._group_of(item)
            if group is None:
                return None
            people &= group
        return people if places is None else people & places

    def _group_of(self, item: Tag) -> frozenset[int] | None:
        value = str(item.value)
        if item.kind == "region":
            stem = value.removeprefix("the ")
            own = self.subregions.get(value) or self.subregions.get(stem)
            if own is not None:
                return own
            return frozenset().union(*(self.countries.get(c, frozenset()) for c in codes_in_region(value)))
        if item.kind == "sector":
            return self.sectors.get(value[1:], frozenset()) if value.startswith("=") else self.families.get(value)
        if item.kind == "gender":
            return self.genders.get(value, frozenset()) if set(self.genders) - {""} else None
        if item.kind == "position":
            if not set(self.positions) - {""}:
                return None
            words = set(value.split())
            return frozenset().union(*(p for k, p in self.positions.items() if k and words <= set(k.split())))
        return None

    def few(self, people: frozenset[int]) -> bool:
        """Whether people are fewer than the policy asks for, or from fewer organizations."""
        return len(people) < self.policy.k_min or len({self._home[n] for n in people}) < self.policy.organizations_min


def _labels(keyword: str, label: str) -> bool:
    """Whether a keyword begins a word of a label; short ones must be the word ("un" is not in "union")."""
    return f" {keyword} " in f" {label} " if len(keyword) < 4 else f" {keyword}" in f" {label}"


def _gender(value: str | None) -> str:
    key = (value or "").strip().lower()
    if key in {"f", "female", "woman", "women", "w"}:
        return "f"
    return "m" if key in {"m", "male", "man", "men"} else ""
