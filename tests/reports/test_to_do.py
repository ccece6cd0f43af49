"""What is to do in each section, counted in the outline of the editor."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from breakouts.models import Finding
from reports.actions.compose import compose_report
from reports.models import Paragraph, ParagraphKind
from tests.reports.test_pages import page


@pytest.fixture
def report(rivers, note):
    note("The 3 gauges were organised anew.")
    note("The pumps were rusty.", heading="practices")
    return compose_report(consultation=rivers)


def outline(client, report):
    lines = client.get(page("report", report)).context["outline"]
    return {line.title: [words for _tone, words in line.told] for line in lines}


def point(report, words):
    return report.paragraphs.get(text__contains=words)


def test_remarks_on_style_are_counted_in_their_section_and_in_those_above(as_organizer, report):
    told = outline(as_organizer, report)
    assert told["Key challenges"] == ["2 remarks on style"]
    assert told["Good practices"] == []
    # One more is on the lettered section, the only one below its heading.
    assert "3 remarks on style" in told["Outcomes of the consultation"]


def test_findings_that_wait_are_counted_once_a_finding_and_notes_of_the_screener_are_not(as_organizer, report):
    note = point(report, "pumps").evidence.get().note
    for level, start in (("block", 0), ("warn", 4), ("note", 8)):
        Finding.objects.create(note=note, rule="name", level=level, start=start, end=start + 3, message="x")
    Finding.objects.create(
        note=note, rule="age", level="warn", start=0, end=3, message="x", decision="kept", reason_code="topic"
    )
    assert outline(as_organizer, report)["Good practices"] == ["2 findings to decide"]


def test_broken_references_and_figures_are_counted_as_faults(as_organizer, report):
    gone = report.paragraphs.create(section=None, position=900, kind=ParagraphKind.TEXT, text="Nobody prints this.")
    row = point(report, "pumps")
    Paragraph.objects.filter(pk=row.pk).update(text=f"The pumps were rusty, see [¶{gone.pk}].[^gone]")
    assert "2 faults to mend" in outline(as_organizer, report)["Good practices"]


def test_the_outline_costs_the_same_at_one_paragraph_and_at_a_hundred(as_organizer, report):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            as_organizer.get(page("report", report))
        return len(captured)

    queries()
    few = queries()
    section = point(report, "pumps").section
    for place in range(100):
        report.paragraphs.create(
            section=section, position=1000 + place, kind=ParagraphKind.NOTES, text=f"We organise 4 wells.[^x{place}]"
        )
    assert queries() == few
