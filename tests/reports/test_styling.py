"""House style on the report's pages and on the command line."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultations.models import OrganizationRole, TeamRole
from registrations.measures import figures_for
from reports.actions.compose import compose_report
from reports.actions.edit import edit_paragraph, fingerprint
from reports.models import ParagraphKind
from reports.styling import advice_on
from reports.tree import build
from tests import factories
from tests.reports.test_pages import page, text_of


@pytest.fixture
def report(rivers, note):
    note("Some 3 gauges were broken.")
    return compose_report(consultation=rivers)


def point(report):
    return report.paragraphs.get(text__contains="gauges")


def advice(report, rule):
    found = advice_on(report, build(report, figures_for(report.consultation)))
    return [one for one in found if one.remark.rule == rule]


def use(client, report, rule, **more):
    (one,) = [one for one in advice(report, rule) if one.paragraph == point(report)]
    data = {"rule": rule, "at": one.remark.start, "before": one.seen, **more}
    return client.post(page("style_use", report, pk=point(report).pk), data, follow=True)


def test_the_list_shows_the_words_where_they_stand(as_organizer, report):
    text = text_of(as_organizer.get(page("style", report)))
    assert "ome 3 gauges" in text
    assert "Write numbers under ten in words: “three”." in text


def test_the_margin_shows_the_remarks_of_the_chosen_paragraph_alone(as_organizer, report):
    assert "Write numbers under ten" not in text_of(as_organizer.get(page("report", report)))
    chosen = text_of(as_organizer.get(page("report", report) + f"?at={point(report).pk}"))
    assert "Write numbers under ten in words: “three”." in chosen


def test_a_suggestion_is_used_with_one_button_and_can_be_undone(as_organizer, report):
    before = point(report).text
    assert "Changed." in text_of(use(as_organizer, report, "numbers", back="list"))
    assert "ome three gauges" in point(report).text
    assert advice(report, "numbers") == []
    as_organizer.post(page("undo", report, number=report.revisions.get().number))
    assert point(report).text == before


def test_a_suggestion_for_a_text_that_was_changed_meanwhile_changes_nothing(as_organizer, report):
    old = point(report).text
    edit_paragraph(paragraph=point(report), text="The 4 gauges.", before=fingerprint(old), actor=None)
    response = use(as_organizer, report, "numbers", before=fingerprint(old))
    assert "Somebody changed this paragraph" in text_of(response)
    assert point(report).text == "The 4 gauges."


def test_what_nobody_suggested_is_refused_with_a_sentence(as_organizer, report):
    response = use(as_organizer, report, "numbers", at="999")
    assert "suggests nothing there any more" in text_of(response)


def test_a_viewer_reads_the_remarks_and_has_no_button(client, report):
    viewer = factories.TeamMemberFactory(consultation=report.consultation, role=TeamRole.VIEWER).user
    client.force_login(viewer)
    html = client.get(page("style", report)).content.decode()
    assert "under ten" in html
    assert "Write “three”" not in html
    assert client.post(page("style_use", report, pk=point(report).pk)).status_code in (403, 404)


def test_consensus_rests_on_a_note_that_was_agreed_in_plenary(rivers, note):
    note("There was consensus about gauges.", heard="agreed")
    note("There was consensus about pumps.", heard="several", heading="practices")
    report = compose_report(consultation=rivers)
    assert ["pumps" in one.paragraph.text for one in advice(report, "consensus")] == [True]


def test_only_organizations_that_the_report_may_name_are_spelled_out(rivers, note):
    public = factories.OrganizationFactory(series=rivers.series, name="River Watch Network", short_name="RWN")
    factories.OrganizationFactory(series=rivers.series, name="Hidden Harbour Union", short_name="HHU")
    OrganizationRole.objects.create(consultation=rivers, organization=public, role="convener", position=0)
    note("The RWN and the HHU met.")
    found = {one.marked: one.remark.suggestion for one in advice(compose_report(consultation=rivers), "abbreviation")}
    assert found["RWN"] == "River Watch Network (RWN)"
    assert found["HHU"] is None


def test_the_title_of_an_objective_is_kept_as_it_is(rivers, note):
    rivers.series.framework.objectives.filter(number="1").update(title="Keep 3 rivers clean")
    note("Keep 3 rivers clean.")
    assert advice(compose_report(consultation=rivers), "numbers") == []


def test_the_command_tells_each_remark_and_answers_in_json(report, capsys):
    call_command("check_style", report.consultation.slug)
    assert "Write numbers under ten in words: “three”. [numbers]" in capsys.readouterr().out
    call_command("check_style", report.consultation.slug, json=True)
    answer = json.loads(capsys.readouterr().out)
    (remark,) = [one for one in answer["remarks"] if one["rule"] == "numbers"]
    assert remark["suggestion"] == "three"
    assert remark["kind"] == "paragraph"
    assert point(report).text[remark["start"] : remark["end"]] == "3"


def test_the_command_says_where_there_is_no_report(rivers):
    with pytest.raises(CommandError, match="There is no report yet"):
        call_command("check_style", rivers.slug)


def test_the_list_costs_the_same_at_one_paragraph_and_at_a_hundred(as_organizer, report):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert as_organizer.get(page("style", report)).status_code == 200
        return len(captured)

    as_organizer.get(page("style", report))
    few = queries()
    section = point(report).section
    for place in range(100):
        report.paragraphs.create(
            section=section, position=1000 + place, kind=ParagraphKind.TEXT, text=f"We organise 4 wells, {place}."
        )
    assert queries() == few
