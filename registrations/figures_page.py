"""Tables of figures with the charts beside them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.charts import BarChart, LineChart, Series, bars, lines
from registrations.measures.breakdowns import Breakdown
from registrations.measures.public_tables import PublicTable
from registrations.measures.trend import WEEK, Trend

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


def trend_chart(trend: Trend) -> LineChart:
    """Registrations by day, with the close of the call and the places there are."""
    courses = [course for course in (trend.now, trend.before) if course is not None]
    places = trend.now.consultation.capacity
    names = [_("This consultation"), _("The one before")]
    return lines(
        id="chart-trend",
        title=_("Registrations by day"),
        description=_("Each line rises with the people registered. The numbers are those of the table."),
        series=[Series(name, course.points) for name, course in zip(names, courses, strict=False)],
        ticks=[(day, str(abs(day)) if place else _days_away(day)) for place, day in enumerate(_ticks(trend))],
        days=[(0, _("Call closes"))],
        amounts=[(places, ngettext("%(n)d place", "%(n)d places", places) % {"n": places})] if places else [],
    )


def _ticks(trend: Trend) -> list[int]:
    """Days from the close under the chart, five at most: its ends, the close, and whole weeks between."""
    weeks = [day for day in trend.weeks if day % WEEK == 0]
    return weeks[:: -(-len(weeks) // 5)] if weeks else []


def _days_away(day: int) -> str:
    return ngettext("%(n)d day to go", "%(n)d days to go", -day) % {"n": -day} if day < 0 else str(day)


def trend_rows(trend: Trend) -> list[tuple[str, int | None, int | None]]:
    """The table beside it: whole weeks from the close, and the latest day."""
    return [
        (in_days(day), trend.now.at(day), trend.before.at(day) if trend.before is not None else None)
        for day in trend.weeks
    ]


def in_days(day: int) -> str:
    """How far a day is from the close of the call."""
    if not day:
        return _("On the day the call closes")
    words = (
        ngettext("%(n)d day before it closes", "%(n)d days before it closes", -day)
        if day < 0
        else ngettext("%(n)d day after it closed", "%(n)d days after it closed", day)
    )
    return words % {"n": abs(day)}
