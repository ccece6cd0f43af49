"""The report's pages: for the team, and for everybody once it is published."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from breakouts.coverage import coverage, unconfirmed_blanks
from consultations.models import TeamRole
from reports.actions.compose import compose_report, latest_version
from reports.actions.edit import fingerprint
from reports.models import ParagraphKind
from reports.tree import filename
from tests import factories
from tests.freezing import clear, freeze, publish


@pytest.fixture
def report(rivers, note):
    note("The gauges were broken.", heard="one")
    return compose_report(consultation=rivers)


def page(name, report, **more):
    return reverse(f"reports:{name}", args=[report.consultation.slug, *more.values()])


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_nothing_of_a_draft_is_reachable_by_guessing(client, report):
    for form in ("pdf", "docx", "html", "json"):
        assert client.get(page("download", report, form=form)).status_code == 404
    assert client.get(page("public", report)).status_code == 404
    freeze(report)
    assert client.get(page("public", report)).status_code == 404


def test_a_published_report_is_a_page_with_contents_anchors_and_downloads(client, report):
    publish(report)
    response = client.get(page("public", report))
    html = response.content.decode()
    assert response.status_code == 200
    assert "A participant noted that the gauges were broken." in html
    for target in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{target}"' in html, target
    assert 'id="p1"' in html
    for publication in latest_version(report.consultation).publications.all():
        assert publication.sha256 in html
        file = client.get(page("download", report, form=publication.format))
        assert file.status_code == 200
        assert f'filename="{filename(report, publication.format)}"' in file["Content-Disposition"]
    assert client.get(page("download", report, form="json")).status_code == 404


def test_the_published_page_asks_for_little_and_sends_little(client, migration):
    report = migration.report
    publish(report)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(page("public", report), headers={"Accept-Encoding": "gzip"})
    assert len(queries) <= 5
    assert len(response.content) < 60_000


def test_the_published_version_stays_while_another_is_written(client, report, rivers, note):
    publish(report)
    note("The pumps were rusty.")
    compose_report(consultation=rivers)
    assert "pumps" not in text_of(client.get(page("public", report)))


def test_the_team_page_shows_paper_evidence_and_coverage(as_organizer, report, note):
    note("The pumps were rusty.")
    response = as_organizer.get(page("report", report))
    text = text_of(response)
    assert "A participant noted that the gauges were broken." in text
    assert "rests on 1 note" in text
    assert "Not used" in text
    assert "The pumps were rusty. New paragraph" in text
    assert response["Cache-Control"].startswith("max-age=0")


def test_before_there_is_a_report_the_page_offers_to_compose_one(as_organizer, rivers, note):
    note("The gauges were broken.")
    url = reverse("reports:report", args=[rivers.slug])
    assert "1 accepted note would go into it" in text_of(as_organizer.get(url))
    as_organizer.post(reverse("reports:compose", args=[rivers.slug]))
    assert "A participant" not in text_of(as_organizer.get(url)), "several people were heard"
    assert "Participants noted that the gauges were broken." in text_of(as_organizer.get(url))


def test_the_way_to_publication_can_be_walked_on_the_pages(as_organizer, report, client):
    for step in ("freeze", "reopen", "freeze", "publish"):
        if step == "publish":
            clear(latest_version(report.consultation))
        url = page("step", report, step=step)
        assert "?" in text_of(as_organizer.get(url))
        assert as_organizer.post(url).status_code == 302
    assert latest_version(report.consultation).status == "published"
    assert client.get(page("public", report)).status_code == 200


def test_what_helps_to_write_stays_away_once_the_report_is_published(as_organizer, report, note):
    url, anew = page("report", report), page("compose", report)
    draft = text_of(as_organizer.get(url))
    assert "screened again before the report is frozen" in draft
    assert anew in as_organizer.get(url).text
    publish(report)
    note("The pumps were rusty.")
    published = as_organizer.get(url).text
    assert "before the report is frozen" not in published
    assert "Every word was screened when the report was frozen." in published
    assert "Correct the report" in published
    assert "To bring them in, correct the report" in published
    assert anew not in published


def test_a_step_that_the_screening_stops_says_where_and_not_who(as_organizer, report):
    factories.RegistrationFactory(consultation=report.consultation, name="Quistberg Oyelaran")
    paragraph = report.paragraphs.get(kind=ParagraphKind.NOTES)
    paragraph.text = "As Quistberg Oyelaran had seen, it was dry."
    paragraph.save()
    text = text_of(as_organizer.post(page("step", report, step="freeze"), follow=True))
    assert "must not be printed (name)" in text
    assert "must not be printed (name)" in text_of(as_organizer.get(page("check", report)))


def test_the_evidence_page_tells_heading_group_round_and_count_and_the_words_to_organizers_alone(
    client, as_organizer, report
):
    paragraph = report.paragraphs.get(kind=ParagraphKind.NOTES)
    url = page("evidence", report, pk=paragraph.pk)
    text = text_of(as_organizer.get(url))
    assert "Group 1, round 1 · Key challenges · heard: one" in text
    assert text.count("gauges were broken") == 2
    viewer = factories.TeamMemberFactory(consultation=report.consultation, role=TeamRole.VIEWER).user
    client.force_login(viewer)
    seen = text_of(client.get(url))
    assert seen.count("gauges were broken") == 1
    assert "Change the text" not in seen


def test_a_viewer_reads_the_draft_and_is_offered_nothing_that_changes_it(client, report):
    viewer = factories.TeamMemberFactory(consultation=report.consultation, role=TeamRole.VIEWER).user
    client.force_login(viewer)
    html = client.get(page("report", report)).content.decode()
    assert "the gauges were broken" in html
    for name in ("step", "compose", "edit"):
        assert f"/report/{name}/" not in html
    assert "/edit/" not in html


def test_a_paragraph_is_changed_on_its_page_and_nothing_typed_is_lost(as_organizer, report):
    paragraph = report.paragraphs.get(kind=ParagraphKind.NOTES)
    url = page("edit", report, pk=paragraph.pk)
    assert "The notes that the paragraph rests on stay with it" in text_of(as_organizer.get(url))
    late = as_organizer.post(url, {"text": "My words were these.", "before": "stale"})
    assert "My words were these." in late.content.decode()
    assert "Somebody changed this paragraph" in text_of(late)
    saved = as_organizer.post(url, {"text": "My words were these.", "before": fingerprint(paragraph.text)})
    assert saved.status_code == 302
    assert "#p" in saved["Location"]
    paragraph.refresh_from_db()
    assert paragraph.text == "My words were these."


def test_files_of_a_draft_are_marked(as_organizer, report):
    response = as_organizer.get(page("file", report, form="html"))
    assert "DRAFT" in text_of(response)
    assert "draft-" in response["Content-Disposition"]


def test_the_team_page_costs_the_same_for_many_paragraphs_as_for_few(as_organizer, rivers, note):
    costs = []
    for count in (1, 15):
        for _turn in range(count):
            note("The gauges were broken.")
        report = compose_report(consultation=rivers)
        as_organizer.get(page("report", report))
        with CaptureQueriesContext(connection) as queries:
            as_organizer.get(page("report", report))
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_page_of_the_call_leads_to_the_report_once_there_is_one(client, report):
    call = report.consultation.get_absolute_url()
    assert page("public", report) not in client.get(call).content.decode()
    publish(report)
    assert page("public", report) in client.get(call).content.decode()


def test_the_operators_site_shows_versions_and_no_word_of_them(client, report):
    operator = factories.UserFactory(is_staff=True, is_superuser=True)
    client.force_login(operator)
    publish(report)
    for url in ("admin:reports_report_changelist", "admin:reports_publication_changelist"):
        response = client.get(reverse(url))
        assert "gauges" not in response.content.decode()
    change = client.get(reverse("admin:reports_report_change", args=[report.pk]))
    assert "gauges" not in change.content.decode()


def test_a_file_that_was_lost_leaves_the_page_readable(client, report):
    published = publish(report)
    published.publications.get(format="pdf").file.delete(save=False)
    response = client.get(page("public", report))
    assert response.status_code == 200
    assert page("download", report, form="pdf") not in response.content.decode()
    assert client.get(page("download", report, form="pdf")).status_code == 404


def test_the_team_page_tells_of_blanks_until_they_are_confirmed(as_organizer, report):
    consultation = report.consultation
    consultation.purposes.create(position=90, text="Tell which resources are needed.")
    assert unconfirmed_blanks(consultation) > 0
    link = reverse("breakouts:coverage", args=[consultation.slug])
    response = as_organizer.get(page("report", report))
    assert f"Missing {unconfirmed_blanks(consultation)} blank" in text_of(response)
    assert f'<a href="{link}">Confirm with a reason</a>' in response.text
    for grid in coverage(consultation).groups:
        for cell in grid.open:
            consultation.confirmed_blanks.create(
                group=grid.group, purpose=cell.purpose, objective=cell.objective, reason="Nobody spoke of it."
            )
    assert "Done All 2 blanks are confirmed with a reason." in text_of(as_organizer.get(page("report", report)))
