"""Tables of figures with the charts beside them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from consultations.charts import BarChart, bars
from registrations.measures.breakdowns import Breakdown
from registrations.measures.public_tables import PublicTable

MOST_BARS = 20
"""A longer table has no chart: nobody reads it."""


def with_charts(tables: Iterable[PublicTable]) -> list[tuple[PublicTable, BarChart | None]]:
    """Each public table with its chart, where there is something to draw."""
    return [(table, _chart(table)) for table in tables]


def _chart(table: PublicTable) -> BarChart | None:
    drawable = sum(any(row.numbers) for row in table.rows) > 1
    if not drawable or len(table.rows) > MOST_BARS:
        return None
    return bars(
        id=f"chart-{table.key}",
        title=str(table.label),
        description=_("The longest bar is the largest number. The numbers are those of the table."),
        series=[column.get_population_display() for column in table.columns],
        rows=[(row.label, row.numbers) for row in table.rows],
        withheld=_("withheld"),
    )


def breakdown_charts(breakdowns: Iterable[Breakdown], *, attended: bool) -> list[tuple[Breakdown, BarChart | None]]:
    """Each of the organizers' tables with its chart; `attended`: whether attendance is known."""
    series = [_("Registered"), *([_("Attended")] if attended else [])]
    return [
        (
            one,
            bars(
                id=f"chart-{one.key}",
                title=str(one.label),
                description=_("The longest bar is the largest number. The numbers are those of the table."),
                series=series,
                rows=[(row.label, (row.registered, row.attended)[: len(series)]) for row in one.rows],
            )
            if 1 < len(one.rows) <= MOST_BARS
            else None,
        )
        for one in breakdowns
    ]
