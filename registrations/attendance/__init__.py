"""Reading the meeting platform's report, and finding whose rows are in it."""

from registrations.attendance.matching import Certainty, Found, find
from registrations.attendance.people import Attendee, put_together
from registrations.attendance.report import Row, Visit, date_order, read_report, read_rows, visits_of
from registrations.attendance.times import Order

__all__ = [
    "Attendee",
    "Certainty",
    "Found",
    "Order",
    "Row",
    "Visit",
    "date_order",
    "find",
    "put_together",
    "read_report",
    "read_rows",
    "visits_of",
]
