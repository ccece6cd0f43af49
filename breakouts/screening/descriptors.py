"""Descriptions of a participant ("a trade unionist from Tonga"), counted against the people in the room.

The count follows the idea of k-anonymity (Sweeney 2002) with a second threshold on distinct organizations,
in the spirit of l-diversity (Machanavajjhala et al. 2007): five people of one organization reveal the organization.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from .lexicon import INTERNATIONAL
from .passage import Passage
from .records import Hit, Policy, Roster
from .sectors import FAMILIES, ORGANIZATION_NOUNS, POSITIONS
from .speech import introduced, inverted, set_apart, verb_after
from .tags import Tag, lexicon_for, tag
from .world import codes_in_region, country_code, is_place, phrase

_DETERMINERS = frozenset(
    ["a", "an", "the", "one", "another", "this", "that", "some", "our", "my", "their", "his", "her", "two", "three", "four", "another's", "each", "every", "certain", "fellow"]
)
_FILLERS = frozenset(
    ["local", "senior", "former", "small", "large", "big", "leading", "well", "known", "grassroots", "young", "other", "experienced", "national", "regional", "international", "new", "female", "male", "outspoken", "prominent", "based", "led", "independent", "particular", "certain", "single", "community", "non", "governmental", "governmental", "frontline", "front", "line", "veteran", "junior", "civil", "private", "same", "next", "based-in"]
)
_LINKS = frozenset(
    ["from", "in", "of", "at", "representing", "with", "within", "for", "working", "works", "based", "living", "residing", "who", "is", "comes", "came", "on", "behalf", "attending", "speaking", "participating", "the", "a", "an", "work", "worked", "an", "serving"]
)
_PLACE_LINKS = frozenset(["from", "in", "near", "based", "of"])


@dataclass(slots=True)
class Description:
    """What one noun phrase says of somebody, as far as it was read: words `first` to `last`."""

    first: int
    last: int
    tags: list[Tag] = field(default_factory=list)
    head: str = ""
    plural: bool = False
    unknown: bool = False

    @property
    def telling(self) -> list[Tag]:
        """The tags that narrow the circle of people."""
        return [t for t in self.tags if t.kind not in {"head"}]


class DescriptorIndex:
    """The people of a roster by what can be said of them, per room."""

    def __init__(self, roster: Roster, policy: Policy) -> None:
        """Sort the people once; those whom the programme prints are never counted."""
        self.policy = policy
        self.counted = [n for n, p in enumerate(roster.people) if not p.printed]
        self._people = roster.people
        self.everyone = frozenset(self.counted)
        self.rooms: dict[str, frozenset[int]] = self._group(lambda p: p.rooms)
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

    def _group(self, values) -> dict[str, frozenset[int]]:  # type: ignore[no-untyped-def]
        groups: dict[str, set[int]] = defaultdict(set)
        for number in self.counted:
            for value in values(self._people[number]):
                groups[value].add(number)
        return {k: frozenset(v) for k, v in groups.items()}

    def _family(self, family: str) -> frozenset[int] | None:
        keywords = FAMILIES[family][0]
        labels = [s for s in self.sectors if s and any(f" {k}" in f" {phrase(s.replace('_', ' '))}" for k in keywords)]
        exact = [s for s in labels if phrase(s.replace("_", " ")) == family]
        labels = exact or labels
        return frozenset().union(*(self.sectors[s] for s in labels)) if labels else None

    @cached_property
    def _home(self) -> dict[int, str]:
        return {n: p.organization or f"person {p.key}" for n, p in enumerate(self._people)}

    def present(self, room: str | None) -> frozenset[int]:
        """The people in a room, or everyone when the room is not known."""
        return self.rooms.get(room, self.everyone) if room else self.everyone

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
            words = set(value.split())
            return frozenset().union(*(p for k, p in self.positions.items() if k and words <= set(k.split())))
        return None

    def few(self, people: frozenset[int]) -> bool:
        """Whether people are fewer than the policy asks for, or from fewer organizations."""
        return len(people) < self.policy.k_min or len({self._home[n] for n in people}) < self.policy.organizations_min


def _gender(value: str | None) -> str:
    key = (value or "").strip().lower()
    if key in {"f", "female", "woman", "women", "w"}:
        return "f"
    return "m" if key in {"m", "male", "man", "men"} else ""


def find_descriptors(passage: Passage, index: DescriptorIndex, room: str | None) -> Iterator[Hit]:
    """Every description of a participant that too few people fit, or that nobody can count."""
    tags = tag(passage, index.lexicon)
    number = 0
    while number < len(passage.words):
        description = _read(passage, tags, number)
        if description is None:
            number += 1
            continue
        if description.telling or description.unknown:
            hit = _judge(passage, index, description, room)
            if hit:
                yield hit
                number = description.last + 1
                continue
        number += 1


def _judge(passage: Passage, index: DescriptorIndex, description: Description, room: str | None) -> Hit | None:
    if not _of_a_speaker(passage, description):
        return None
    span = (passage.words[description.first].start, passage.words[description.last].end)
    kinds = {t.kind for t in description.tags}
    if description.unknown or kinds & {"only", "uncounted"}:
        return Hit("descriptor-uncountable", "warn", *span)
    people = index.fitting(description.telling, room)
    if people is None:
        return Hit("descriptor-uncountable", "warn", *span)
    if len(people) == 1 and not description.plural:
        return Hit("descriptor-one", "block", *span)
    return Hit("descriptor-few", "warn", *span) if index.few(people) else None


def _of_a_speaker(passage: Passage, description: Description) -> bool:
    """Whether the phrase is about somebody in the room rather than about the world."""
    first, last = description.first, description.last
    if description.head == "strong" and not description.plural:
        return True
    if description.head == "" and passage.key(first) in {"this", "that", "some", "each", "every"}:
        return False
    spoken = (
        verb_after(passage, last, strict=description.head != "strong")
        or _relative_verb(passage, last)
        or introduced(passage, first)
        or inverted(passage, first, last)
        or (set_apart(passage, first, last) and passage.key(first) not in {"the"})
    )
    return spoken or (passage.key(first - 1) == "as" and verb_after(passage, last))


def _relative_verb(passage: Passage, last: int) -> bool:
    """ "..., who works with seafarers, said": a clause between the description and its verb."""
    if passage.gap(last).strip() != "," and passage.key(last + 1) != "who":
        return False
    for at in range(last + 1, min(last + 16, len(passage.words))):
        if passage.sentences[at] != passage.sentences[last]:
            return False
        if at > last + 1 and passage.gap(at).strip() == "," and verb_after(passage, at, strict=True):
            return True
    return False


def _read(passage: Passage, tags: list[tuple[Tag, ...]], number: int) -> Description | None:
    """The description that begins at a word, read as article, qualities, noun, and where from."""
    word = passage.words[number]
    start = number
    if word.key in _DETERMINERS:
        at = number + 1
        if at >= len(passage.words) or not passage.joined(number):
            return None
    elif tags[number] and (
        passage.opens_sentence(number)
        or word.key in {"someone", "somebody"}
        or passage.key(number - 1) in {"as", "by", "to", "with"}
        or tags[number][0].plural
    ):
        at = number
    else:
        return None
    description = Description(start, start)
    if word.key in {"two", "three", "four"}:
        description.plural = True
    end = _core(passage, tags, at, description)
    if end is None:
        return None
    description.last = end
    _origin(passage, tags, description)
    return description


def _core(passage: Passage, tags: list[tuple[Tag, ...]], at: int, description: Description) -> int | None:
    """Read qualities and noun from word `at` on; the noun's last word, or None without one."""
    last: int | None = None
    unknown: list[int] = []
    for _ in range(8):
        if at >= len(passage.words) or (
            at > description.first and passage.sentences[at] != passage.sentences[description.first]
        ):
            break
        best = _pick(tags[at], more=_noun_follows(passage, tags, at))
        if best:
            description.tags.append(best)
            _note_head(description, best, last is None)
            end = at + best.length - 1
            if best.noun or best.kind in {"demonym"}:
                last = end
            if best.plural and not best.noun and best.kind == "demonym":
                description.plural = True
            at = end + 1
        elif passage.key(at) in _FILLERS or (last is not None and passage.key(at) in ORGANIZATION_NOUNS):
            if passage.key(at) in ORGANIZATION_NOUNS:
                last = at
            at += 1
        elif (
            passage.words[at].capital
            and not passage.quiet[at]
            and at > description.first
            and passage.key(at) not in INTERNATIONAL
            and not passage.words[at].loud
            and last is None
        ):
            unknown.append(at)
            at += 1
        else:
            break
        if not passage.joined(at - 1):
            break
    if last is None or not any(t.noun or t.kind == "demonym" for t in description.tags):
        return None
    strong = any(t.kind == "head" and t.value == "strong" for t in description.tags)
    description.unknown = bool(unknown) and strong and len(unknown) < 3
    if unknown and not strong:
        return None
    return last


