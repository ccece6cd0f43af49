"""What the cells of one row mean: an address, a name, a country, a sector, languages; or what is wrong with them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from babel import Locale
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from consultations.countries import COUNTRIES
from consultations.models import Sector
from registrations.contact_files.columns import FIELDS, folded

LONGEST = {"name": 300, "organization": 300, "position": 300, "notes": 5000}
_OFFICIAL = ("en", "fr", "es", "ar", "zh", "ru")
# Looked up under their own names, too; for all 600 of them that takes seconds.
_WITH_OWN_NAMES = (
    *(
        "ar",
        "bn",
        "de",
        "el",
        "es",
        "fa",
        "fil",
        "fr",
        "he",
        "hi",
        "hy",
        "id",
        "it",
        "ja",
        "ka",
        "kk",
        "km",
        "ko",
        "ky",
    ),
    *("lo", "mn", "ms", "my", "ne", "nl", "pl", "ps", "pt", "ro", "ru", "si", "so", "sv", "sw", "ta", "tg", "th", "tk"),
    *("tr", "uk", "ur", "uz", "vi", "zh"),
)
_ADDRESS = re.compile(r"[^\s<>,;\"'()\[\]]+@[^\s<>,;\"'()\[\]]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_BETWEEN_LANGUAGES = re.compile(r"\s*(?:[,;/|&+\n،、]|\band\b|\bet\b|\by\b)\s*", re.IGNORECASE)
_valid_address = EmailValidator()

_OTHER_COUNTRIES = {
    "usa": "US",
    "u s a": "US",
    "united states": "US",
    "uk": "GB",
    "great britain": "GB",
    "south korea": "KR",
    "korea": "KR",
    "north korea": "KP",
    "russia": "RU",
    "iran": "IR",
    "syria": "SY",
    "laos": "LA",
    "vietnam": "VN",
    "bolivia": "BO",
    "venezuela": "VE",
    "tanzania": "TZ",
    "moldova": "MD",
    "palestine": "PS",
    "turkey": "TR",
    "czech republic": "CZ",
    "ivory coast": "CI",
    "cape verde": "CV",
    "swaziland": "SZ",
    "macedonia": "MK",
    "burma": "MM",
    "brunei": "BN",
    "east timor": "TL",
    "the gambia": "GM",
    "holland": "NL",
    "the netherlands": "NL",
    "netherlands": "NL",
}
_OTHER_SECTORS = {
    "ngo": Sector.CIVIL_SOCIETY,
    "ngos": Sector.CIVIL_SOCIETY,
    "cso": Sector.CIVIL_SOCIETY,
    "csos": Sector.CIVIL_SOCIETY,
    "civil society organization": Sector.CIVIL_SOCIETY,
    "civil society organizations": Sector.CIVIL_SOCIETY,
    "civil society organisation": Sector.CIVIL_SOCIETY,
    "non governmental organization": Sector.CIVIL_SOCIETY,
    "migrant": Sector.MIGRANTS,
    "diaspora": Sector.DIASPORA,
    "community": Sector.COMMUNITY,
    "faith": Sector.FAITH_BASED,
    "faith based organization": Sector.FAITH_BASED,
    "religious": Sector.FAITH_BASED,
    "academic": Sector.ACADEMIA,
    "university": Sector.ACADEMIA,
    "research": Sector.ACADEMIA,
    "business": Sector.PRIVATE_SECTOR,
    "company": Sector.PRIVATE_SECTOR,
    "private": Sector.PRIVATE_SECTOR,
    "parliamentarian": Sector.PARLIAMENT,
    "parliament": Sector.PARLIAMENT,
    "trade union": Sector.TRADE_UNION,
    "union": Sector.TRADE_UNION,
    "workers organization": Sector.TRADE_UNION,
    "nhri": Sector.NHRI,
    "national human rights institution": Sector.NHRI,
    "red cross": Sector.RED_CROSS_RED_CRESCENT,
    "red crescent": Sector.RED_CROSS_RED_CRESCENT,
    "local authority": Sector.LOCAL_AUTHORITY,
    "local government": Sector.LOCAL_AUTHORITY,
    "municipality": Sector.LOCAL_AUTHORITY,
    "youth organization": Sector.YOUTH,
    "journalist": Sector.MEDIA,
    "press": Sector.MEDIA,
    "ministry": Sector.GOVERNMENT,
    "state": Sector.GOVERNMENT,
    "member state": Sector.GOVERNMENT,
    "un entity": Sector.UN,
    "un agency": Sector.UN,
    "united nations entity": Sector.UN,
    "international organization": Sector.OTHER,
}


@dataclass(slots=True)
class Contact:
    """One row, understood. `problems` are sentences; with any of them the row is not loaded."""

    email: str = ""
    name: str = ""
    organization_name: str = ""
    position: str = ""
    country: str = ""
    sector: str = ""
    languages: list[str] = field(default_factory=list)
    notes: str = ""
    problems: list[str] = field(default_factory=list)


class Reader:
    """Understands rows whose columns mean what `columns` says ({field: number of the column})."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        self.columns = columns

    def read(self, cells: Sequence[str]) -> Contact:
        found = Contact()
        words = {name: self._cell(cells, name, found) for name in self.columns}
        parts = [" ".join(words.get(name, "").split()) for name in ("first_name", "last_name")]
        found.name = " ".join(words.get("name", "").split()) or " ".join(part for part in parts if part)
        self._address(words.get("email", ""), found)
        found.organization_name = " ".join(words.get("organization", "").split())
        found.position = " ".join(words.get("position", "").split())
        found.notes = words.get("notes", "")
        found.country = self._known(words.get("country", ""), _countries(), _NO_COUNTRY, found)
        found.sector = self._known(words.get("sector", ""), _sectors(), _NO_SECTOR, found)
        self._languages(words.get("languages", ""), found)
        self._lengths(found)
        return found

    def _cell(self, cells: Sequence[str], name: str, found: Contact) -> str:
        number = self.columns[name]
        words = cells[number] if number < len(cells) else ""
        if not words.isprintable():
            words = _CONTROL.sub("", words)
        words = words.replace("\xa0", " ").strip()
        if words.startswith("="):
            found.problems.append(
                _("The cell under “%(column)s” holds a formula. Paste it as its value.") % {"column": FIELDS[name]}
            )
            return ""
        return words

    def _address(self, words: str, found: Contact) -> None:
        """ "Maro Telvane <maro@people.example>" gives a name, too, where the row has none."""
        if not words:
            if not found.problems:
                found.problems.append(_("There is no e-mail address in this row."))
            return
        addresses = {one.removeprefix("mailto:").strip(".:").lower(): None for one in _ADDRESS.findall(words)}
        if len(addresses) > 1:
            found.problems.append(
                _("There are %(number)d addresses in one cell. Give each person a row of their own.")
                % {"number": len(addresses)}
            )
            return
        found.email = next(iter(addresses), words.lower())
        try:
            if len(found.email) > 254:
                raise ValidationError("too long")
            _valid_address(found.email)
        except ValidationError:
            found.problems.append(
                _("“%(words)s” is no e-mail address. It should look like name@example.org.") % {"words": words[:100]}
            )
            return
        around = words[: words.find("<")].strip(" \"'") if "<" in words else ""
        found.name = found.name or " ".join(around.split())

    def _known(self, words: str, index: Mapping[str, str], sentence: str, found: Contact) -> str:
        if not words:
            return ""
        value = _looked_up(words, index)
        if value is None:
            found.problems.append(_(sentence) % {"words": words[:100]})
        return value or ""

    def _languages(self, words: str, found: Contact) -> None:
        index = _languages()
        if not words:
            return
        whole = _looked_up(words, index)
        for one in [words] if whole else _BETWEEN_LANGUAGES.split(words):
            if not one.strip():
                continue
            tag = _looked_up(one, index)
            if tag is None and all(part in index and len(part) <= 3 for part in folded(one).split()):
                # "en fr", as our own lists write them
                found.languages += [index[part] for part in folded(one).split()]
            elif tag is None:
                found.problems.append(_("We know no language called “%(words)s”.") % {"words": one[:100]})
            elif tag not in found.languages:
                found.languages.append(tag)

    def _lengths(self, found: Contact) -> None:
        for name, longest in LONGEST.items():
            words = getattr(found, "organization_name" if name == "organization" else name)
            if len(words) > longest:
                found.problems.append(
                    _("The text under “%(column)s” is longer than %(longest)d letters. Is a quotation mark missing?")
                    % {"column": FIELDS[name], "longest": longest}
                )


