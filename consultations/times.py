"""Times in words: in the zone of the event, and in the reader's where we know it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.dates import format_date, get_timezone_location
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Reader:
    """The zone in which somebody reads. `chosen` on this page it is called by its name, else "your time"."""

    zone: ZoneInfo
    chosen: bool = False


_reader: ContextVar[Reader | None] = ContextVar("reader", default=None)


@contextmanager
def reading_in(zone: ZoneInfo) -> Iterator[None]:
    """While this lasts, times are also given in a zone that the reader chose for this page."""
    token = _reader.set(Reader(zone, chosen=True))
    try:
        yield
    finally:
        _reader.reset(token)


@contextmanager
def reading_as(reader: User | AnonymousUser) -> Iterator[None]:
    """While this lasts, times are also given in the reader's own zone, where an account says which that is."""
    zone = known_zone(reader.timezone) if isinstance(reader, User) else None
    token = _reader.set(Reader(zone) if zone else None)
    try:
        yield
    finally:
        _reader.reset(token)


@contextmanager
def for_letters() -> Iterator[None]:
    """While this lasts, times are those of the event alone: a letter is not read by who has it written."""
    token = _reader.set(None)
    try:
        yield
    finally:
        _reader.reset(token)


def known_zone(name: str) -> ZoneInfo | None:
    """The zone of this name, or None where the world has none."""
    return ZoneInfo(name) if name in _known_zones() else None


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


def hours_here(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """The same hours where the reader is: "05:00–08:30 your time, the day before"; nothing where clocks agree."""
    reader = _reader.get()
    if reader is None or _clocks_agree(start, zone, reader.zone):
        return ""
    words = _in_zone_of(reader, hours(start, end, reader.zone))
    apart = (start.astimezone(reader.zone).date() - start.astimezone(zone).date()).days
    if apart > 0:
        return _("%(time)s, next day") % {"time": words}
    return _("%(time)s, the day before") % {"time": words} if apart < 0 else words


def ends_next_day(start: datetime, end: datetime, zone: ZoneInfo) -> bool:
    """Whether it goes on past midnight."""
    return start.astimezone(zone).date() < end.astimezone(zone).date()


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
    reader = _reader.get()
    if reader is None or _clocks_agree(start, zone, reader.zone):
        return there
    own = reader.zone
    same_day = start.astimezone(own).date() == start.astimezone(zone).date()
    if same_day and (end is None or start.astimezone(own).date() == end.astimezone(own).date()):
        here = f"{start.astimezone(own):%H:%M}" if end is None else hours(start, end, own)
    else:
        here = _span(start, end, own)
    return _("%(there)s (%(here)s)") % {"there": there, "here": _in_zone_of(reader, here)}


def _clocks_agree(instant: datetime, one: ZoneInfo, other: ZoneInfo) -> bool:
    return instant.astimezone(one).utcoffset() == instant.astimezone(other).utcoffset()


def _in_zone_of(reader: Reader, time: str) -> str:
    if reader.chosen:
        return _("%(time)s %(zone)s") % {"time": time, "zone": zone_words(reader.zone)}
    return _("%(time)s your time") % {"time": time}


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
