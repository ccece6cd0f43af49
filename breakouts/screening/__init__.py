"""The screener: finds what in a text could reveal who took part, by dictionary and rules alone.

Pure Python, no Django, no network, no trained model. See `docs/decisions/screening-by-dictionary-and-rules.md`.
"""

from .edition import edition
from .jigsaw import Pair, find_pairs
from .records import Finding, Level, Organization, Person, Policy, Roster
from .screener import Screener

__all__ = [
    "Finding",
    "Level",
    "Organization",
    "Pair",
    "Person",
    "Policy",
    "Roster",
    "Screener",
    "edition",
    "find_pairs",
]
