"""The rows of a file, one after the other, in bounded memory."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.spreadsheets import FORMULA_STARTS
from accounts.tables.layout import MOST_COLUMNS, Row, Table, open_workbook


def raw_rows(file: BinaryIO, table: Table) -> Iterator[Row]:
    """(line, cells) of every row that is not empty, headings included."""
    source = _sheet(file, table) if table.form == "xlsx" else _lines(file, table)
    for line, cells in source:
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield line, cells[: MOST_COLUMNS + 1]


def _lines(file: BinaryIO, table: Table) -> Iterator[Row]:
    file.seek(0)
    strict = "strict" if table.encoding.startswith("utf") else "replace"
    text = io.TextIOWrapper(file, encoding=table.encoding, errors=strict, newline="")
    try:
        reader = csv.reader(text, delimiter=table.delimiter)
        line = 1
        for row in reader:
            if not (line == 1 and row and row[0].lower().startswith("sep=")):
                yield line, [_unquoted(cell.strip()) for cell in row]
            line = reader.line_num + 1
    except csv.Error as error:
        raise Refused(
            _("Line %(line)d cannot be read. A quotation mark is opened there and not closed.") % {"line": line}
        ) from error
    except UnicodeError as error:
        raise Refused(_("The letters of this file cannot be read. Save it as “CSV UTF-8”.")) from error
    finally:
        text.detach()  # the file is the caller's to close


def _unquoted(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking the cell for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_STARTS) else cell


def _sheet(file: BinaryIO, table: Table) -> Iterator[Row]:
    try:
        book = open_workbook(file)
        try:
            sheet = book[table.sheet]
            sheet.reset_dimensions()  # what a workbook says of its size may be a million empty columns
            for line, row in enumerate(sheet.iter_rows(values_only=True), start=1):
                yield line, [_unquoted(_words(value)) for value in row[: MOST_COLUMNS + 1]]
        finally:
            book.close()
    except (BadZipFile, KeyError, ValueError, OSError, EOFError, ParseError) as error:
        raise Refused(_("This workbook cannot be read. Save it as XLSX or CSV again, and choose that file.")) from error


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
    if isinstance(value, (bool, int, float, date)):
        return str(value)
    return "="  # a formula that fills several cells
