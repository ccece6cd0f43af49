"""Reading the meeting platform's report, and finding whose rows are in it."""

from registrations.attendance.matching import Match, matched
from registrations.attendance.report import Visit, read_report

__all__ = ["Match", "Visit", "matched", "read_report"]
