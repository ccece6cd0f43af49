"""The annex of who took part prints the published figures, and nothing else."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import now

from consultations.models import Consultation, OpenCall
from registrations.actions.publishing import hide_figures, publish_figures
from registrations.measures import figures_for
from registrations.measures.public_tables import public_tables
from registrations.models import Attendance, AttendanceSource
from reports.actions.build import write_document
from reports.actions.compose import compose_report
from reports.document import Figure, plain
from reports.models import HouseStyle
from reports.tree import build
from tests import factories
from tests.freezing import publish
from tests.reports.reading import file_text

SECTORS = {"academia": 9, "media": 7, "youth": 2}


@pytest.fixture
def over(rivers, note):
    """The event is over, eighteen people were there, and the annex is asked for."""
    note("The gauges were broken.")
    OpenCall.objects.update(closes_at=now() - timedelta(days=9))
    Consultation.objects.update(starts_at=now() - timedelta(days=2), ends_at=now() - timedelta(days=1))
    for sector, people in SECTORS.items():
        for registration in factories.RegistrationFactory.create_batch(people, consultation=rivers, sector=sector):
            Attendance.objects.create(registration=registration, present=True, source=AttendanceSource.MANUAL)
    HouseStyle.objects.create(consultation=rivers, figures_annex=True)
    return Consultation.objects.get()


def annex(consultation):
    report = compose_report(consultation=consultation)
    document = build(report, figures_for(consultation)).document
    found = [block for block in document.children if getattr(block, "annex", False)]
    return document, found[0] if found else None


def test_before_figures_are_public_there_is_no_annex(over):
    assert annex(over)[1] is None


def test_each_public_table_is_there_beside_its_chart_with_the_same_numbers(over):
    publish_figures(consultation=over, actor=None)
    _document, found = annex(over)
    charts = {plain(block.caption): block for block in found.children if isinstance(block, Figure)}
    tables = public_tables(over.published_figures.all())
    public = {str(table.label): table for table in tables if len(table.rows) > 1}
    assert list(charts) == list(public)
    assert "By sector" in charts
    for label, table in public.items():
        printed = [[plain(cell.runs) for cell in row] for row in charts[label].table.rows]
        shown = [[str(row.label), *("–" if n is None else str(n) for n in row.numbers)] for row in table.rows]
        assert printed == shown
        assert all(bar.text != "–" and bar.value >= 5 for bar in charts[label].bars)


def test_a_small_number_is_a_dash_in_every_format(over):
    publish_figures(consultation=over, actor=None)
    document, found = annex(over)
    sectors = next(
        block for block in found.children if isinstance(block, Figure) and plain(block.caption) == "By sector"
    )
    youth = next(row for row in sectors.table.rows if plain(row[0].runs) == "Youth organizations")
    assert {plain(cell.runs) for cell in youth[1:]} == {"–"}
    for form in ("html", "docx", "pdf"):
        words = file_text(write_document(document, form), form)
        assert "Who took part" in words
        assert "A dash stands for a number below 5" in re.sub(r"\s+", " ", words)


def test_figures_that_are_taken_off_the_public_page_are_not_printed(over):
    publish_figures(consultation=over, actor=None)
    hide_figures(consultation=over, actor=None)
    assert annex(over)[1] is None


def test_the_annex_is_screened_and_published_with_the_report(over):
    publish_figures(consultation=over, actor=None)
    report = publish(compose_report(consultation=over))
    assert report.status == "published"
    assert "Who took part" in str(report.tree)
