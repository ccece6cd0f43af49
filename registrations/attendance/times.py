"""The times of a report: wall times in several forms, with the day or the month first, decided once for a file."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

Wall = datetime
"""A time without a zone: the file does not say which."""


class Order(StrEnum):
    """What comes first in 05/10/2026."""

    MONTH = "month"
    DAY = "day"


_BY_NAME_OR_YEAR = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%b %d, %Y %H:%M:%S",
    "%b %d, %Y %H:%M",
    "%b %d, %Y %I:%M:%S %p",
    "%b %d, %Y %I:%M %p",
)
_CLOCKS = ("%I:%M:%S %p", "%I:%M %p", "%H:%M:%S", "%H:%M")
_FORMS = {
    Order.MONTH: (*_BY_NAME_OR_YEAR, *(f"%m/%d/%Y {clock}" for clock in _CLOCKS)),
    Order.DAY: (*_BY_NAME_OR_YEAR, *(f"%d/%m/%Y {clock}" for clock in _CLOCKS)),
}
_NUMBERS = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2}),?(?=\s)")
"""Zoom writes 10/05/2026, Teams 10/5/26 and a comma."""
_MONTHS = 12


@lru_cache(maxsize=4096)
def read_wall(text: str, order: Order) -> Wall | None:
    """The time, or None where it cannot be read in this order."""
    text = _NUMBERS.sub(lambda found: f"{found[1]}/{found[2]}/{_year(found[3])}", " ".join(text.split()), count=1)
    for form in _FORMS[order]:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - the zone is not in the file
        except ValueError:
            continue
    return None


def guessed_order(texts: Iterable[str], day: date | None = None) -> Order | None:
    """What comes first, from a number that can be no month, else from the day of the event; None if nothing tells.

    Where no date is written in numbers, or each reads the same in both orders, it is the month: it makes no difference.
    """
    pairs = {(int(found[1]), int(found[2]), _year(found[3])) for text in texts if (found := _NUMBERS.match(text))}
    if any(first > _MONTHS for first, _second, _year in pairs):
        return Order.DAY
    if all(first == second for first, second, _year in pairs) or any(
        second > _MONTHS for _first, second, _year in pairs
    ):
        return Order.MONTH
    if day is None:
        return None
    by_month = any(_near(day, year, first, second) for first, second, year in pairs)
    by_day = any(_near(day, year, second, first) for first, second, year in pairs)
    if by_month == by_day:
        return None
    return Order.MONTH if by_month else Order.DAY


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _near(day: date, year: int, month: int, number: int) -> bool:
    """Whether this is the event's day, or beside it: the zones of the file and of the event may differ."""
    try:
        return abs((date(year, month, number) - day).days) <= 1
    except ValueError:
        return False
