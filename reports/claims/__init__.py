"""Claims of a press summary, each held to the paragraphs that it cites. Pure: no Django.

`parse` reads a press text, `check` says what in each claim is stronger than its source, `propose` makes a first text
of the report's own sentences.
"""

from reports.claims.check import Settings, check, check_title
from reports.claims.press import as_text, parse
from reports.claims.propose import propose
from reports.claims.records import Claim, Fault, Rule, Source, Verdict

__all__ = [
    "Claim",
    "Fault",
    "Rule",
    "Settings",
    "Source",
    "Verdict",
    "as_text",
    "check",
    "check_title",
    "parse",
    "propose",
]