def _pick(tags: tuple[Tag, ...], *, more: bool) -> Tag | None:
    if not tags:
        return None
    order = {"head": 0, "sector": 1, "position": 2, "gender": 3}
    return min(tags, key=lambda t: order.get(t.kind, 4))


def _noun_follows(passage: Passage, tags: list[tuple[Tag, ...]], at: int) -> bool:
    return at + 1 < len(tags) and bool(tags[at + 1]) and passage.joined(at)


def _note_head(description: Description, best: Tag, first: bool) -> None:
    if best.kind == "head":
        if best.value == "strong" or not description.head:
            description.head = str(best.value)
        description.plural = best.plural
    elif best.noun:
        description.plural = description.plural if description.head == "strong" else best.plural


def _origin(passage: Passage, tags: list[tuple[Tag, ...]], description: Description) -> None:
    """Read on: "from ...", "of a ... in ...", "representing ...", "working for ..."."""
    at = description.last + 1
    while (
        at < len(passage.words)
        and passage.joined(at - 1)
        and passage.sentences[at] == passage.sentences[description.last]
    ):
        link = passage.key(at)
        if link not in _LINKS or passage.words[at].capital:
            return
        at += 1
        while (
            at < len(passage.words)
            and passage.key(at) in _LINKS | {"behalf", "an", "one", "for", "his", "her", "their"}
            and passage.joined(at - 1)
        ):
            link = passage.key(at) if passage.key(at) in _PLACE_LINKS else link
            at += 1
        end = _origin_words(passage, tags, at, description, link)
        if end is None:
            return
        description.last, at = end, end + 1


