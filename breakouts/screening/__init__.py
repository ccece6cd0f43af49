"""The screener: finds what in a text could reveal who took part, by dictionary and rules alone.

Pure Python, no Django, no network, no trained model. See `docs/decisions/screening-by-dictionary-and-rules.md`.
"""

from .records import Finding, Level, Organization, Person, Policy, Roster
from .screener import Screener

__all__ = ["Finding", "Level", "Organization", "Person", "Policy", "Roster", "Screener"]
