"""Composing: from accepted notes, statements, text blocks and figures to the first draft of a report."""

from reports.composing.coverage import Coverage, coverage
from reports.composing.draft import Drafted, DraftParagraph, DraftSection
from reports.composing.lead_in import LeadIns
from reports.composing.outcomes import point_text
from reports.composing.whole import draft_report

__all__ = [
    "Coverage",
    "DraftParagraph",
    "DraftSection",
    "Drafted",
    "LeadIns",
    "coverage",
    "draft_report",
    "point_text",
]
