"""How a table in a file is to be read: letters, what parts the columns, sheet."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from accounts.errors import Refused
from accounts.tables.encoding import CHOICES, encoding_of

MOST_UNPACKED = 400 * 1024 * 1024
MOST_WORDS = 100 * 1024 * 1024  # of a workbook's table of words, which is held in memory
MOST_COLUMNS = 200
MOST_ROWS = 300_000
DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 20
Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """`form` is "csv" (with whatever parts the columns) or "xlsx"."""

    form: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    lines: int = 0
    """About how many rows there are, to show progress by."""


def look(file: BinaryIO, name: str, *, encoding: str = "", delimiter: str = "", sheet: str = "") -> Table:
    """How the file is to be read; what is given is taken as it is. Raises Refused, in a sentence, for what is none."""
    file.seek(0)
    start = file.read(8)
    if start.startswith(b"PK\x03\x04"):
        return _workbook(file, sheet)
    if start.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")) or PurePath(name).suffix.lower() in {".xls", ".ods", ".pdf"}:
        raise Refused(_("Save the table as XLSX or CSV first, and choose that file."), field="file")
    return _text(file, encoding, delimiter)


def _text(file: BinaryIO, encoding: str, delimiter: str) -> Table:
    encoding = encoding if encoding in CHOICES else encoding_of(file)
    file.seek(0)
    # A whole number of code units, and no half sign at the end.
    sample = file.read(64 * 1024).decode(encoding, "ignore")
    if "\0" in sample:
        raise Refused(_("This is no table that we can read. Choose a CSV or XLSX file."), field="file")
    first = sample.splitlines(keepends=True)[:LOOKED_AT]
    if delimiter not in DELIMITERS:
        named = first[0].strip().lower() if first else ""
        delimiter = named[4] if named.startswith("sep=") and named[4:5] in DELIMITERS else _delimiter(first)
    file.seek(0)
    lines = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    return Table(form="csv", encoding=encoding, delimiter=delimiter, lines=lines)


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


def _workbook(file: BinaryIO, sheet: str) -> Table:
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
    return Table(form="xlsx", sheet=chosen, sheets=list(shown), lines=min(shown[chosen], MOST_ROWS))


def open_workbook(file: BinaryIO) -> Workbook:
    """Formulas are seen as such, not as what they once came to."""
    file.seek(0)
    return load_workbook(file, read_only=True, data_only=False, keep_links=False)
