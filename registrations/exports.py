"""Lists as files: CSV that spreadsheet programs read as UTF-8, and XLSX; no cell is ever a formula."""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import PurePath
from tempfile import TemporaryFile
from typing import IO, Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook

from accounts.models import User
from accounts.spreadsheets import BYTE_ORDER_MARK, as_csv, cell
from consultations.asking import in_words
from consultations.models import AskedOf, Consultation, Question, SeenBy
from registrations.measures import Figures
from registrations.measures.how import HOW
from registrations.measures.words import about
from registrations.models import ContactImport, ImportRow, Registration, RowOutcome

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, how a row fills it, and the permission that it needs beyond the list's own."""

    heading: str | Promise
    fill: Callable[[Any], object]
    action: str = ""


def _attended(row: Registration) -> str:
    attendance = getattr(row, "attendance", None)
    return "" if attendance is None else "yes" if attendance.present else "no"


def _ranked(row: Registration) -> str:
    return " ".join(str(link.group.number) for link in row.preference_links.all())


IDENTITIES, NEEDS = "registrations.see_identities", "registrations.see_needs"

REGISTRATIONS = (
    Column(_("Key"), lambda row: row.key),
    Column(_("Name that others see"), lambda row: row.shown),
    Column(_("Name"), lambda row: row.name, IDENTITIES),
    Column(_("E-mail address"), lambda row: row.email, IDENTITIES),
    Column(_("Organization"), lambda row: row.its_organization),
    Column(_("Position"), lambda row: row.position, IDENTITIES),
    Column(_("Country or area"), lambda row: row.country),
    Column(_("Sector"), lambda row: row.sector),
    Column(_("Gender"), lambda row: row.gender, IDENTITIES),
    Column(_("Languages"), lambda row: " ".join(row.languages)),
    Column(_("Working groups, best first"), _ranked),
    Column(_("State"), lambda row: row.status),
    Column(_("Registered"), lambda row: row.created_at.isoformat(timespec="minutes")),
    Column(_("Attended"), _attended),
    Column(_("Needs"), lambda row: row.needs, NEEDS),
)


def answer_columns(consultation: Consultation) -> list[Column]:
    """A column for each question of the organizers', those that are no longer asked included; one query."""
    questions = consultation.form_questions.filter(asked_of=AskedOf.REGISTRATION)
    return [
        Column(question.label, partial(_answer, question), NEEDS if question.seen_by == SeenBy.NEEDS else IDENTITIES)
        for question in questions
    ]


def _answer(question: Question, row: Registration) -> str:
    """The answer to one question; rows come with their answers prefetched."""
    return next((in_words(question, one.value) for one in row.answers.all() if one.question_id == question.pk), "")


CONTACTS = (
    Column(_("Name"), lambda row: row.name),
    Column(_("E-mail address"), lambda row: row.email),
    Column(_("Organization"), lambda row: row.shown_organization),
    Column(_("Position"), lambda row: row.position),
    Column(_("Country or area"), lambda row: row.its_country),
    Column(_("Sector"), lambda row: row.its_sector),
    Column(_("Languages"), lambda row: " ".join(row.languages)),
    Column(_("Notes"), lambda row: row.notes),
    Column(_("Sources"), lambda row: "; ".join(link.source.name for link in row.source_links.all())),
    Column(_("Call sent"), lambda row: "yes" if getattr(row, "invitation", None) else "no"),
    Column(_("Added"), lambda row: row.added_at.isoformat(timespec="minutes")),
)
ROWS_AT_ONCE = 1000
WHAT_IS_WRONG = _("What is wrong")


def figure_columns(figures: Figures) -> list[Column]:
    """The columns of the file of figures; every line also says when it was counted."""
    return [
        Column(_("Name in texts"), lambda measure: measure.key),
        Column(_("Figure"), lambda measure: measure.label),
        Column(_("Value"), lambda measure: measure.plain),
        Column(_("Unit"), lambda measure: measure.unit[1]),
        Column(_("Population"), lambda measure: measure.population),
        Column(_("How it is counted"), lambda measure: HOW[measure.key]),
        Column(_("Rounding"), lambda measure: measure.rounding),
        Column(_("Rounded"), lambda measure: about(measure.value) if isinstance(measure.value, int) else ""),
        Column(_("As of"), lambda measure: figures.as_of.isoformat(timespec="seconds")),
    ]


def columns_for(user: User, consultation: Consultation, columns: Sequence[Column]) -> list[Column]:
    """The columns that this account may see."""
    return [column for column in columns if not column.action or user.has_perm(column.action, consultation)]


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


def error_file(batch: ContactImport) -> StreamingHttpResponse:
    """The refused rows of a file as they were in it, with a last column that says what is wrong; to be loaded again."""
    columns = batch.layout["headings"]
    rows = batch.rows.filter(outcome=RowOutcome.REFUSED).order_by("line")
    shown = [Column(heading, _cell_at(at)) for at, heading in enumerate(columns) if heading != str(WHAT_IS_WRONG)]
    shown.append(Column(WHAT_IS_WRONG, _what_is_wrong))
    stem = PurePath(batch.file_name).stem or "contacts"
    return as_stream(columns=shown, rows=rows, name=f"{slugify(stem) or 'contacts'}-errors", form=batch.form)


def _cell_at(number: int) -> Callable[[ImportRow], object]:
    return lambda row: row.cells[number] if number < len(row.cells) else ""


def _what_is_wrong(row: ImportRow) -> str:
    return gettext("Line %(line)d: %(problem)s") % {"line": row.line, "problem": row.problem}
