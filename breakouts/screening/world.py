"""Countries and areas of the world: ISO 3166-1 alpha-2 codes, English names, what their people are called, regions.

The table is `data/countries.csv`; names follow the UN terminology database, regions the UN M49 standard.
"""

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from .passage import read


@dataclass(frozen=True, slots=True)
class Country:
    """One row of the table; words are lookup keys joined by spaces."""

    iso: str
    region: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str


def phrase(text: str) -> str:
    """A phrase as lookup keys joined by single spaces ("South-East Asia" gives "south east asia")."""
    return " ".join(w.key for w in read(text).words)


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    """All countries and areas."""
    with resources.files(__package__).joinpath("data/countries.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="|"))
    return tuple(
        Country(
            row["iso"],
            row["region"],
            row["name"],
            tuple(dict.fromkeys(phrase(n) for n in (row["name"], *row["aliases"].split(";")) if n)),
            tuple(dict.fromkeys(phrase(d) for d in row["demonyms"].split(";") if d)),
            phrase(row["capital"]),
        )
        for row in rows
    )


@lru_cache(maxsize=1)
def codes_by_name() -> dict[str, str]:
    """ISO codes by every English name, and by themselves in lower case."""
    table: dict[str, str] = {}
    for country in countries():
        for name in country.names:
            table.setdefault(name, country.iso)
            table.setdefault(name.removeprefix("the "), country.iso)
    for country in countries():
        table.setdefault(country.iso.lower(), country.iso)
    return table


@lru_cache(maxsize=4096)
def country_code(value: str | None) -> str | None:
    """The ISO code of a country given as code or English name; None when the table does not know it."""
    if not value:
        return None
    if len(value) == 2 and value.isupper() and value in {c.iso for c in countries()}:
        return value
    return codes_by_name().get(phrase(value).removeprefix("the "))


@lru_cache(maxsize=1)
def _place_words() -> frozenset[str]:
    words = set(_PLACES)
    for country in countries():
        for name in (*country.names, *country.demonyms, country.capital):
            words.update(w for w in name.split() if len(w) > 2)
    return frozenset(words)


def is_place(key: str) -> bool:
    """Whether a word is part of the name of a country, people, capital or large region."""
    return key in _place_words()


_ASIA = ("South-eastern Asia", "Southern Asia", "Eastern Asia", "Central Asia", "Western Asia")
_OCEANIA = ("Melanesia", "Micronesia", "Polynesia", "Australia and New Zealand")
_AFRICA = ("Northern Africa", "Western Africa", "Middle Africa", "Eastern Africa", "Southern Africa")
_EUROPE = ("Southern Europe", "Northern Europe", "Western Europe", "Eastern Europe")
_LATIN = ("South America", "Central America", "Caribbean")
REGIONS: dict[str, tuple[str, ...]] = {
    "asia": _ASIA, "asian": _ASIA, "asia pacific": _ASIA + _OCEANIA, "asia and the pacific": _ASIA + _OCEANIA,
    "south east asia": ("South-eastern Asia",), "southeast asia": ("South-eastern Asia",), "southeast asian": ("South-eastern Asia",),
    "south eastern asia": ("South-eastern Asia",), "south east asian": ("South-eastern Asia",), "south asia": ("Southern Asia",),
    "south asian": ("Southern Asia",), "southern asia": ("Southern Asia",), "south and south west asia": ("Southern Asia",),
    "east asia": ("Eastern Asia",), "east asian": ("Eastern Asia",), "north east asia": ("Eastern Asia",), "eastern asia": ("Eastern Asia",),
    "east and north east asia": ("Eastern Asia",), "central asia": ("Central Asia",), "central asian": ("Central Asia",),
    "north and central asia": ("Central Asia",), "west asia": ("Western Asia",), "western asia": ("Western Asia",),
    "middle east": ("Western Asia",), "the gulf": ("Western Asia",), "middle eastern": ("Western Asia",), "the pacific": _OCEANIA,
    "pacific": _OCEANIA, "pacific islander": _OCEANIA, "pacific island": _OCEANIA, "pacific islands": _OCEANIA, "oceania": _OCEANIA,
    "melanesia": ("Melanesia",), "melanesian": ("Melanesia",), "polynesia": ("Polynesia",), "polynesian": ("Polynesia",),
    "micronesia region": ("Micronesia",), "africa": _AFRICA, "african": _AFRICA, "north africa": ("Northern Africa",),
    "north african": ("Northern Africa",), "west africa": ("Western Africa",), "west african": ("Western Africa",),
    "east africa": ("Eastern Africa",), "east african": ("Eastern Africa",), "southern africa": ("Southern Africa",),
    "central africa": ("Middle Africa",), "horn of africa": ("Eastern Africa",), "sub saharan africa": _AFRICA[1:], "sahel": ("Western Africa",),
    "europe": _EUROPE, "european": _EUROPE, "eastern europe": ("Eastern Europe",), "western europe": ("Western Europe",),
    "eastern european": ("Eastern Europe",), "southern europe": ("Southern Europe",), "northern europe": ("Northern Europe",),
    "latin america": _LATIN, "latin american": _LATIN, "latin america and the caribbean": _LATIN, "caribbean": ("Caribbean",),
    "the caribbean": ("Caribbean",), "south america": ("South America",), "south american": ("South America",),
    "central america": ("Central America",), "central american": ("Central America",), "north america": ("Northern America",),
    "north american": ("Northern America",), "arab": ("Western Asia", "Northern Africa"), "arab region": ("Western Asia", "Northern Africa"),
    "the arab states": ("Western Asia", "Northern Africa"), "mena": ("Western Asia", "Northern Africa"), "the balkans": ("Southern Europe",),
}  # fmt: skip
_PLACES = frozenset(w for r in REGIONS for w in r.split() if len(w) > 3) | {
    "asia",
    "sabah",
    "sarawak",
    "borneo",
    "java",
    "sumatra",
    "luzon",
    "mindanao",
    "visayas",
    "bali",
    "gulf",
    "punjab",
    "kerala",
    "geneva",
    "york",
    "sydney",
    "bangkok",
    "mumbai",
    "delhi",
    "karachi",
    "lahore",
    "dubai",
    "istanbul",
}


@lru_cache(maxsize=64)
def codes_in_region(name: str) -> frozenset[str]:
    """ISO codes of a region named in a text (a key of `REGIONS`)."""
    wanted = REGIONS.get(name, ())
    return frozenset(c.iso for c in countries() if c.region in wanted)
