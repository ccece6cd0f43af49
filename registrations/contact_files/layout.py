"""How a file of contacts is to be read: letters, columns, sheet, and where the headings are."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import PurePath
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from accounts.errors import Refused
from registrations.contact_files.columns import meaning
from registrations.contact_files.encoding import CHOICES, encoding_of

MOST_BYTES = 50 * 1024 * 1024
MOST_UNPACKED = 400 * 1024 * 1024
MOST_WORDS = 100 * 1024 * 1024  # of a workbook's table of words, which is held in memory
MOST_COLUMNS = 200
MOST_ROWS = 300_000
DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 20
Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Layout:
    """`headings` has a name for every column; `heading_line` is 0 where the file has none."""

    form: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    heading_line: int = 0
    headings: list[str] = field(default_factory=list)
    lines: int = 0
    """About how many rows there are, to show progress by."""

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
    file.seek(0)
    start = file.read(8)
    if start.startswith(b"PK\x03\x04"):
        layout = _workbook(file, sheet)
    elif start.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")) or PurePath(name).suffix.lower() in {".xls", ".ods", ".pdf"}:
        raise Refused(_("Save the table as XLSX or CSV first, and choose that file."), field="file")
    else:
        layout = _text(file, encoding, delimiter)
    from registrations.contact_files.rows import raw_rows

    first = list(islice(raw_rows(file, layout), _LOOKED_AT))
    if not first:
        raise Refused(_("There is nothing in this file."), field="file")
    line, headings = _headings(first)
    if len(headings) > MOST_COLUMNS:
        raise Refused(_("This table has more than 200 columns. Take out what is not needed."), field="file")
    return Layout(**{**layout.as_json(), "heading_line": line, "headings": headings})


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


def _text(file: BinaryIO, encoding: str, delimiter: str) -> Layout:
    encoding = encoding if encoding in CHOICES else encoding_of(file)
    file.seek(0)
    # A whole number of code units, and no half sign at the end.
    sample = file.read(64 * 1024).decode(encoding, "ignore")
    if "\0" in sample:
        raise Refused(_("This is no table that we can read. Choose a CSV or XLSX file."), field="file")
    first = sample.splitlines(keepends=True)[:_LOOKED_AT]
    if delimiter not in DELIMITERS:
        named = first[0].strip().lower() if first else ""
        delimiter = named[4] if named.startswith("sep=") and named[4:5] in DELIMITERS else _delimiter(first)
    file.seek(0)
    lines = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    return Layout(form="csv", encoding=encoding, delimiter=delimiter, lines=lines)


def _delimiter(lines: list[str]) -> str:
    """What splits most lines into the same number of columns."""

    def worth(sign: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in _parsed(lines, sign))
        width, often = widths.most_common(1)[0] if widths else (1, 0)
        return (often if width > 1 else 0, width)

    return max(DELIMITERS, key=worth)


def _parsed(lines: list[str], sign: str) -> Iterator[list[str]]:
    try:
        yield from (row for row in csv.reader(lines, delimiter=sign) if row)
    except csv.Error:
        return


def _workbook(file: BinaryIO, sheet: str) -> Layout:
    """Check a workbook before anything unpacks it, and read the names of its sheets."""
    no_workbook = _("This workbook cannot be read. Save it as XLSX or CSV again, and choose that file.")
    try:
        with ZipFile(file) as archive:
            sizes = {info.filename: info.file_size for info in archive.infolist()}
            if sum(sizes.values()) > MOST_UNPACKED or sizes.get("xl/sharedStrings.xml", 0) > MOST_WORDS:
                raise Refused(
                    _("This workbook is too large when it is unpacked. Save the sheet as CSV, and choose that file."),
                    field="file",
                )
            for part in sizes:
                if part.endswith(".xml"):
                    with archive.open(part) as content:
                        if b"<!" in content.read(1024).replace(b"<!--", b""):  # a document type: entities that unfold
                            raise Refused(no_workbook, field="file")
        from registrations.contact_files.rows import open_workbook

        book = open_workbook(file)
        try:
            shown = {one.title: one.max_row or 0 for one in book.worksheets if one.sheet_state == "visible"}
        finally:
            book.close()
    except (BadZipFile, KeyError, ValueError, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise Refused(no_workbook, field="file") from error
    if not shown:
        raise Refused(_("There is nothing in this file."), field="file")
    chosen = sheet if sheet in shown else next(iter(shown))
    return Layout(form="xlsx", sheet=chosen, sheets=list(shown), lines=min(shown[chosen], MOST_ROWS))
