"""The public tables as they are read: on the page, in the file, and in the preview of the organizers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.countries import COUNTRIES
from consultations.models import Sector
from registrations.measures.breakdowns import GENDER_LABELS
from registrations.measures.disclosure import Column, Shape
from registrations.measures.public import (
    ELSEWHERE,
    GENDER,
    NOT_STATED,
    PART,
    SECTOR,
    column_of,
    countries_of,
    shapes,
)
from registrations.models import PublishedFigures

Words = str | Promise
Number = int | None
"""None stands for a number that is withheld."""


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One line: what people have in common, and a number for each column of the table."""

    label: Words
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class PublicTable:
    """One table of the public page; `columns` are the populations of which it shows anything."""

    key: str
    label: Words
    columns: tuple[PublishedFigures, ...]
    rows: tuple[PublicRow, ...]

    @property
    def totals(self) -> tuple[int, ...]:
        return tuple(column.total for column in self.columns)

    @property
    def withheld(self) -> bool:
        """Whether anything is withheld, and so needs a word of explanation."""
        return any(number is None for row in self.rows for number in row.numbers)


def public_tables(published: Iterable[PublishedFigures]) -> list[PublicTable]:
    """Every table of which some column may be shown, in the order of the page. No query."""
    figures = list(published)
    if not figures:
        return []
    by_table = shapes(figures[0].scheme, countries_of(*figures))
    tables = []
    for table, shape in by_table.items():
        pairs = [(one, column) for one in figures if (column := column_of(one, table, shape)) is not None]
        if pairs:
            shown, columns = zip(*pairs, strict=True)
            tables += [
                PublicTable(key, label, tuple(shown), tuple(rows))
                for key, label, rows in _views(table, shape, columns)
                if rows
            ]
    return tables


def _views(table: str, shape: Shape, columns: tuple[Column, ...]) -> list[tuple[str, str, list[PublicRow]]]:
    if table == SECTOR:
        return [(SECTOR, _("By sector"), _rows({**dict(Sector.choices), NOT_STATED: _("Not stated")}, columns))]
    if table == GENDER:
        return [(GENDER, _("By gender"), _rows(GENDER_LABELS, columns))]
    views = [("country", _("By country or area"), _countries(shape, columns))]
    parts = {key: key.removeprefix(PART) for key in shape.parts[""] if key.startswith(PART)}
    if parts:
        named = {**parts, ELSEWHERE: _("Elsewhere or not stated")}
        missing = {key: name for key, name in named.items() if key != ELSEWHERE or any(c.counts[key] for c in columns)}
        views.insert(0, ("subregion", _("By subregion"), _rows(missing, columns, empty=True)))
    return views


def _rows(labels: Mapping[str, Words], columns: tuple[Column, ...], *, empty: bool = False) -> list[PublicRow]:
    """The rows that there is anybody in, or all of them."""
    return [
        PublicRow(label, _numbers(key, columns))
        for key, label in labels.items()
        if empty or any(column.counts.get(key) for column in columns)
    ]


def _numbers(key: str, columns: tuple[Column, ...]) -> tuple[Number, ...]:
    return tuple(column.counts[key] if column.shown(key) else None for column in columns)


def _countries(shape: Shape, columns: tuple[Column, ...]) -> list[PublicRow]:
    """Countries with a number to show, by name; the others are one line that names none of them."""
    present = {key for key in shape.rows if any(column.counts[key] for column in columns)}
    named = {code: COUNTRIES[code].name for code in present if code in COUNTRIES}
    if NOT_STATED in present:
        named[NOT_STATED] = _("Not stated")
    told = {key for key in named if any(number for number in _numbers(key, columns))}
    rows = [
        PublicRow(named[key], _numbers(key, columns)) for key in sorted(told, key=lambda k: (k == NOT_STATED, named[k]))
    ]
    others = [key for key in named if key not in told]
    if others:
        numbers = tuple(
            sum(column.counts[key] for key in others) if all(column.shown(key) for key in told) else None
            for column in columns
        )
        label = ngettext("%(n)d other", "%(n)d others, together", len(others)) % {"n": len(others)}
        rows.append(PublicRow(label, numbers))
    return rows
