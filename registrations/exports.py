"""Lists of this app as files: which columns, and who may see them."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import PurePath

from django.http import StreamingHttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.exports import Column, as_stream
from accounts.models import User
from consultations.asking import in_words
from consultations.models import AskedOf, Consultation, Question, SeenBy
from registrations.measures import Figures
from registrations.measures.how import HOW
from registrations.measures.words import about
from registrations.models import ContactImport, ImportRow, Registration, RowOutcome


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
    Column(_("Comes with"), lambda row: row.assists.key if row.assists else ""),
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


SUPPORT = (
    Column(_("Key"), lambda row: row.key),
    Column(_("Name that others see"), lambda row: row.registration.shown_name),
    Column(_("Organization"), lambda row: row.registration.shown_organization),
    Column(_("Country or area"), lambda row: row.registration.country),
    Column(_("What"), lambda row: row.kind),
    Column(_("Details"), lambda row: row.details),
    Column(_("Needs"), lambda row: row.registration.needs),
    Column(_("State"), lambda row: row.status),
    Column(_("Cost"), lambda row: row.cost),
    Column(_("Reason"), lambda row: row.reason),
    Column(_("Asked"), lambda row: row.asked_at.isoformat(timespec="minutes")),
)

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
