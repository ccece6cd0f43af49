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
def capitals() -> frozenset[str]:
    """The capitals of the world as lookup phrases."""
    return frozenset(c.capital for c in countries() if c.capital)


def _one_word(name: str) -> tuple[str, ...]:
    """Capitals of several words are left out: "San Jose" must not make a place of every José."""
    return () if " " in name else (name,)


@lru_cache(maxsize=1)
def _place_words() -> frozenset[str]:
    words = set(_PLACES)
    for country in countries():
        for name in (*country.names, *country.demonyms, *_one_word(country.capital)):
            words.update(w for w in name.split() if len(w) > 2)
    return frozenset(words)


def is_place(key: str) -> bool:
    """Whether a word is part of the name of a country, people, capital or large region."""
    return key in _place_words()


@lru_cache(maxsize=1)
def _regions() -> dict[str, tuple[str, ...]]:
    with resources.files(__package__).joinpath("data/regions.csv").open(encoding="utf-8") as rows:
        return {row["name"]: tuple(row["regions"].split(";")) for row in csv.DictReader(rows, delimiter="|")}


REGIONS = _regions()
_PLACES = frozenset(w for r in REGIONS for w in r.split() if len(w) > 3) | frozenset(
    [
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
    ]
)


@lru_cache(maxsize=64)
def codes_in_region(name: str) -> frozenset[str]:
    """ISO codes of a region named in a text (a key of `REGIONS`)."""
    wanted = REGIONS.get(name, ())
    return frozenset(c.iso for c in countries() if c.region in wanted)
