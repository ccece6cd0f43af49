"""Lists to choose from, in the language of the page."""

import unicodedata
from functools import lru_cache
from zoneinfo import available_timezones

from consultations.countries import COUNTRIES
from consultations.templatetags.openfloor import country_name, language_name
from consultations.times import babel_locale

MEETING_LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")


def countries() -> list[tuple[str, str]]:
    """Countries and areas by name, after an empty choice."""
    return list(_countries(babel_locale()))


@lru_cache(maxsize=32)
def _countries(locale: str) -> tuple[tuple[str, str], ...]:
    named = ((code, country_name(code)) for code in COUNTRIES)
    return (("", "—"), *sorted(named, key=lambda pair: _in_order(pair[1])))


def languages(present: list[str]) -> list[tuple[str, str]]:
    """The six official languages, and whichever others are chosen already."""
    tags = [*MEETING_LANGUAGES, *(tag for tag in present if tag not in MEETING_LANGUAGES)]
    return [(tag, language_name(tag)) for tag in tags]


def time_zones() -> list[tuple[str, str]]:
    """The named zones of the world ("Asia/Bangkok")."""
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix")))
    return [(name, name.replace("_", " ")) for name in ("UTC", *names)]


def _in_order(name: str) -> str:
    """A key that puts É beside E."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))