def _origin_words(
    passage: Passage, tags: list[tuple[Tag, ...]], at: int, description: Description, link: str
) -> int | None:
    last: int | None = None
    before = len(description.tags)
    while at < len(passage.words) and passage.sentences[at] == passage.sentences[description.last]:
        best = _pick(tags[at], more=False)
        if (
            best
            and best.plural
            and best.kind in {"sector", "head", "position"}
            and len(description.tags) == before
            and last is None
            and link in {"for", "with"}
        ):
            return None
        if best and best.kind in {"only", "gender"} and not best.noun:
            best = None
        if best:
            description.tags.append(best)
            last = at + best.length - 1
            at = last + 1
            if (
                at < len(passage.words)
                and passage.gap(last).strip() in {"", ","}
                and passage.key(at) in {"and", "or"}
                and at + 1 < len(tags)
                and best.kind in {"country", "demonym"}
            ):
                at += 2 if passage.key(at + 1) == "the" else 1
                if not (at < len(tags) and tags[at] and tags[at][0].kind == best.kind):
                    break
                continue
        elif passage.key(at) in _FILLERS or (last is not None and passage.key(at) in ORGANIZATION_NOUNS):
            if passage.key(at) in ORGANIZATION_NOUNS:
                last = at
            at += 1
        elif _unknown_place(passage, at, link, description):
            description.unknown = True
            last = at
            at += 1
        else:
            break
        if at - 1 < len(passage.words) and not passage.joined(at - 1):
            break
    return last


def _unknown_place(passage: Passage, at: int, link: str, description: Description) -> bool:
    word = passage.words[at]
    named = word.capital and word.script == "LATIN" and not word.loud and not passage.quiet[at]
    return (
        named
        and link in {"from", "in", "near", "based"}
        and description.head == "strong"
        and (not is_place(word.key) or True)
    )
