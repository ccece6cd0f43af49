"""The public tables: who took part, by sector, subregion, country and gender, as far as it may be said.

The people of one population (those who attended, those who registered) are counted under the rows of each table, and
measures/disclosure.py decides what of it may be shown, beside the population that is published already. All tables
share their total, which is shown, and nothing else; so each can be held to the promise alone.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from consultations.countries import COUNTRIES, subregion, subregions
from consultations.models import Consultation, Sector
from registrations.measures import gender, places
from registrations.measures.disclosure import EVERYBODY, Column, Shape, protect, small
from registrations.measures.people import Participant
from registrations.models import Population, PublishedFigures

SECTOR, PLACE, GENDER = "sector", "place", "gender"
NOT_STATED, ELSEWHERE = "not_stated", "elsewhere"
PART = "subregion:"
"""What the key of a subregion begins with; the key of a country is its code."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The people of one population, ready for the tables."""

    population: Population
    people: list[Participant]

    @property
    def organizations(self) -> int:
        return len({person.organization for person in self.people} - {""})

    def rows(self) -> dict[str, dict[str, int]]:
        """How many people there are in each row of each table."""
        known_sectors = set(Sector.values)
        return {
            SECTOR: _count(person.sector if person.sector in known_sectors else NOT_STATED for person in self.people),
            PLACE: _count(person.country if person.country in COUNTRIES else NOT_STATED for person in self.people),
            GENDER: _count(gender.reading(person.gender) for person in self.people),
        }


def _count(rows: object) -> dict[str, int]:
    return dict(Counter(rows))  # type: ignore[call-overload]


def shapes(scheme: str, countries: set[str]) -> dict[str, Shape]:
    """How each table is broken down; the countries are those of all columns."""
    if scheme:
        above = {PART + name: EVERYBODY for name in subregions(scheme)} | {ELSEWHERE: EVERYBODY, NOT_STATED: ELSEWHERE}
        for code in countries:
            name = subregion(code, scheme)
            above[code] = PART + name if name else ELSEWHERE
        childless = {part for part in above if part.startswith(PART)} - set(above.values())
        place = {key: part for key, part in above.items() if key not in childless}
        place |= dict.fromkeys(childless, EVERYBODY)
    else:
        place = dict.fromkeys([*countries, NOT_STATED], EVERYBODY)
    readings = (gender.WOMAN, gender.MAN, gender.OTHER, gender.NOT_STATED)
    return {
        SECTOR: Shape(dict.fromkeys([*Sector.values, NOT_STATED], EVERYBODY)),
        PLACE: Shape(dict(sorted(place.items()))),
        GENDER: Shape(dict.fromkeys(readings, EVERYBODY)),
    }


def prepared(
    consultation: Consultation, counted: Counted, *, earlier: PublishedFigures | None, scheme: str, at: datetime
) -> PublishedFigures | None:
    """What may be published of a population, not saved; None where even its number may not be said."""
    smallest = earlier.smallest if earlier else consultation.k_min
    total = len(counted.people)
    if small(total, smallest) or (earlier and small(total - earlier.total, smallest)):
        return None
    rows = counted.rows()
    found = PublishedFigures(
        consultation=consultation,
        population=counted.population,
        counted_at=at,
        smallest=smallest,
        scheme=earlier.scheme if earlier else scheme,
        total=total,
        organizations=counted.organizations,
        counts=rows,
        withheld={},
    )
    for table, shape in shapes(found.scheme, countries_of(found, earlier)).items():
        before = column_of(earlier, table, shape) if earlier else None
        column = protect(shape, rows[table], earlier=before, smallest=smallest)
        found.withheld[table] = sorted(column.withheld) if column else None
    return found


def countries_of(*figures: PublishedFigures | None) -> set[str]:
    """The codes of all countries that are counted in some population."""
    return {code for one in figures if one for code in one.counts[PLACE]} - {NOT_STATED}


def column_of(figures: PublishedFigures, table: str, shape: Shape) -> Column | None:
    """One column of a table as it was published; None where the table is not shown."""
    withheld = figures.withheld[table]
    if withheld is None:
        return None
    counts: Mapping[str, int] = figures.counts[table]
    return Column(shape, shape.with_sums(counts), frozenset(withheld))


def scheme_of(populations: list[Counted]) -> str:
    """The grouping of countries that fits everybody."""
    return places.scheme([person for one in populations for person in one.people])
