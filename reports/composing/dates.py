"""Dates as reports write them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from consultations.times import babel_locale


def date_words(instant: datetime, zone: ZoneInfo) -> str:
    """ "17 December 2026", in the zone given."""
    return day_words(instant.astimezone(zone).date())


def day_words(day: date) -> str:
    """ "17 December 2026"."""
    locale = babel_locale()
    return format_date(day, "d MMMM y" if locale == "en_GB" else "long", locale=locale)


def language_of(languages: list[str]) -> str:
    """The language a report is written in: English where it is among the languages of the meeting, else the first.

    English too where the first is one that we know no dates in.
    """
    if not languages or "en" in languages:
        return "en"
    try:
        Locale.parse(languages[0], sep="-")
    except (UnknownLocaleError, ValueError):
        return "en"
    return languages[0]
