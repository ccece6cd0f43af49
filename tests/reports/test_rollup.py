"""What all consultations of a series recommended: who brings what together, what is public, and what is built of it."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now

from accounts.errors import Refused
from breakouts.models import Note
from consultations.models import AuditLine, Consultation
from registrations.models import PublishedFigures
from reports.actions.outcomes import Saying, tell_outcome
from reports.actions.rollup import bring_together, build_rollup, keep_different, lead_with, take_apart
from reports.document import Section, plain
from reports.document.walk import walk
from reports.models import SharedRecommendation
from reports.rollup import paper, read_rollup
from reports.rollup.pairs import pairs_to_decide
from tests import factories
from tests.reports.conftest import make_rivers, note_writer
from tests.reports.test_recommendations import publish

WELLS = "Wells should be opened to every household."
ALIKE = "Wells should be opened to every household in the valley."


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker):
    """Two consultations of one series with two recommendations each, published once for all tests."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.actions.publish._keep", lambda report, form, content: None)
        first = factories.OpenCallFactory().consultation
        second = factories.OpenCallFactory(
            consultation=factories.ConsultationFactory(series=first.series, title="Sharing the <lake>")
        ).consultation
        for consultation, lines in (
            (first, (WELLS, "Springs should be fenced.")),
            (second, (ALIKE, "Dams should go.")),
        ):
            note = note_writer(make_rivers(consultation))
            consultation.headings.filter(key="recommendations").update(recommendations=True)
            note(lines[0], heading="recommendations", heard="several")
            note(lines[1], heading="recommendations", objectives="1 2", heard="one")
            publish(consultation)
        yield first.pk, second.pk
        transaction.set_rollback(True)


@pytest.fixture
def consultation(published, db):
    return Consultation.objects.select_related("series__framework").get(pk=published[0])


@pytest.fixture
def other(published, db):
    return Consultation.objects.select_related("series__framework").get(pk=published[1])


@pytest.fixture
def pair(consultation, other):
    """The keys of the two recommendations about wells."""
    return consultation.recommendations.get(number=1).pk, other.recommendations.get(number=1).pk


@pytest.fixture
def together(consultation, pair, organizer):
    return bring_together(consultation=consultation, pair=pair, actor=organizer)


def page(consultation, name, *args):
    return reverse(f"reports:{name}", args=[consultation.slug, *args])


def public(client, consultation):
    return client.get(reverse("reports:rollup", args=[consultation.series.key])).content.decode()


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def read(consultation):
    return read_rollup(consultation.series)


def test_alike_recommendations_stand_apart_until_somebody_decides(client, consultation, other):
    html = words(public(client, consultation))
    assert html.count("Made in one consultation:") == 6  # two each of objective 1, and two about both objectives
    assert "Made in two consultations:" not in html
    assert [(one.own.text, one.other.text) for one in pairs_to_decide(read(consultation), consultation)] == [
        (WELLS, ALIKE)
    ]
    assert [one.own.text for one in pairs_to_decide(read(other), other)] == [ALIKE]


def test_together_they_say_how_many_consultations_made_it_and_where(client, consultation, other, together, settings):
    html = public(client, consultation)
    assert words(html).count("Made in two consultations:") == 1
    for one in (consultation, other):
        text = one.reports.get().recommendation_texts.get(recommendation__number=1)
        assert f'href="{settings.SITE_URL}{page(one, "public_version", 1)}#{text.anchor}"' in html
    assert f"In its words: “{ALIKE}”" in html
    assert "Sharing the &lt;lake&gt;, paragraph" in html
    assert "Sharing the <lake>" not in html
    assert pairs_to_decide(read(consultation), consultation) == []


def test_how_often_is_said_as_each_report_says_it_and_never_added_up(client, consultation, together):
    html = words(public(client, consultation))
    assert html.count("Several participants made it.") == 2
    assert "Many participants" not in html
    assert "not added up" in html


def test_the_table_counts_by_objective_and_consultation_and_those_together_once(consultation, together):
    (table,) = [
        [[plain(cell.runs) for cell in row] for row in (node.header, *node.rows)]
        for _path, node in walk(paper(read(consultation), now()))
        if type(node).__name__ == "Table" and node.row_headers
    ]
    assert table == [
        ["Objective", "No. 1", "No. 2", "Together"],
        ["Objective 1: Keep river 1 clean", "2", "2", "3"],
        ["Objective 2: Keep river 2 clean", "1", "1", "2"],
        ["All, each once", "2", "2", "3"],
    ]


