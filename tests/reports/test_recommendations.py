"""The recommendations of published reports: which they are, their numbers, and the file of them."""

import csv
import io

import pytest
from django.urls import reverse

from accounts.errors import Refused
from breakouts.models import Note
from consultations.models import AuditLine
from reports.actions.compose import compose_report
from reports.actions.edit import edit_paragraph, fingerprint
from reports.actions.recommendations import number_recommendations
from reports.models import Recommendation
from reports.recommendations import published_report, texts_of
from tests import factories, freezing


def publish(consultation):
    return freezing.publish(compose_report(consultation=consultation))


@pytest.fixture
def marked(rivers):
    rivers.headings.filter(key="recommendations").update(recommendations=True)
    return rivers


@pytest.fixture
def published(marked, note):
    note("The gauges were broken.")
    note("Wells should be opened.", heading="recommendations", heard="many")
    note("=Springs should be fenced.", heading="recommendations", objectives="1 2")
    publish(marked)
    return marked


def numbered(consultation):
    """(number, text) of the recommendations in the newest published version."""
    return [(text.recommendation.number, text.text) for text in texts_of(published_report(consultation))]


def rows(response):
    return list(csv.reader(io.StringIO(response.content.decode().removeprefix("\ufeff"))))


def page(consultation, name, *args):
    return reverse(f"reports:{name}", args=[consultation.slug, *args])


def test_what_stands_under_a_marked_heading_is_a_recommendation_and_nothing_else(published):
    assert numbered(published) == [(1, "Wells should be opened."), (2, "=Springs should be fenced.")]


def test_without_a_marked_heading_there_are_none_whatever_it_is_called(rivers, note):
    note("Wells should be opened.", heading="recommendations")
    publish(rivers)
    assert not Recommendation.objects.exists()


def test_a_number_stays_when_the_report_is_corrected_and_a_new_one_goes_on(published, note):
    note("Dams should be inspected.", heading="recommendations")
    Note.objects.filter(text="Wells should be opened.").update(text="All sources should be free.", position=99)
    publish(published)
    assert numbered(published) == [
        (2, "=Springs should be fenced."),
        (3, "Dams should be inspected."),
        (1, "All sources should be free."),
    ]


def test_a_number_is_not_given_again_when_its_recommendation_goes_and_comes_back(published):
    springs = Note.objects.filter(text="=Springs should be fenced.")
    springs.update(status="set_aside", reason="Later.")
    publish(published)
    assert numbered(published) == [(1, "Wells should be opened.")]
    springs.update(status="accepted", reason="")
    publish(published)
    assert numbered(published)[1] == (2, "=Springs should be fenced.")


def test_a_draft_has_no_numbers(published, note):
    note("Dams should be inspected.", heading="recommendations")
    compose_report(consultation=published)
    assert [number for number, _text in numbered(published)] == [1, 2]


def test_a_heading_that_is_marked_after_publication_is_listed_by_the_organizer(as_organizer, rivers, note):
    note("Wells should be opened.", heading="recommendations")
    publish(rivers)
    publish(rivers)
    rivers.headings.filter(key="recommendations").update(recommendations=True)
    address = page(rivers, "recommendations_kept")
    assert "2 published paragraphs stand under such headings" in as_organizer.get(address).content.decode()
    answer = as_organizer.post(page(rivers, "recommendations_number"), follow=True)
    assert "2 paragraphs are listed now." in answer.content.decode()
    assert numbered(rivers) == [(1, "Wells should be opened.")]
    assert AuditLine.objects.get(verb="recommendation.numbered").details == {"paragraphs": 2}
    with pytest.raises(Refused, match="nothing to list"):
        number_recommendations(consultation=rivers, actor=factories.UserFactory())


def test_a_heading_that_is_no_longer_marked_takes_its_recommendations_off_the_pages(published):
    published.headings.update(recommendations=False)
    assert numbered(published) == []


def test_everybody_can_take_the_recommendations_away_as_a_table(client, published, settings):
    link = page(published, "recommendations_file", 1)
    html = client.get(page(published, "public")).content.decode()
    assert f'href="{link}"' in html
    assert "2 recommendations as a table (CSV)" in html
    heading, first, second = rows(client.get(link))
    assert heading[:7] == ["Recommendation", "Paragraph", "Text", "Objectives", "Heading", "Heard from", "Address"]
    number, paragraph, text, objectives, under, heard, address, *_outcome = first
    assert (number, text, under, heard) == ("1", "Wells should be opened.", "Recommendations", "Many")
    assert objectives == "1. Keep river 1 clean"
    assert address == f"{settings.SITE_URL}{page(published, 'public_version', 1)}#p{paragraph}"
    assert f'id="p{paragraph}"' in html
    assert second[3] == "1. Keep river 1 clean; 2. Keep river 2 clean"


def test_no_cell_of_the_table_is_a_formula(client, published):
    assert rows(client.get(page(published, "recommendations_file", 1)))[2][2] == "'=Springs should be fenced."


def test_the_table_holds_nothing_of_a_draft(client, published, organizer, note):
    note("Dams should be inspected.", heading="recommendations")
    draft = compose_report(consultation=published)
    paragraph = draft.paragraphs.get(text__contains="Wells")
    edit_paragraph(paragraph=paragraph, text="Secret.", before=fingerprint(paragraph.text), actor=organizer)
    text = client.get(page(published, "recommendations_file", 1)).content.decode()
    assert "Secret" not in text
    assert "Dams" not in text
    assert client.get(page(published, "recommendations_file", 2)).status_code == 404


def test_before_publication_there_is_no_table(client, marked, note):
    note("Wells should be opened.", heading="recommendations")
    compose_report(consultation=marked)
    assert client.get(page(marked, "recommendations_file", 1)).status_code == 404


def test_each_version_has_a_table_of_its_own(client, published):
    Note.objects.filter(text="Wells should be opened.").update(text="Wells should be free.")
    publish(published)
    assert rows(client.get(page(published, "recommendations_file", 1)))[1][2] == "Wells should be opened."
    assert rows(client.get(page(published, "recommendations_file", 2)))[1][2] == "Wells should be free."


def test_the_team_is_told_where_to_mark_a_heading(as_organizer, rivers):
    html = as_organizer.get(page(rivers, "recommendations_kept")).content.decode()
    assert "No heading is marked as one for recommendations." in html
    assert reverse("consultations:questions", args=[rivers.slug]) in html


def fill(consultation, number):
    """Put more recommendations into the published version, as publication does."""
    report = consultation.reports.get(status="published")
    section = report.recommendation_texts.first().paragraph.section
    for place in range(1000, 1000 + number):
        text = report.recommendation_texts.create(
            recommendation=consultation.recommendations.create(number=place),
            paragraph=report.paragraphs.create(section=section, position=place, kind="notes", text="More."),
            paragraph_number=place,
            text="More.",
        )
        text.objectives.set(consultation.objectives.all())


@pytest.mark.parametrize("number", [1, 100])
@pytest.mark.parametrize(("name", "args", "most"), [("recommendations_kept", [], 25), ("recommendations_file", [1], 8)])
def test_the_lists_cost_the_same_at_any_length(
    as_organizer, published, django_assert_max_num_queries, number, name, args, most
):
    fill(published, number)
    with django_assert_max_num_queries(most):
        response = as_organizer.get(page(published, name, *args))
    assert response.content.decode().count("More.") == number
