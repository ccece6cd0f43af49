"""What comes of a published report: the press summary, outcomes, the paper of the series, a page for a group."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from consultations.models import TeamRole
from reports.actions.compose import compose_report
from tests import factories, freezing
from tests.browser.pages import faults
from tests.reports.conftest import make_rivers, note_writer
from tests.reports.test_briefs import place

pytestmark = pytest.mark.browser

WELLS = "Wells should be opened to every household."
ALIKE = "Wells should be opened to every household in the valley."


def publish(consultation, recommended):
    """A consultation of two groups whose published report lists one recommendation; the first group can be told of."""
    note = note_writer(make_rivers(consultation))
    consultation.headings.filter(key="recommendations").update(recommendations=True)
    place(consultation, 1, 23, organizations=12)
    place(consultation, 2, 3)
    note("The wells of the lower valley had run dry.", heard="many")
    note("Boats were missing on the second river.", objectives="2", group=2)
    note(recommended, heading="recommendations")
    freezing.publish(compose_report(consultation=consultation))
    return consultation


@pytest.fixture
def rivers(site, consultation):
    return publish(consultation, WELLS)


@pytest.fixture
def page_of(site):
    return lambda consultation, name, *args: site + reverse(f"reports:{name}", args=[consultation.slug, *args])


@pytest.fixture
def desk(page, rivers, page_of, organizer, sign_in):
    """The organizer at the report that is published."""
    sign_in(organizer)
    page.goto(page_of(rivers, "report"))
    return page


@pytest.fixture
def reader(somebody, rivers, page_of):
    """Anybody, at the published report."""
    reader = somebody()
    reader.goto(page_of(rivers, "public"))
    return reader


def test_a_claim_stronger_than_its_source_is_mended_and_a_second_person_publishes(
    rivers, desk, page_of, somebody, reader, complaints
):
    desk.get_by_role("link", name="Press summary").click()
    desk.get_by_role("button", name="Propose a first text").click()
    claims = desk.get_by_role("textbox", name="Claims")
    expect(claims).to_have_value(re.compile("Participants highlighted that the wells"))
    claims.fill(claims.input_value().replace("Participants highlighted", "All participants agreed"))
    desk.get_by_role("button", name="Save and check").click()
    expect(desk.locator("main")).to_contain_text("1 part cannot be published as it is.")
    claim = desk.get_by_role("listitem").filter(has=desk.locator(".faults"))
    expect(claim.locator("mark").first).to_have_text("All participants")
    assert faults(desk) == []
    claim.get_by_role("button", name="Use this wording").click()
    expect(desk.locator("main")).to_contain_text("Somebody else has to read and publish it.")
    expect(desk.get_by_role("button", name="I have read it and publish it")).to_have_count(0)

    second = somebody(factories.TeamMemberFactory(consultation=rivers, role=TeamRole.VIEWER).user)
    second.goto(page_of(rivers, "press"))
    second.get_by_role("button", name="I have read it and publish it").click()
    expect(second.locator("main")).to_contain_text("The press summary is published.")

    reader.reload()
    reader.get_by_role("link", name="Press summary").click()
    said = reader.locator(".press-claim", has_text="the wells of the lower valley had run dry")
    expect(said).to_be_visible()
    expect(reader.locator("main")).not_to_contain_text("All participants")
    assert faults(reader) == []
    mark = said.get_by_role("link")
    number = re.search(r"\d+", mark.text_content())[0]
    mark.press("Enter")
    expect(reader).to_have_url(f"{page_of(rivers, 'public_version', 1)}#p{number}")
    expect(reader.locator(f"#p{number}")).to_contain_text("the wells of the lower valley had run dry")
    assert complaints == []


def test_what_became_of_a_recommendation_is_told_and_everybody_reads_it(rivers, desk, reader, complaints):
    desk.get_by_role("link", name="Recommendations", exact=True).click()
    desk.get_by_role("link", name="Say what became of recommendation 1").click()
    desk.get_by_label("Taken up", exact=True).check()
    desk.get_by_label("By whom?").fill("The valley council")
    desk.get_by_label("What happened?").fill("The first twelve wells are open.")
    assert faults(desk) == []
    desk.get_by_role("button", name="Tell everybody").click()
    expect(desk.get_by_role("listitem").filter(has_text="The first twelve wells are open.")).to_be_visible()

    reader.get_by_role("link", name="What became of the recommendations").click()
    one = reader.get_by_role("article").filter(has_text=WELLS)
    expect(one).to_contain_text("Taken up")
    expect(one).to_contain_text("The valley council")
    one.get_by_role("link", name="Recommendation 1").click()
    told = reader.get_by_role("listitem").filter(has_text="The valley council")
    expect(told).to_contain_text("The first twelve wells are open.")
    assert faults(reader) == []
    assert complaints == []


def test_two_recommendations_that_say_the_same_are_counted_together_and_where_is_named(
    rivers, desk, reader, complaints
):
    series = rivers.series
    lake = factories.OpenCallFactory(consultation__series=series, consultation__title="Sharing the lake").consultation
    publish(lake, ALIKE)
    desk.get_by_role("link", name="Recommendations", exact=True).click()
    desk.get_by_role("link", name="The whole series").click()
    pair = desk.get_by_role("region", name="Pair 1")
    for words in (WELLS, ALIKE):
        expect(pair).to_contain_text(words)
    assert faults(desk) == []
    pair.get_by_role("button", name="They say the same").click()
    expect(desk.locator("main")).to_contain_text("They are one recommendation of the series now.")
    expect(desk.get_by_role("region", name="Brought together, 1")).to_contain_text(ALIKE)
    assert faults(desk) == []

    reader.get_by_role("link", name="What became of the recommendations").click()
    reader.get_by_role("link", name="What all consultations of this series recommended").click()
    paper = reader.get_by_role("article")
    expect(paper).to_contain_text("Made in two consultations:")
    for consultation in (rivers, lake):
        expect(paper.get_by_role("link", name=f"{consultation.title}, paragraph")).to_be_visible()
    expect(paper).to_contain_text(f"In its words: “{ALIKE}”")
    assert faults(reader) == []
    assert complaints == []


def test_the_page_of_a_group_is_opened_from_the_report_and_of_a_small_one_by_the_team_alone(
    rivers, desk, page_of, reader, complaints
):
    desk.get_by_role("link", name="One page for each group").click()
    small = desk.get_by_role("listitem").filter(has=desk.get_by_role("link", name=re.compile("Working group 2")))
    expect(small).to_contain_text("the group is too small to be described")
    small.get_by_role("link", name=re.compile("^Working group 2")).click()
    expect(desk.locator("main")).to_contain_text("oats were missing on the second river")

    expect(reader.get_by_role("link", name="working group 2")).to_have_count(0)
    assert reader.request.get(page_of(rivers, "brief_public", 1, 2)).status == 404
    reader.get_by_role("link", name="working group 1").click()
    expect(reader.locator("main")).to_contain_text("About 25 people from about 10 organizations took part.")
    expect(reader.locator("main")).not_to_contain_text("oats were missing")
    assert faults(reader) == []
    with reader.expect_download() as info:
        reader.get_by_role("link", name="PDF").click()
    assert info.value.path().read_bytes().startswith(b"%PDF-")
    assert complaints == []
