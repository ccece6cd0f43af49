"""Who takes part, for everybody: the tables that were published, and the same as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.spreadsheets import BYTE_ORDER_MARK, as_csv
from consultations.access import public_page
from consultations.models import Consultation
from registrations.figures_page import with_charts
from registrations.measures.public_tables import PublicTable, public_tables
from registrations.models import PublishedFigures


@public_page
def public_figures(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The published tables, each with its chart; 404 until an organizer has published them."""
    figures = _published(consultation)
    tables = public_tables(figures)
    context = {
        "consultation": consultation,
        "figures": figures,
        "tables": with_charts(tables),
        "withheld": any(table.withheld for table in tables),
    }
    return render(request, "registrations/public_figures.html", context)


@public_page
def public_figures_file(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The same numbers as CSV, one line for each."""
    figures = _published(consultation)
    lines: list[list[object]] = [[_("Table"), _("Row"), _("People who"), _("Number"), _("Counted")]]
    lines += [
        [_("All"), _("Together"), one.get_population_display(), one.total, one.counted_at.isoformat()]
        for one in figures
    ]
    for table in public_tables(figures):
        lines += _lines(table)
    response = HttpResponse(BYTE_ORDER_MARK + as_csv(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{consultation.slug}-figures.csv"'
    return response


def _lines(table: PublicTable) -> list[list[object]]:
    return [
        [
            table.label,
            row.label,
            column.get_population_display(),
            _("withheld") if number is None else number,
            column.counted_at.isoformat(),
        ]
        for row in table.rows
        for column, number in zip(table.columns, row.numbers, strict=True)
    ]


def _published(consultation: Consultation) -> list[PublishedFigures]:
    figures = list(consultation.published_figures.filter(shown=True))
    if not figures:
        raise Http404
    return figures
