"""What a figure is: a value with its unit, its population, its rounding and the instant it was counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.errors import Refused
from registrations.measures.words import capital, listed, words

Value = int | tuple[str, ...] | str | None

ROUNDING = "“about”: to the nearest 10 from 40, to the nearest 5 from 10 to 39, exact below 10"
FORMAT = 1


class UnknownFigure(Refused, ValueError):  # noqa: N818 - it reads as what happened
    """No figure has this name. A ValueError too, so that templates look on among the attributes."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure. `value` is a count, a list of names, a sentence, or None where it is not known yet.

    `unit` is what is counted, singular and plural; `population` says among whom.
    """

    key: str
    label: str | Promise
    unit: tuple[str, str]
    population: str
    value: Value

    @property
    def rounding(self) -> str:
        """The rounding of `|about`; a list or sentence has none."""
        return ROUNDING if isinstance(self.value, int) else ""

    @property
    def plain(self) -> int | str:
        """The value for a table: a number, or a text with the names of a list."""
        if self.value is None:
            return _("not known yet")
        return "; ".join(self.value) if isinstance(self.value, tuple) else self.value

    @property
    def token(self) -> str:
        """What a text holds in the place of this figure, as it is most often written."""
        form = (
            "|about"
            if isinstance(self.value, int) and self.value > 9
            else "|list"
            if isinstance(self.value, tuple)
            else ""
        )
        return f"{{{{ {self.key}{form} }}}}"

    @property
    def noun(self) -> str:
        """The unit in the number that the value asks for."""
        return self.unit[0] if self.value == 1 else self.unit[1]

    @property
    def sentence(self) -> str:
        """The figure as an exact sentence: "80 people attended.", or what is not known."""
        if self.value is None:
            return _("%(label)s: not known yet.") % {"label": self.label}
        if isinstance(self.value, int):
            return capital(f"{words(self.value)} {self.noun} {self.population}.")
        return self.value if isinstance(self.value, str) else capital(listed(self.value))


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a consultation at one instant. Freezing a report keeps `to_json()`."""

    as_of: datetime
    measures: Mapping[str, Measure]

    def __getitem__(self, key: str) -> Measure:
        try:
            return self.measures[key]
        except KeyError:
            raise UnknownFigure(
                _("There is no figure called “%(name)s”. The figures are: %(known)s.")
                % {"name": key, "known": ", ".join(sorted(self.measures))}
            ) from None

    def known(self, key: str) -> bool:
        """Whether there is something to print: not None, no empty list, no withheld sentence."""
        return self[key].value not in (None, (), "")

    def count(self, key: str) -> int:
        """The value of a counted figure; 0 where it is not known. For arithmetic, not for print."""
        value = self[key].value
        return value if isinstance(value, int) else 0

    def names(self, key: str) -> tuple[str, ...]:
        """The items of a list."""
        value = self[key].value
        return value if isinstance(value, tuple) else ()

    def to_json(self) -> dict[str, Any]:
        """All of it, for freezing."""
        rows = {
            key: {
                "label": str(measure.label),
                "unit": list(measure.unit),
                "population": measure.population,
                "value": list(measure.value) if isinstance(measure.value, tuple) else measure.value,
            }
            for key, measure in self.measures.items()
        }
        return {"format": FORMAT, "as_of": self.as_of.isoformat(), "measures": rows}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Figures":
        """What `to_json` gave. Raises Refused for anything else."""
        try:
            as_of = parse_datetime(data["as_of"])
            measures = {key: _measure(key, row) for key, row in data["measures"].items()}
        except (KeyError, TypeError, ValueError, AttributeError):
            as_of = None
        if as_of is None or data.get("format") != FORMAT:
            raise Refused(_("These frozen figures cannot be read."))
        return cls(as_of=as_of, measures=measures)


def _measure(key: str, row: Mapping[str, Any]) -> Measure:
    value = row["value"]
    singular, plural = row["unit"]
    return Measure(
        key=key,
        label=row["label"],
        unit=(singular, plural),
        population=row["population"],
        value=tuple(value) if isinstance(value, list) else value,
    )
