"""What may be published of tables about the same people, seen together. No Django.

A table breaks the people down (by sector; by subregion and country; by gender); a column counts some of them (those
who attended, those who registered). The total of a column is published. The promise, for a smallest count of five:

1. No published number, and no number that follows from published ones by adding and subtracting, counts one to four
   people: not in a column, and not between the columns (“registered in Nepal and did not attend”).
2. No withheld count of one to four, and no withheld difference of one to four, can be pinned down by a reader who
   also knows that counts are whole numbers, that withheld ones are not zero, and for each row which of its two
   numbers is the larger (measures/residual.py).

Zero is published: it counts nobody. Columns are taken one after the other, and what an earlier one shows stays shown,
because it may have been read; only the later column gives way. Withholding goes on, smallest counts first and equals
together, until the promise holds; in the end a whole table of the later column may stay unpublished.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from registrations.measures.residual import Arc, network

SMALLEST_SHOWN = 5
EVERYBODY = ""

Counts = Mapping[str, int]
Withheld = frozenset[str]


@dataclass(frozen=True)
class Shape:
    """How a table is broken down. `above` names the part that each row or part belongs to, "" for everybody."""

    above: Mapping[str, str]

    @cached_property
    def rows(self) -> frozenset[str]:
        """The rows that nothing else is part of."""
        return frozenset(self.above) - frozenset(self.above.values())

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """What each part is the sum of."""
        below: dict[str, list[str]] = {EVERYBODY: []}
        for key, part in self.above.items():
            below.setdefault(part, []).append(key)
        return {part: tuple(keys) for part, keys in below.items()}

    def with_sums(self, counts: Counts) -> dict[str, int]:
        """The counts of the rows, with those of the parts and of everybody added."""
        whole = dict.fromkeys([*self.above, EVERYBODY], 0)
        for row in self.rows:
            for key in (row, *self.line(row)):
                whole[key] += counts.get(row, 0)
        return whole

    def line(self, key: str) -> list[str]:
        """The parts that a row or part belongs to, nearest first, everybody last."""
        found = []
        while key != EVERYBODY:
            key = self.above[key]
            found.append(key)
        return found

    def rows_of(self, key: str) -> frozenset[str]:
        """The rows under a part; a row alone for itself."""
        if key in self.rows:
            return frozenset([key])
        return frozenset(row for below in self.parts.get(key, ()) for row in self.rows_of(below))


@dataclass(frozen=True)
class Column:
    """One column of a table as it may be published."""

    shape: Shape
    counts: Counts
    """With sums."""
    withheld: Withheld

    def shown(self, key: str) -> bool:
        return key not in self.withheld

    @cached_property
    def known(self) -> dict[str, frozenset[str]]:
        """Rows whose sum follows from what is shown, under the nearest part that is shown above them.

        All that adding and subtracting can give are sums of these.
        """
        groups: dict[str, set[str]] = {}
        for row in self.shape.rows:
            groups.setdefault(self.anchor(row), set()).add(row)
        return {key: frozenset(rows) for key, rows in groups.items()}

    def anchor(self, key: str) -> str:
        """The row or part itself where it is shown, or else the nearest shown one that it belongs to."""
        return next(one for one in (key, *self.shape.line(key)) if self.shown(one))

    def total(self, rows: Iterable[str]) -> int:
        return sum(self.counts[row] for row in rows)

    def also(self, more: Iterable[str]) -> "Column":
        return Column(self.shape, self.counts, self.withheld | frozenset(more))


def small(count: int, smallest: int) -> bool:
    """Whether this many people, or this many more or fewer, could point at somebody."""
    return 0 < abs(count) < smallest


def protect(
    shape: Shape, counts: Counts, *, earlier: Column | None = None, smallest: int = SMALLEST_SHOWN
) -> Column | None:
    """What may be published of a new column, beside the one that is published already; None where nothing may."""
    whole = shape.with_sums(counts)
    if small(whole[EVERYBODY], smallest):
        return None
    if earlier is not None and small(whole[EVERYBODY] - earlier.counts[EVERYBODY], smallest):
        return None
    column = Column(shape, whole, frozenset(key for key in shape.above if small(whole[key], smallest)))
    while True:
        wrong = _faults(column, earlier, smallest)
        if not wrong:
            return column
        more = {key for fault in wrong for key in _next(column, fault)}
        if EVERYBODY in more:
            return None
        column = column.also(more)


@dataclass(frozen=True)
class Fault:
    """Where the promise is broken; `itself`: by the number shown there, rather than by what is withheld below it."""

    key: str
    itself: bool


def _faults(column: Column, earlier: Column | None, smallest: int) -> set[Fault]:
    """All breaches of one sort; plain sums first, for they are quick to find."""
    wrong = {
        Fault(anchor, itself=False)
        for anchor, rows in column.known.items()
        if anchor in column.shape.parts and not _hides(column, rows, smallest)
    }
    if not wrong and earlier is not None:
        wrong = _between(column, earlier, smallest)
    return wrong or _pinned(column, earlier, smallest)


def _hides(column: Column, rows: frozenset[str], smallest: int) -> bool:
    """Whether withheld rows with a known sum leave room, also for somebody who knows how they were chosen.

    One row is its sum. Several are pinned where the sum is the least they can have, or the most if all are small.
    """
    counts = [column.counts[row] for row in rows if column.counts[row]]
    number, total = len(counts), sum(counts)
    return not total or (number > 1 and total >= smallest and total not in {number, number * (smallest - 1)})


def _between(column: Column, earlier: Column, smallest: int) -> set[Fault]:
    """Where the same people can be worked out in both columns, and the difference is small."""
    wrong = {
        Fault(key, itself=True)
        for key in column.shape.above
        if column.shown(key) and small(column.counts[key] - earlier.counts[key], smallest) and _follows(earlier, key)
    }
    for rows, anchors in _in_both(column, earlier):
        if small(column.total(rows) - earlier.total(rows), smallest):
            least = min(anchors, key=lambda anchor: (column.counts[anchor], anchor))
            wrong.add(Fault(least, itself=least in column.shape.rows))
    return wrong


def _follows(column: Column, key: str) -> bool:
    """Whether the number can be worked out by adding and subtracting."""
    inside = column.shape.rows_of(key)
    return all(column.known[column.anchor(row)] <= inside for row in inside)


def _in_both(column: Column, earlier: Column) -> list[tuple[frozenset[str], set[str]]]:
    """The smallest groups of rows whose sum follows in both columns, with what gives them away in the new one."""
    groups: list[tuple[frozenset[str], set[str]]] = [(rows, {anchor}) for anchor, rows in column.known.items()]
    for rows in earlier.known.values():
        apart = [group for group in groups if not group[0] & rows]
        touched = [group for group in groups if group[0] & rows]
        joined = frozenset[str]().union(*(inside for inside, _anchors in touched))
        groups = [*apart, (joined, {anchor for _inside, anchors in touched for anchor in anchors})]
    return groups


def _pinned(column: Column, earlier: Column | None, smallest: int) -> set[Fault]:
    """Rows and parts of which a small withheld count, or a small difference, has only one possible value."""
    first, second = (earlier, column) if earlier is not None else (column, None)
    net = network(
        column.shape.above,
        column.shape.rows,
        (first.counts, first.withheld),
        (second.counts, second.withheld) if second else None,
    )
    return {Fault(key, itself=True) for name, key in _delicate(first, second, smallest) if net.pinned((name, key))}


def _delicate(first: Column, second: Column | None, smallest: int) -> list[Arc]:
    """The counts and differences that are small, and so must not be pinned."""
    both = [("first", first), *([("second", second)] if second else [])]
    arcs = [(name, key) for name, column in both for key in first.shape.above if small(column.counts[key], smallest)]
    if second is not None:
        gaps = {key: first.counts[key] - second.counts[key] for key in first.shape.above}
        arcs += [("difference", key) for key, gap in gaps.items() if small(gap, smallest)]
    return arcs


def _next(column: Column, fault: Fault) -> set[str]:
    """What to withhold next because of a fault: the number itself, or the smallest that is shown beside the others."""
    shown = column.shown(fault.key)
    if fault.itself and shown and column.counts[fault.key]:
        return {fault.key}
    anchor = column.anchor(column.shape.above[fault.key] if fault.itself and shown else fault.key)
    beside = _topmost(column, anchor)
    if not beside:
        return {anchor}
    least = min(column.counts[key] for key in beside)
    return {key for key in beside if column.counts[key] == least}


def _topmost(column: Column, part: str) -> list[str]:
    """What is shown, and not zero, directly below a part or below what is withheld there."""
    found = []
    for key in column.shape.parts.get(part, ()):
        if not column.shown(key):
            found += _topmost(column, key)
        elif column.counts[key]:
            found.append(key)
    return found