def test_a_correction_that_words_it_otherwise_parts_them_until_they_are_read_again(
    client, consultation, pair, together, organizer
):
    Note.objects.filter(text=WELLS).update(text="Wells should be opened to every household by law.")
    publish(consultation)
    assert "Made in two consultations" not in words(public(client, consultation))
    assert len(pairs_to_decide(read(consultation), consultation)) == 1
    bring_together(consultation=consultation, pair=pair, actor=organizer)
    assert "Made in two consultations" in words(public(client, consultation))
    assert SharedRecommendation.objects.count() == 1


def test_those_that_differ_are_not_proposed_again(consultation, other, pair, organizer):
    keep_different(consultation=consultation, pair=pair, actor=organizer)
    assert pairs_to_decide(read(consultation), consultation) == []
    assert pairs_to_decide(read(other), other) == []


def test_two_groups_become_one_and_one_leads(consultation, other, pair, organizer, together):
    springs, dams = consultation.recommendations.get(number=2).pk, other.recommendations.get(number=2).pk
    bring_together(consultation=other, pair=(dams, springs), actor=organizer)
    bring_together(consultation=consultation, pair=(springs, pair[1]), actor=organizer)
    (common,) = read(consultation).commons
    assert len(common.texts) == 4
    assert common.consultations == 2
    assert SharedRecommendation.objects.get().members.filter(leads=True).count() == 1


def test_one_is_taken_out_and_nothing_is_shared_by_one_alone(consultation, other, pair, organizer, together):
    with pytest.raises(Refused, match="Only its own consultation"):
        take_apart(consultation=consultation, recommendation=pair[1], actor=organizer)
    take_apart(consultation=consultation, recommendation=pair[0], actor=organizer)
    assert not SharedRecommendation.objects.exists()
    with pytest.raises(Refused, match="stands alone"):
        take_apart(consultation=other, recommendation=pair[1], actor=organizer)


def test_the_words_of_another_report_can_stand_for_all(client, consultation, pair, organizer, together):
    lead_with(consultation=consultation, recommendation=pair[1], actor=organizer)
    assert read(consultation).commons[0].lead.text == ALIKE
    assert f"In its words: “{WELLS}”" in public(client, consultation)


def test_only_published_recommendations_of_the_series_one_of_them_its_own_can_be_brought_together(
    consultation, other, pair, organizer, together
):
    stranger = factories.OpenCallFactory().consultation.recommendations.create(number=1)
    dams = other.recommendations.get(number=2).pk
    for wrong, why in (
        ((pair[0], stranger.pk), "published"),
        ((pair[0], pair[0]), "different"),
        ((pair[1], dams), "of this consultation"),
        (pair, "together already"),
    ):
        with pytest.raises(Refused, match=why):
            bring_together(consultation=consultation, pair=wrong, actor=organizer)
    with pytest.raises(Refused, match="Take one of them out"):
        keep_different(consultation=consultation, pair=pair, actor=organizer)


def test_nothing_of_a_draft_or_of_a_consultation_that_is_not_public_is_there(client, consultation, other, together):
    other.visibility = "draft"
    other.save()
    html = public(client, consultation)
    assert "lake" not in html
    assert ALIKE not in html
    consultation.reports.update(status="cleared")
    assert client.get(reverse("reports:rollup", args=[consultation.series.key])).status_code == 404


def test_people_are_counted_only_where_the_consultation_published_the_number(client, consultation):
    assert words(public(client, consultation)).count("not published") >= 2
    figures = PublishedFigures.objects.create(
        consultation=consultation,
        population="attended",
        counted_at=now(),
        smallest=5,
        total=4321,
        organizations=7,
        counts={},
        withheld={},
    )
    assert "4,321 (" in public(client, consultation)
    PublishedFigures.objects.filter(pk=figures.pk).update(shown=False)
    assert "4,321" not in public(client, consultation)


def test_what_became_of_a_recommendation_stands_beside_it(client, consultation, organizer):
    saying = Saying("done", now().astimezone(consultation.zone).date(), text="The law says so.")
    tell_outcome(recommendation=consultation.recommendations.get(number=1), saying=saying, actor=organizer)
    assert "Since then: Done (" in public(client, consultation)


