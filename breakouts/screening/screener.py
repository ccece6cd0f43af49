"""The screener: all rules over one text, answers merged, on-record speakers and allowed surfaces let pass."""

from collections.abc import Iterator
from copy import copy

from .attributes import find_attributes
from .contacts import ContactIndex, find_contacts
from .counting import DescriptorIndex
from .descriptors import find_descriptors
from .first_person import find_first_person
from .lexicon import words
from .life_stories import StatementIndex, find_life_stories
from .messages import MESSAGES, suggest
from .name_index import NameIndex
from .names import find_names
from .organization_index import OrganizationIndex
from .organizations import find_organizations
from .other_languages import find_in_other_languages
from .passage import Passage, read
from .positions import find_positions
from .records import RANK, Finding, Hit, Policy, Roster
from .roles import find_roles
from .topics import find_topics
from .unknown_names import find_unknown_names

_REFERENCES = words("plenary_parts")
_SPEECHES = words("speeches")
_WITHIN = (["in"], ["at"], ["during"])
_THE = (["the"], ["her"], ["his"], ["their"])


class Screener:
    """Screens texts against one roster. Built once per roster, used for any number of texts.

    `on_record` are the statements made on the record: a life story that resembles one of them would
    tie an unnamed participant to a named speaker, and is a warning instead of a note.
    """

    def __init__(self, roster: Roster, policy: Policy | None = None, *, on_record: tuple[str, ...] = ()) -> None:
        """Build the lookup tables."""
        self.roster = roster
        self.policy = policy or Policy()
        self._names = NameIndex(roster.people)
        self._organizations = OrganizationIndex(roster.organizations, roster.people)
        self._contacts = ContactIndex(roster.people, self._organizations)
        self._descriptors = DescriptorIndex(roster, self.policy)
        self._statements = StatementIndex(on_record)
        self._allowed = frozenset(self.policy.allow)
        places = {o.key: n for n, o in enumerate(roster.organizations)}
        self._home = {n: places[p.organization] for n, p in enumerate(roster.people) if p.organization in places}
        self._speakers = {n for n, p in enumerate(roster.people) if p.on_record_sessions}

    def under(self, policy: Policy) -> "Screener":
        """A screener of the same roster under another policy; the tables are shared, not built again."""
        other = copy(self)
        other.policy, other._allowed = policy, frozenset(policy.allow)
        if (policy.k_min, policy.organizations_min) != (self.policy.k_min, self.policy.organizations_min):
            other._descriptors = DescriptorIndex(self.roster, policy)
        return other

    def screen(self, text: str, *, room: str | None = None, session: str | None = None) -> list[Finding]:
        """Everything in `text` that could reveal somebody, in the order of the text.

        `room` is where the text was noted (None: somewhere at the event); `session` is the plenary session
        it reports, in which the people who agreed to be named there may be named.
        """
        passage = read(text)
        if not passage.words:
            return []
        hits = [h for h in self._hits(passage, room) if not self._passes(passage, h, session)]
        return [self._finding(passage, hit) for hit in _merge(hits)]

    def _hits(self, passage: Passage, room: str | None) -> Iterator[Hit]:
        names = list(find_names(passage, self._names))
        organizations = list(find_organizations(passage, self._organizations))
        yield from names
        yield from organizations
        yield from find_roles(passage, organizations, self._descriptors)
        yield from find_contacts(passage.folded, self._contacts)
        yield from find_unknown_names(passage, [*names, *organizations])
        yield from find_descriptors(passage, self._descriptors, room)
        yield from find_topics(passage, self._descriptors, room)
        yield from find_attributes(passage)
        yield from find_positions(passage)
        yield from find_in_other_languages(passage, self._descriptors, room)
        yield from find_life_stories(passage, self._statements)
        yield from find_first_person(passage)

    def _passes(self, passage: Passage, hit: Hit, session: str | None) -> bool:
        if passage.text[hit.start : hit.end] in self._allowed:
            return True
        if session is not None:
            named = {n for n in self._speakers if session in self.roster.people[n].on_record_sessions}
            if hit.people & named:
                return True
            if hit.organizations and hit.organizations & {self._home.get(n, -1) for n in named}:
                return True
        return bool(hit.people & self._speakers) and hit.rule in {"name", "name-part"} and _cites_plenary(passage, hit)

    def _finding(self, passage: Passage, hit: Hit) -> Finding:
        surface = passage.text[hit.start : hit.end]
        message = MESSAGES[hit.rule].format(k=self.policy.k_min, organizations=self.policy.organizations_min)
        return Finding(
            hit.rule, hit.level, hit.start, hit.end, surface, message, hit.suggestion or suggest(passage, hit)
        )


def _cites_plenary(passage: Passage, hit: Hit) -> bool:
    """ "the opening remarks of Ms. Asis": what was said on the record, referred to in a working group."""
    after = [w.key for w in passage.words if w.start >= hit.end][:5]
    if passage.text[hit.end : hit.end + 2].lower() in {"'s", "’s"} and _REFERENCES.intersection(after[:3]):
        return True
    # "said in the plenary", but not "said in closing"
    if after[1:2] in _WITHIN and after[2:3] in _THE and _REFERENCES.intersection(after[3:]):
        return True
    before = [w for w in passage.words if w.end <= hit.start][-6:]
    keys = [w.key for w in before]
    cited = bool(_REFERENCES.intersection(keys)) and bool(_SPEECHES.intersection(keys))
    return cited and bool(keys) and keys[-1] in {"of", "by", "from", "de", "du", "par", "por"}


def _merge(hits: list[Hit]) -> list[Hit]:
    """Without answers that lie within an equally strong or stronger one."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (-RANK[h.level], h.start - h.end, h.start, h.rule)):
        if not any(k.start <= hit.start and hit.end <= k.end for k in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: (h.start, h.end))
