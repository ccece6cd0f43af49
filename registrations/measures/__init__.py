"""Every number that a page or a document shows comes from here (docs/figures.md)."""

from registrations.measures.breakdowns import Breakdown, breakdowns_for, voices_missing
from registrations.measures.catalogue import KEYS
from registrations.measures.count import figures_for
from registrations.measures.figures import Figures, Measure
from registrations.measures.tokens import FILTERS, check_tokens, render_tokens

__all__ = [
    "FILTERS",
    "KEYS",
    "Breakdown",
    "Figures",
    "Measure",
    "breakdowns_for",
    "check_tokens",
    "figures_for",
    "render_tokens",
    "voices_missing",
]