def test_the_organizer_decides_on_a_page_and_the_trail_of_both_says_so(as_organizer, consultation, other, pair):
    html = as_organizer.get(page(consultation, "rollup_kept")).content.decode()
    assert "Perhaps the same" in html
    sent = {"first": pair[0], "second": pair[1]}
    html = as_organizer.post(page(consultation, "rollup_together"), sent, follow=True).content.decode()
    assert "one recommendation of the series now" in html
    assert "Brought together" in html
    lines = AuditLine.objects.filter(verb="recommendation.brought_together")
    assert {line.consultation_id for line in lines} == {consultation.pk, other.pk}
    assert not any("Wells" in f"{line.subject}{line.details}" for line in lines)
    as_organizer.post(page(consultation, "rollup_words"), {"recommendation": pair[1]})
    assert read(consultation).commons[0].lead.text == ALIKE
    as_organizer.post(page(consultation, "rollup_apart", 1))
    as_organizer.post(page(consultation, "rollup_different"), sent)
    assert "Perhaps the same" not in as_organizer.get(page(consultation, "rollup_kept")).content.decode()
    html = as_organizer.post(page(consultation, "rollup_together"), {"first": "x"}, follow=True).content.decode()
    assert "Choose two published recommendations" in html


def test_somebody_who_took_part_in_any_consultation_of_the_series_stops_the_build(consultation, other, together):
    build_rollup(series=consultation.series)
    factories.RegistrationFactory(consultation=other, name="Wells Household")
    factories.RegistrationFactory(consultation=other, name="Springs Fenced")
    text = consultation.reports.get().recommendation_texts.get(recommendation__number=2)
    text.text = "Springs Fenced said so."
    text.save()
    with pytest.raises(Refused, match=r"Paragraph \d+ holds words that must not be printed \(name\)") as refused:
        build_rollup(series=consultation.series)
    assert "Springs" not in str(refused.value)


def test_its_own_roster_holds_a_recommendation_to_the_rule_of_its_room(consultation):
    factories.RegistrationFactory(consultation=consultation, name="Amara Gurung")
    text = consultation.reports.get().recommendation_texts.get(recommendation__number=1)
    text.text = "Amara Gurung wants wells."
    text.save()
    with pytest.raises(Refused, match="Recommendation 1 of “Sharing the river”"):
        build_rollup(series=consultation.series)


def test_the_page_holds_the_same_paper_as_the_files(client, as_organizer, consultation, together):
    document = paper(read(consultation), now())
    titles = [plain(node.title) for _path, node in walk(document) if isinstance(node, Section)]
    assert titles == [
        "Consultations and counts",
        "Recommendations by objective",
        "Objective 1: Keep river 1 clean",
        "Objective 2: Keep river 2 clean",
    ]
    html = words(public(client, consultation))
    assert all(title in html for title in titles)
    assert "two consultations of the series" in html
    response = as_organizer.get(page(consultation, "rollup_file", "json"))
    assert response["Content-Disposition"].endswith('-recommendations.json"')
    assert json.loads(response.content)["title"] == "Recommendations by objective"
    assert as_organizer.get(page(consultation, "rollup_file", "exe")).status_code == 404


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!DOCTYPE html>")])
def test_the_command_writes_every_format(consultation, tmp_path, form, begins):
    target, out = tmp_path / f"paper.{form}", StringIO()
    call_command("build_rollup", consultation.series.key, "--format", form, "-o", str(target), stdout=out)
    assert target.read_bytes().startswith(begins)
    assert "are in" in out.getvalue()


def test_the_command_says_what_it_lacks(consultation):
    with pytest.raises(CommandError, match="There is no series “nowhere”"):
        call_command("build_rollup", "nowhere", "--format", "json", "-o", "-")
    consultation.series.consultations.update(visibility="draft")
    with pytest.raises(CommandError, match="has a published report yet"):
        call_command("build_rollup", consultation.series.key, "--format", "json", "-o", "-")


@pytest.mark.parametrize("number", [1, 100])
@pytest.mark.parametrize("name", ["rollup", "rollup_kept"])
def test_the_pages_cost_the_same_at_any_length(as_organizer, consultation, django_assert_max_num_queries, number, name):
    report = consultation.reports.get()
    first = report.recommendation_texts.first()
    for place in range(1000, 1000 + number):
        text = report.recommendation_texts.create(
            recommendation=consultation.recommendations.create(number=place),
            paragraph=report.paragraphs.create(
                section=first.paragraph.section, position=place, kind="notes", text="More."
            ),
            paragraph_number=place,
            text=f"More of {place}.",
        )
        text.objectives.set(first.objectives.all())
    address = reverse("reports:rollup", args=[consultation.series.key])
    with django_assert_max_num_queries(26):
        response = as_organizer.get(address if name == "rollup" else page(consultation, name))
    shown = response.content.decode()
    assert shown.count("More of") >= number
