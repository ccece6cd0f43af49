"""Small charts as SVG: where their lines and bars stand; templates/components/chart_*.html draw them.

A chart is a picture of a table that stands beside it, never in its place: it has a title and a description in words, it
is drawn in the colours of the page, and its series differ by pattern and by words, not by colour alone. Lengths are in
units of the picture, which grows and shrinks with the page; whole ones, so that no language writes them with a comma.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise

WIDTH = 360
_ROOM_FOR_NUMBER = 44
_LABEL, _BAR, _GAP = 17, 11, 9


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `series` is its place among the series and so its pattern. A withheld number has no bar but words."""

    y: int
    length: int
    words: Words
    series: int

    @property
    def text_x(self) -> int:
        return self.length + 5

    @property
    def text_y(self) -> int:
        return self.y + _BAR - 1


@dataclass(frozen=True, slots=True)
class BarGroup:
    label: Words
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars lying on their side, under the name of what they count."""

    id: str
    title: Words
    description: Words
    series: tuple[Words, ...]
    groups: tuple[BarGroup, ...]
    height: int
    width: int = WIDTH
    bar: int = _BAR


def bars(
    *,
    id: str,  # noqa: A002 - it is the id of the element
    title: Words,
    description: Words,
    series: Sequence[Words],
    rows: Sequence[tuple[Words, Sequence[int | None]]],
    withheld: Words = "",
) -> BarChart:
    """A chart of the rows of a table, each with one number for each series; None where it is withheld."""
    most = max((number for _label, numbers in rows for number in numbers if number), default=0) or 1
    groups, y = [], 0
    for label, numbers in rows:
        y += _LABEL
        drawn = []
        for place, number in enumerate(numbers):
            length = 0 if number is None else round((WIDTH - _ROOM_FOR_NUMBER) * number / most)
            drawn.append(Bar(y=y, length=length, words=withheld if number is None else str(number), series=place))
            y += _BAR + 2
        groups.append(BarGroup(label=label, y=y - (_BAR + 2) * len(numbers) - 4, bars=tuple(drawn)))
        y += _GAP
    return BarChart(
        id=id, title=title, description=description, series=tuple(series), groups=tuple(groups), height=max(y, 1)
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `points` as the attribute wants them, and its name where it ends."""

    label: Words
    points: str
    series: int
    label_x: int
    label_y: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A day worth a line across (`x` alone) or an amount (`y` alone), with its name."""

    label: Words
    x: int | None = None
    y: int | None = None
    anchor: str = "start"

    @property
    def text_x(self) -> int:
        at = self.x or 0
        return at - 4 if self.anchor == "end" else at + 4


@dataclass(frozen=True, slots=True)
class Tick:
    label: Words
    at: int
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class LineChart:
    """Amounts over days."""

    id: str
    title: Words
    description: Words
    lines: tuple[Line, ...]
    days: tuple[Mark, ...]
    amounts: tuple[Mark, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    left: int
    right: int
    top: int
    bottom: int
    width: int = WIDTH
    height: int = 220


@dataclass(frozen=True, slots=True)
class Series:
    """Amounts by day, in the order of the days; a day is any whole number, such as days to go."""

    label: Words
    points: Sequence[tuple[int, int]]


_LEFT, _RIGHT, _TOP, _BOTTOM = 34, WIDTH - 6, 14, 192


def lines(
    *,
    id: str,  # noqa: A002 - it is the id of the element
    title: Words,
    description: Words,
    series: Sequence[Series],
    ticks: Sequence[tuple[int, Words]],
    days: Sequence[tuple[int, Words]] = (),
    amounts: Sequence[tuple[int, Words]] = (),
) -> LineChart:
    """A chart of series over the same days, with days and amounts to hold them against."""
    every_day = [day for one in series for day, _n in one.points] + [day for day, _words in (*ticks, *days)]
    first, last = min(every_day, default=0), max(every_day, default=1)
    most = max([n for one in series for _day, n in one.points] + [n for n, _words in amounts], default=0) or 1
    step = nice_step(most)
    ceiling = -(-most // step) * step

    def x(day: int) -> int:
        return round(_LEFT + (_RIGHT - _LEFT) * (day - first) / ((last - first) or 1))

    def y(amount: int) -> int:
        return round(_BOTTOM - (_BOTTOM - _TOP) * amount / ceiling)

    def side(at: int) -> str:
        return "end" if at > WIDTH * 0.6 else "start"

    return LineChart(
        id=id,
        title=title,
        description=description,
        lines=tuple(_line(one, place, x, y) for place, one in enumerate(series) if one.points),
        days=tuple(Mark(words, x=x(day), anchor=side(x(day))) for day, words in days),
        amounts=tuple(Mark(words, y=y(amount)) for amount, words in amounts),
        across=tuple(
            Tick(words, x(day), "start" if day == first else "end" if day == last else "middle") for day, words in ticks
        ),
        up=tuple(Tick(str(amount), y(amount)) for amount in range(0, ceiling + 1, step)),
        left=_LEFT,
        right=_RIGHT,
        top=_TOP,
        bottom=_BOTTOM,
    )


def _line(one: Series, place: int, x: Callable[[int], int], y: Callable[[int], int]) -> Line:
    points = [(x(day), y(amount)) for day, amount in one.points]
    end_x, end_y = points[-1]
    late = end_x > WIDTH * 0.6
    return Line(
        label=one.label,
        points=" ".join(f"{across},{up}" for across, up in points),
        series=place,
        label_x=end_x - 4 if late else end_x + 4,
        label_y=max(end_y - 6, 10),
        anchor="end" if late else "start",
    )


def nice_step(most: int) -> int:
    """The distance of lines across a chart: 1, 2 or 5 with zeros, so that there are at most five."""
    step = 1
    while most > 5 * step:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return step
