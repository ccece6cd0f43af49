"""Small cells in public tables: what could point at one person is not shown, nor can it be worked out.

The rule, for one column of counts with its total: a count from 1 to 4 is withheld (primary). Then further rows are
withheld, smallest first (secondary), until the sum of what is withheld, which anyone can work out from the total,
leaves more than one possibility for every small count. Where no row is left to withhold, the total is withheld too,
and with it every row. Zero is shown: it describes nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass

SMALLEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of people by a property; `rows` maps a label to a count."""

    rows: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.rows.values())


@dataclass(frozen=True, slots=True)
class PublicTable:
    """What may be published of a table; None stands for a withheld number."""

    rows: Mapping[str, int | None]
    total: int | None

    @property
    def withheld(self) -> bool:
        """Whether anything is withheld, and so needs a word of explanation."""
        return self.total is None or None in self.rows.values()


def suppress(table: Table, *, smallest: int = SMALLEST_SHOWN) -> PublicTable:
    """The table as it may be published (the rule is at the top of this module)."""
    shown = sorted((count, label) for label, count in table.rows.items() if count > 0)
    hidden = [pair for pair in shown if pair[0] < smallest]
    waiting = shown[len(hidden) :]
    while hidden and not _hides(sum(count for count, _ in hidden), len(hidden), smallest):
        if not waiting:
            return PublicTable(rows=dict.fromkeys(table.rows), total=None)
        tied = [
            pair for pair in waiting if pair[0] == waiting[0][0]
        ]  # to choose among equals would tell which is which
        hidden, waiting = [*hidden, *tied], waiting[len(tied) :]
    labels = {label for _, label in hidden}
    rows = {label: None if label in labels else count for label, count in table.rows.items()}
    return PublicTable(rows=rows, total=table.total)


def _hides(total: int, rows: int, smallest: int) -> bool:
    """Whether `rows` withheld counts with a known sum leave each of them more than one possible value.

    One row is its sum. Several are pinned where the sum is the least they can have (all 1), or the most that they can
    have if all are small.
    """
    return rows > 1 and total > rows and total != rows * (smallest - 1) and total >= smallest
