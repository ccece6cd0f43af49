"""What single values mean: addresses, languages, zones, wall times."""

import re
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from consultations.countries import COUNTRIES

LONGEST_EMAIL = 254
LONGEST_LINK = 2000
WALL_TIME = "%Y-%m-%dT%H:%M"

_EMAIL = re.compile(r"[^\s@<>(),:;\\\"\[\]\x00-\x1f\x7f]+@[^\s@<>(),:;\\\"\[\]\x00-\x1f\x7f]+")

# RFC 5646, section 2.1: langtag or privateuse; and the irregular tags of its list of grandfathered ones.
_LANGUAGE_TAG = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})"
    r"(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    r"(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+",
    re.IGNORECASE | re.ASCII,
)
_IRREGULAR_TAG = re.compile(
    r"en-gb-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(?:be-fr|be-nl|ch-de)",
    re.IGNORECASE | re.ASCII,
)

# Areas of ISO 3166-1 for which the United Nations table of countries has no row of its own.
_OTHER_AREAS = re.compile(r"AQ|BL|BQ|BV|CC|CX|GS|HM|IO|MF|PN|SJ|TF|UM")


class NoSuchTimeError(ValueError):
    """The clock never shows this time there: it is put forward past it."""


def is_email(text: str) -> bool:
    """Whether it has the shape of an address. Whether it exists only a message can tell."""
    return len(text) <= LONGEST_EMAIL and _EMAIL.fullmatch(text) is not None


def without_address(key: str) -> str:
    """What stands for the address of a registration that has none, since the format asks for one."""
    return f"{key}@no-address.invalid"


def is_web_address(text: str) -> bool:
    """Whether it is an absolute http or https link."""
    if len(text) > LONGEST_LINK or any(letter.isspace() or not letter.isprintable() for letter in text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def is_language(text: str) -> bool:
    """Whether it is a well-formed BCP 47 language tag."""
    return any(kind.fullmatch(text) for kind in (_LANGUAGE_TAG, _IRREGULAR_TAG))


def is_country(text: str) -> bool:
    """Whether it is an ISO 3166-1 alpha-2 code that is in use."""
    return text in COUNTRIES or _OTHER_AREAS.fullmatch(text) is not None


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def zone_named(name: object) -> ZoneInfo | None:
    """The time zone with an IANA name, or None if there is none."""
    return ZoneInfo(name) if isinstance(name, str) and name in _zones() else None


def instant(wall_time: str, zone: ZoneInfo) -> datetime:
    """The moment at which a clock in the zone shows the time; the first of two where clocks are put back.

    Raises NoSuchTimeError where clocks skip it, ValueError or OverflowError for a date that does not exist.
    """
    local = datetime.strptime(wall_time, WALL_TIME).replace(tzinfo=zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchTimeError(wall_time)
    return moment


def wall_time(moment: datetime, zone: ZoneInfo) -> str:
    """What a clock in the zone shows, to the minute."""
    return f"{moment.astimezone(zone).replace(tzinfo=None):%Y-%m-%dT%H:%M}".rjust(16, "0")
