"""What stands in the way of a plan is read before anybody runs one, and changed by one click and a number."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from breakouts.actions.rules import save_rule
from breakouts.models import ConstraintKind
from tests import factories
from tests.browser.pages import RULES

pytestmark = pytest.mark.browser


@pytest.fixture
def water(water):
    """The small demonstration before anybody is placed, with one place too few."""
    confirmed, groups = water.registrations.confirmed().count(), water.working_groups.count()
    water.working_groups.update(max_size=(confirmed - 1) // groups)
    return water


def test_one_place_too_few_is_told_at_once_and_a_click_leads_to_the_number_to_change(
    site, water, page, sign_in, complaints
):
    organizer = factories.TeamMemberFactory(consultation=water).user
    sign_in(organizer)
    board = site + reverse("breakouts:groups", args=[water.slug])
    page.goto(board)
    main = page.locator("main")
    people = water.registrations.confirmed().count()
    expect(main).to_contain_text("No plan is possible as things stand")
    expect(main).to_contain_text(f"{people} people attend, but the groups hold at most {people - 1} together.")
    assert Axe().run(page, options=RULES).response["violations"] == []
    page.get_by_role("link", name="Most people in group 3").first.click()
    number = page.get_by_label("Most people")
    expect(number).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type(str(water.working_groups.get(number=3).max_size + 1))
    # The form has to be answered before the next page is asked for: a second way would cut off the first.
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.goto(board)
    expect(main).not_to_contain_text("No plan is possible")
    little = page.get_by_role("heading", name="Little room").locator("..")
    expect(little).to_contain_text(f"the groups hold at most {people} together, so that no place is left")
    assert Axe().run(page, options=RULES).response["violations"] == []
    assert complaints == []


def test_on_a_narrow_screen_without_scripts_a_hint_stands_beside_its_rule_and_leads_to_the_field(
    site, water, somebody, complaints
):
    organizer = factories.TeamMemberFactory(consultation=water).user
    water.working_groups.update(max_size=20, min_size=0)
    person = water.registrations.confirmed().filter(person=None, assists=None, languages=["en", "sw"]).first()
    save_rule(
        consultation=water, actor=organizer, kind=ConstraintKind.FORBID, people=[person],
        group=water.working_groups.get(number=4), reason="Her sister hosts it",
    )  # fmt: skip
    phone = somebody(organizer, java_script_enabled=False, viewport={"width": 320, "height": 640})
    phone.goto(site + reverse("breakouts:groups", args=[water.slug]))
    expect(phone.locator("main")).to_contain_text("Little room")
    phone.get_by_role("link", name="Language of group 1: Swahili").first.click()
    expect(phone.get_by_label("Language")).to_be_visible()
    assert phone.url.endswith("#id_language")
    phone.goto(site + reverse("breakouts:rules", args=[water.slug]))
    told = phone.get_by_role("listitem").filter(has_text="Her sister hosts it")
    expect(told).to_contain_text("little room")
    expect(told).to_contain_text("3 rounds to attend and only 3 open groups")
    box = phone.locator("main").bounding_box()
    assert box is not None
    assert box["width"] <= 320
    assert complaints == []
