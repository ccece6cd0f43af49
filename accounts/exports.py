"""Lists as files: CSV that spreadsheet programs read as UTF-8, and XLSX; no cell is ever a formula."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.functional import Promise
from openpyxl import Workbook

from accounts.spreadsheets import BYTE_ORDER_MARK, as_csv, cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, how a row fills it, and the permission that it needs beyond the list's own."""

    heading: str | Promise
    fill: Callable[[Any], object]
    action: str = ""


def as_file(*, columns: Sequence[Column], rows: Iterable[object], name: str, form: str) -> HttpResponse:
    """The rows as a download named `name`; `form` is "csv" or "xlsx"."""
    lines: list[list[object]] = [[column.heading for column in columns]]
    lines += [[column.fill(row) for column in columns] for row in rows]
    if form == "xlsx":
        response = HttpResponse(_xlsx(lines), content_type=XLSX)
    else:
        response = HttpResponse(BYTE_ORDER_MARK + as_csv(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["Cache-Control"] = "no-store"
    return response


def _xlsx(lines: list[list[object]]) -> bytes:
    out = io.BytesIO()
    _write_xlsx(lines, out)
    return out.getvalue()


def as_stream(*, columns: Sequence[Column], rows: "QuerySet[Any]", name: str, form: str) -> StreamingHttpResponse:
    """The rows as a download of any length: never more than some of them are in memory."""
    lines = _lines(columns, rows)
    if form == "xlsx":
        file = TemporaryFile()  # noqa: SIM115 - closed, and with it gone, when it is sent
        _write_xlsx(lines, file)
        file.seek(0)
        response: StreamingHttpResponse = FileResponse(file, content_type=XLSX)
    else:
        response = StreamingHttpResponse(_csv_parts(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["Cache-Control"] = "no-store"
    return response


def _lines(columns: Sequence[Column], rows: "QuerySet[Any]") -> Iterator[list[object]]:
    yield [column.heading for column in columns]
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        yield [column.fill(row) for column in columns]


def _csv_parts(lines: Iterator[list[object]]) -> Iterator[str]:
    yield BYTE_ORDER_MARK
    while part := list(islice(lines, ROWS_AT_ONCE)):
        yield as_csv(part)


def _write_xlsx(lines: Iterable[list[object]], out: IO[bytes]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in lines:
        sheet.append([cell(value) for value in line])
    book.save(out)
