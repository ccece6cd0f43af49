"""The organizations of a roster, ready to be looked up: names, parts of names, acronyms, web domains."""

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from .lexicon import PARTICLES, words
from .name_index import is_common
from .passage import read
from .records import Organization, Person
from .romanize import latin_of
from .world import is_place

_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?([a-z0-9\-]+(?:\.[a-z0-9\-]+)+)(?:/.*)?", re.I)
STOP = words("organization_stop_words")
PUBLIC_MAIL = words("public_mail")
_SHORT_SITE = 6  # letters of a website's name that is too short to be anybody's name in a text


@dataclass(frozen=True, slots=True)
class OrganizationName:
    """One spelling of an organization's name: its bearing words in order, and which of them are its own."""

    organization: int
    words: tuple[str, ...]
    own: frozenset[str]


def bearing(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words that carry a name, without articles and prepositions, in one spelling."""
    return tuple(same_spelling(w) for w in words if w not in STOP)


def same_spelling(key: str) -> str:
    """British and American spellings of the words that organizations are named with, as one."""
    return _SPELLINGS.get(key, key)


_SPELLINGS = {
    "organisation": "organization",
    "organisations": "organizations",
    "labor": "labour",
    "center": "centre",
    "centers": "centres",
    "programs": "programmes",
    "program": "programme",
    "defense": "defence",
    "neighbor": "neighbour",
    "assn": "association",
    "assoc": "association",
    "intl": "international",
    "org": "organization",
    "orgs": "organizations",
    "fdn": "foundation",
    "inst": "institute",
    "univ": "university",
}


class OrganizationIndex:
    """Lookup tables over all names of all organizations."""

    def __init__(self, organizations: tuple[Organization, ...], people: tuple[Person, ...]) -> None:
        """Read every name once; domains are also learnt from addresses that only one organization's people use."""
        self.names: list[OrganizationName] = []
        self.by_word: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.joined: dict[str, set[int]] = defaultdict(set)
        self.joined_parts: dict[str, set[int]] = defaultdict(set)
        self.acronyms: dict[str, set[int]] = defaultdict(set)
        self.derived: dict[str, set[int]] = defaultdict(set)
        self.labels: dict[str, set[int]] = defaultdict(set)
        self.domains: dict[str, set[int]] = defaultdict(set)
        self.natives: dict[str, set[int]] = defaultdict(set)
        self.site_names: dict[str, set[int]] = defaultdict(set)
        for number, organization in enumerate(organizations):
            for name in organization.names:
                self._add(number, name.strip())
        self._learn_domains(organizations, people)
        # Many bodies go by the name of their website: "Goodharbour", "Good Harbour".
        for domain, owners in self.domains.items():
            site = domain.split(".")[0].replace("-", "")
            if len(site) > _SHORT_SITE and not is_common(site):
                self.site_names[site] |= owners
        # "Alam" in a sentence is a surname before it is the acronym ALAM.
        self.name_parts = {w.key for p in people for name in p.names for w in read(name).words}
        self.fuzzy_words = [w for w in self.by_word if len(w) > 4]

    def _add(self, number: int, name: str) -> None:
        domain = _DOMAIN.fullmatch(name)
        if (
            domain
            and not name.isupper()
            and len(domain[1].rsplit(".", 1)[-1]) > 1
            and " " not in name
            and not re.fullmatch(r"(\w\.)+\w?", name)
        ):
            self.domains[domain[1].lower()].add(number)
            return
        found = read(name).words
        keys = tuple(w.key for w in found)
        letters = "".join(keys)
        if not keys or len(letters) < 2:
            return
        short = len(keys) == 1 and found[0].shown.isupper() and len(letters) <= 10
        dotted = all(len(k) == 1 for k in keys) and len(keys) > 1
        if found[0].script != "LATIN" and found[0].script != "NONE":
            short = dotted = False
            if found[0].script in {"CJK", "THAI", "HIRAGANA", "KATAKANA", "LAO", "KHMER", "MYANMAR"}:
                self.natives[letters].add(number)
                return
        if short or dotted:
            self.acronyms[letters].add(number)
            self.labels[letters].add(number)
            return
        self._add_words(number, bearing(keys) or keys, keys)
        if found[0].script not in {"LATIN", "NONE"}:  # "Pamirski Most" for "Памирский мост"
            spelled = tuple(latin for k in keys for latin in latin_of(k))
            self._add_words(number, bearing(spelled) or spelled, spelled)

    def _add_words(self, number: int, words: tuple[str, ...], keys: tuple[str, ...]) -> None:
        letters = "".join(keys)
        if not letters:
            return
        own = frozenset(w for w in words if not is_common(w) and not is_place(w))
        place = len(self.names)
        self.names.append(OrganizationName(number, words, own))
        for position, word in enumerate(words):
            self.by_word[word].append((place, position))
        self.joined["".join(words)].add(number)
        self.joined[letters].add(number)
        for start, end in combinations(range(len(words) + 1), 2):  # "#LindenauAdvice" of "Haus Lindenau Advice"
            if 1 < end - start < len(words) and own.intersection(words[start:end]):
                self.joined_parts["".join(words[start:end])].add(number)
        if len(letters) > 6:
            self.labels[letters].add(number)
            self.labels["".join(words)].add(number)
        if len(words) > 2:
            self.derived["".join(w[0] for w in words)].add(number)
            self.derived["".join(k[0] for k in keys if k not in PARTICLES or k in {"of", "and"})].add(number)

    def _learn_domains(self, organizations: tuple[Organization, ...], people: tuple[Person, ...]) -> None:
        places = {o.key: n for n, o in enumerate(organizations)}
        seen: dict[str, set[str | None]] = defaultdict(set)
        for person in people:
            for address in person.emails:
                seen[address.rpartition("@")[2].strip().lower()].add(person.organization)
        for domain, owners in seen.items():
            owner = next(iter(owners))
            if len(owners) == 1 and owner in places and domain.split(".")[0] not in PUBLIC_MAIL and domain.count("."):
                self.domains[domain].add(places[owner])
