"""Tables of people by sector, country, subregion and gender, and the voices that are missing."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.countries import COUNTRIES, M49, scheme_for, subregion, subregions
from consultations.models import Consultation, Sector
from registrations.measures import gender, places
from registrations.measures.people import Participant, attended, participants, registered, registered_by

Words = str | Promise

FEW = 3
"""Fewer registered people than this, and a voice counts as missing."""

GENDER_LABELS: dict[str, Words] = {
    gender.WOMAN: gettext_lazy("Women"),
    gender.MAN: gettext_lazy("Men"),
    gender.OTHER: gettext_lazy("Described in other words"),
    gender.NOT_STATED: gettext_lazy("Not stated"),
}
_NOBODY_MISSES = {Sector.UN, Sector.GOVERNMENT, Sector.OTHER}


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what people have in common, how many registered, how many attended."""

    label: Words
    registered: int
    attended: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One table for organizers; what may leave the house is made by measures/public.py."""

    key: str
    label: Words
    rows: tuple[Row, ...]

    @property
    def registered(self) -> int:
        return sum(row.registered for row in self.rows)

    @property
    def attended(self) -> int:
        return sum(row.attended for row in self.rows)

    @property
    def most(self) -> int:
        """The largest count, for the scale of a chart."""
        return max((max(row.registered, row.attended) for row in self.rows), default=0)


def breakdowns_for(consultation: Consultation) -> list[Breakdown]:
    """Sector, subregion, country and gender of those registered and those who attended; one query."""
    people = participants(consultation)
    came_first, present = registered(people), attended(people)
    scheme = places.scheme([*came_first, *(person for person in present if not person.registered)])

    def broken(key: str, label: Words, of: Callable[[Participant], str], labels: dict[str, Words]) -> Breakdown:
        first, then = _counts(came_first, of, labels), _counts(present, of, labels)
        rows = tuple(
            Row(words, first[name], then[name]) for name, words in labels.items() if name or first[""] + then[""]
        )
        return Breakdown(key=key, label=label, rows=rows)

    tables = [broken("sector", _("By sector"), lambda person: person.sector, _sector_labels())]
    if scheme:
        seen = {subregion(person.country, scheme) for person in [*came_first, *present]}
        tables.append(
            broken(
                "subregion",
                _("By subregion"),
                lambda person: subregion(person.country, scheme),
                _subregion_labels(scheme, seen),
            )
        )
    tables.append(
        broken(
            "country", _("By country or area"), lambda person: person.country, _country_labels([*came_first, *present])
        )
    )
    tables.append(broken("gender", _("By gender"), lambda person: gender.reading(person.gender), dict(GENDER_LABELS)))
    return tables


def _counts(people: Iterable[Participant], of: Callable[[Participant], str], labels: dict[str, Words]) -> Counter[str]:
    """How many people under each label; what has no label of its own is not stated."""
    return Counter(name if name in labels else "" for name in map(of, people))


def _sector_labels() -> dict[str, Words]:
    return {**dict(Sector.choices), "": _("Not stated")}


def _subregion_labels(scheme: str, seen: set[str]) -> dict[str, Words]:
    """All subregions of a commission; of the world only those that are there."""
    names = [name for name in subregions(scheme) if scheme != M49 or name in seen]
    return {**{name: name for name in names}, "": _("Elsewhere or not stated")}


def _country_labels(people: Iterable[Participant]) -> dict[str, Words]:
    codes = places.countries(people) & COUNTRIES.keys()
    return {
        **{code: COUNTRIES[code].name for code in sorted(codes, key=lambda c: COUNTRIES[c].name)},
        "": _("Not stated"),
    }


@dataclass(frozen=True, slots=True)
class MissingVoice:
    """A subregion or sector with few or none registered; `field` and `value` filter the stakeholder list."""

    label: Words
    registered: int
    field: str
    value: str


def voices_missing(consultation: Consultation) -> list[MissingVoice]:
    """Subregions with nobody and sectors with fewer than three people registered, emptiest first; two queries."""
    by_country = registered_by(consultation, "country")
    by_country.pop("", None)
    scheme = scheme_for(code for code, n in by_country.items() for _person in range(n)) if len(by_country) > 1 else M49
    missing = []
    if scheme != M49:
        present = {subregion(code, scheme) for code in by_country}
        missing = [MissingVoice(name, 0, "subregion", name) for name in subregions(scheme) if name not in present]
    by_sector = registered_by(consultation, "sector")
    missing += [
        MissingVoice(label, by_sector.get(value, 0), "sector", value)
        for value, label in Sector.choices
        if value not in _NOBODY_MISSES and by_sector.get(value, 0) < FEW
    ]
    return sorted(missing, key=lambda voice: voice.registered)
