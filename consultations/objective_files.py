"""Objectives out of a file: one to a row, its number first, as CSV or as the first sheet of a workbook."""

import csv
import io
from collections.abc import Iterable
from zipfile import BadZipFile

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from accounts.errors import Refused
from accounts.text import one_line

MOST_BYTES = 1024 * 1024


def lines_of(file: UploadedFile) -> str:
    """The rows as lines of the form ("4. Title"), to be read over before they are saved; a heading row is left out.

    Raises Refused for what is too large, or neither CSV nor XLSX.
    """
    if (file.size or 0) > MOST_BYTES:
        raise Refused(_("The file may have 1 MB."), field="file")
    content = file.read()
    try:
        rows = _sheet(content) if content.startswith(b"PK\x03\x04") else _separated(content)
        lines = [line for row in rows if (line := _line(row))]
    except (BadZipFile, InvalidFileException, KeyError, ValueError, csv.Error) as error:
        raise Refused(_("This file is neither CSV nor XLSX."), field="file") from error
    if lines and not any(letter.isdigit() for letter in lines[0].partition(" ")[0]):
        del lines[0]  # the headings
    if not lines:
        raise Refused(_("There is nothing in this file."), field="file")
    return "\n".join(lines)


def _line(row: Iterable[object]) -> str:
    cells = [one_line(str(cell)) for cell in row if cell is not None and str(cell).strip()]
    if len(cells) < 2:
        return "".join(cells)
    number = cells[0].removesuffix(".0").rstrip(".")  # a workbook keeps 4 as 4.0 now and then
    return f"{number}. {cells[1]}"


def _sheet(content: bytes) -> Iterable[Iterable[object]]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    return book.worksheets[0].iter_rows(values_only=True)


def _separated(content: bytes) -> Iterable[Iterable[object]]:
    if b"\0" in content:
        raise ValueError("This is no text.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)