def _looked_up(words: str, index: Mapping[str, str]) -> str | None:
    """The value of a word, with what stands in brackets or without; most words come plain."""
    plain = words.lower()
    return index.get(plain) or index.get(folded(words)) or index.get(folded(words.split("(")[0]))


def _noop(sentence: str) -> str:
    """Marks a sentence for translation where it is filled later."""
    return sentence


_NO_COUNTRY = _noop("We know no country or area called “%(words)s”. Use its name in English, or two letters as in NP.")
_NO_SECTOR = _noop("We know no sector called “%(words)s”. Use the words of the list of sectors.")


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """Countries and areas by code and by their names in the official languages."""
    index = {folded(name): code for name, code in _OTHER_COUNTRIES.items()}
    for language in reversed(_OFFICIAL):
        territories = Locale.parse(language).territories
        index |= {folded(str(territories[code])): code for code in COUNTRIES if code in territories}
    for code, country in COUNTRIES.items():
        index |= {
            folded(country.name): code,
            folded(country.name.split("(")[0]): code,
            folded(country.name.removeprefix("The ")): code,
            code.lower(): code,
        }
    return index


@lru_cache(maxsize=1)
def _sectors() -> dict[str, str]:
    index = {folded(words): value.value for words, value in _OTHER_SECTORS.items()}
    for value, label in Sector.choices:
        index |= {folded(value): value, folded(value.replace("_", " ")): value, folded(str(label)): value}
    return index


@lru_cache(maxsize=1)
def _languages() -> dict[str, str]:
    """Language tags by code, by their names in the official languages, and by their own."""
    tags = [str(tag) for tag in Locale.parse("en").languages if "_" not in str(tag)]
    index = {"عربي": "ar", "mandarin": "zh", "zh hans": "zh", "zh hant": "zh"}
    for language in reversed(_OFFICIAL):
        known = Locale.parse(language).languages
        index |= {folded(str(known[tag])): tag for tag in tags if tag in known}
    for tag in _WITH_OWN_NAMES:
        own = Locale.parse(tag).get_language_name()
        if own:
            index.setdefault(folded(own), tag)
    return index | {tag: tag for tag in tags}
