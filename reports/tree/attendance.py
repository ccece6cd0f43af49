"""The annex of who took part: the published figures, each table beside its chart."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import Consultation
from registrations.measures.public_tables import PublicTable, public_tables
from registrations.models import PublishedFigures
from reports.composing.dates import date_words
from reports.document import Bar, Block, Cell, Figure, Paragraph, Run, Section, Table
from reports.document.tree import Align

WITHHELD = "–"


def attendance(consultation: Consultation) -> Section | None:
    """The annex, or None where no figures are public; one query.

    Its numbers are those of the public page, counted once and withheld where they are small
    (docs/decisions/public-figures.md), so that report and page can never be subtracted from each other.
    """
    figures = list(consultation.published_figures.filter(shown=True))
    tables = [table for table in public_tables(figures) if len(table.rows) > 1]
    if not tables:
        return None
    blocks: list[Block] = [_text(words) for words in _notes(consultation, figures, tables)]
    blocks += [_chart(table) for table in tables]
    return Section((Run(_("Who took part")),), tuple(blocks), numbered=False, annex=True)


def _notes(consultation: Consultation, figures: Sequence[PublishedFigures], tables: Sequence[PublicTable]) -> list[str]:
    """Of whom and when the numbers are, and what a dash means."""
    notes = [_counted(one, date_words(one.counted_at, consultation.zone)) for one in figures]
    notes.append(
        _("Sector, country and gender are people’s own answers, or else their organization’s. Assistants do not count.")
    )
    if any(table.withheld for table in tables):
        notes.append(
            _("A dash stands for a number below %(smallest)d, or one from which such a number could be worked out.")
            % {"smallest": figures[0].smallest}
        )
    return notes


def _counted(figures: PublishedFigures, day: str) -> str:
    words = {
        "who": figures.get_population_display(),
        "total": figures.total,
        "organizations": figures.organizations,
        "day": day,
    }
    if not figures.organizations:
        return _("%(who)s: %(total)d people, counted on %(day)s.") % words
    return (
        ngettext(
            "%(who)s: %(total)d people of %(organizations)d organization, counted on %(day)s.",
            "%(who)s: %(total)d people of %(organizations)d organizations, counted on %(day)s.",
            figures.organizations,
        )
        % words
    )


def _chart(table: PublicTable) -> Figure:
    """The bars are those of the first population that the table shows; the table has all of them."""
    population = table.columns[0].get_population_display()
    bars = tuple(Bar(str(row.label), row.numbers[0], str(row.numbers[0])) for row in table.rows if row.numbers[0])
    header = (_cell(str(table.label)), *(_cell(column.get_population_display()) for column in table.columns))
    rows = tuple((_cell(str(row.label)), *(_cell(_printed(number)) for number in row.numbers)) for row in table.rows)
    return Figure(
        caption=(Run(str(table.label)),),
        description=_("Bars, one for each row of the table below: %(population)s, %(table)s.")
        % {"population": population, "table": table.label},
        bars=bars,
        table=Table(
            header,
            rows,
            widths=(3, *[1] * len(table.columns)),
            align=("start", *_ends(len(table.columns))),
            row_headers=True,
        ),
    )


def _ends(columns: int) -> tuple[Align, ...]:
    """Numbers stand at the end of their column."""
    end: Align = "end"
    return (end,) * columns


def _printed(number: int | None) -> str:
    return WITHHELD if number is None else str(number)


def _cell(text: str) -> Cell:
    return Cell((Run(text),))


def _text(words: str) -> Paragraph:
    return Paragraph((Run(words),), numbered=False)
