"""How a file of contacts is to be read: letters, columns, sheet, and where the headings are."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from accounts import tables
from accounts.errors import Refused
from accounts.tables import LOOKED_AT, MOST_COLUMNS, MOST_ROWS, Row, raw_rows
from registrations.contact_files.columns import meaning

MOST_BYTES = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Layout(tables.Table):
    """`headings` has a name for every column; `heading_line` is 0 where the file has none."""

    heading_line: int = 0
    headings: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def column_names(self) -> list[str]:
        """The headings as somebody reads them: with the letter of the column where they are empty or there twice."""
        often = Counter(self.headings)
        return [
            _("Column %(letter)s") % {"letter": letter(number)}
            if not words
            else f"{words} ({letter(number)})"
            if often[words] > 1
            else words
            for number, words in enumerate(self.headings)
        ]


def look(file: BinaryIO, name: str, *, encoding: str = "", delimiter: str = "", sheet: str = "") -> Layout:
    """How the file is to be read; what is given is taken as it is. Raises Refused, in a sentence, for what is none."""
    if _size(file) > MOST_BYTES:
        raise Refused(_("This file is larger than 50 MB. Split it, and load one part after the other."), field="file")
    table = tables.look(file, name, encoding=encoding, delimiter=delimiter, sheet=sheet)
    first = list(islice(raw_rows(file, table), LOOKED_AT))
    if not first:
        raise Refused(_("There is nothing in this file."), field="file")
    line, headings = _headings(first)
    if len(headings) > MOST_COLUMNS:
        raise Refused(_("This table has more than 200 columns. Take out what is not needed."), field="file")
    return Layout(**asdict(table), heading_line=line, headings=headings)


def letter(number: int) -> str:
    """The letter of a column, as spreadsheets name it: A … Z, AA …"""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def _size(file: BinaryIO) -> int:
    return file.seek(0, io.SEEK_END)


def _headings(first: list[Row]) -> tuple[int, list[str]]:
    """The line of the headings, which may come after a title, and one for each column that any of these rows has."""
    width = max(len(cells) for _line, cells in first)
    for line, cells in first:
        if any(meaning(cell) == "email" for cell in cells):
            return line, _filled(cells, width)
        if any("@" in cell for cell in cells):  # an address: the rows have begun, and there are no headings
            break
    line, cells = first[0]
    if any("@" in cell for cell in cells):
        return 0, [""] * width
    return line, _filled(cells, width)


def _filled(cells: list[str], width: int) -> list[str]:
    return [" ".join(cell.split())[:100] for cell in cells] + [""] * (width - len(cells))


def data_rows(file: BinaryIO, layout: Layout, *, after: int = 0) -> Iterator[Row]:
    """(line, cells) of every row under the headings that is not empty, from the line after `after` on."""
    begin = max(after, layout.heading_line)
    count = 0
    for line, cells in raw_rows(file, layout):
        if line <= layout.heading_line:
            continue
        count += 1
        if count > MOST_ROWS:
            raise Refused(_("There is room for 300,000 rows. Split the file, and load one part after the other."))
        if line > begin:
            yield line, cells
