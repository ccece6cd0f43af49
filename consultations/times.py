"""Times in words: in the zone of the event, and in the reader's where we know it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.dates import format_date, get_timezone_location
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User

_reader_zone: ContextVar[ZoneInfo | None] = ContextVar("reader_zone", default=None)


@contextmanager
def reading_as(reader: User | AnonymousUser) -> Iterator[None]:
    """While this lasts, times are also given in the reader's own zone, where an account says which that is."""
    zone = None
    if isinstance(reader, User) and reader.timezone in _known_zones():
        zone = ZoneInfo(reader.timezone)
    token = _reader_zone.set(zone)
    try:
        yield
    finally:
        _reader_zone.reset(token)


def babel_locale() -> str:
    """Babel's name for the language of the page; English writes its dates as the United Nations does."""
    language = get_language() or "en"
    if language == "en":
        return "en_GB"
    base, _sep, script = language.partition("-")
    return f"{base}_{script.title()}" if script else base


def day(instant: datetime, zone: ZoneInfo) -> str:
    """ "Thursday 17 December 2026", in the zone given."""
    return _day(instant.astimezone(zone).date(), babel_locale())


def zone_words(zone: ZoneInfo) -> str:
    """ "Bangkok time" from the name of the zone; a zone without a city is called by its name."""
    return _zone_words(zone.key, babel_locale())


def moment(instant: datetime, zone: ZoneInfo) -> str:
    """ "Thursday 17 December 2026, 11:00 Bangkok time (05:00 your time)"."""
    return _with_reader(_span(instant, None, zone), instant, None, zone)


def span(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """ "Thursday 17 December 2026, 11:00–14:30 Bangkok time (05:00–08:30 your time)"."""
    return _with_reader(_span(start, end, zone), start, end, zone)


def hours(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """ "11:00–14:30", in the zone given, for lists under a heading that names day and zone."""
    return f"{start.astimezone(zone):%H:%M}–{end.astimezone(zone):%H:%M}"


def _span(start: datetime, end: datetime | None, zone: ZoneInfo) -> str:
    opening = _("%(day)s, %(time)s") % {"day": day(start, zone), "time": f"{start.astimezone(zone):%H:%M}"}
    if end is None:
        return opening
    if start.astimezone(zone).date() == end.astimezone(zone).date():
        return f"{opening}–{end.astimezone(zone):%H:%M}"
    closing = _("%(day)s, %(time)s") % {"day": day(end, zone), "time": f"{end.astimezone(zone):%H:%M}"}
    return f"{opening} – {closing}"


def _with_reader(words: str, start: datetime, end: datetime | None, zone: ZoneInfo) -> str:
    there = f"{words} {zone_words(zone)}"
    reader = _reader_zone.get()
    if reader is None or start.astimezone(reader).utcoffset() == start.astimezone(zone).utcoffset():
        return there
    same_day = start.astimezone(reader).date() == start.astimezone(zone).date()
    if same_day and (end is None or start.astimezone(reader).date() == end.astimezone(reader).date()):
        here = f"{start.astimezone(reader):%H:%M}" if end is None else hours(start, end, reader)
    else:
        here = _span(start, end, reader)
    return _("%(there)s (%(here)s your time)") % {"there": there, "here": here}


@lru_cache(maxsize=1)
def _known_zones() -> frozenset[str]:
    """Read once: the library looks through the whole database of zones each time it is asked."""
    return frozenset(available_timezones())


@lru_cache(maxsize=512)
def _day(on: date, locale: str) -> str:
    pattern = "EEEE d MMMM y" if locale == "en_GB" else "full"
    return format_date(on, pattern, locale=locale)


@lru_cache(maxsize=512)
def _zone_words(key: str, locale: str) -> str:
    if "/" not in key or key.startswith("Etc/"):
        return key.removeprefix("Etc/")
    city = get_timezone_location(key, locale=Locale.parse(locale), return_city=True)
    return _("%(city)s time") % {"city": city.rsplit("/", 1)[-1]}
