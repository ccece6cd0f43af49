"""How long everything is kept: the one list that the purge, the pages and docs/retention.md read."""

from reports.retention.people import RULES as _PEOPLE
from reports.retention.places import RULES as _PLACES
from reports.retention.rest import RULES as _REST
from reports.retention.rule import Past, Rule, Since
from reports.retention.words import RULES as _WORDS

RULES: tuple[Rule, ...] = (*_WORDS, *_PLACES, *_PEOPLE, *_REST)

__all__ = ["RULES", "Past", "Rule", "Since", "rule"]


def rule(key: str) -> Rule:
    """The rule of this key; KeyError where there is none."""
    return _BY_KEY[key]


_BY_KEY = {one.key: one for one in RULES}
