"""What the screener says while a note is typed, and that it leaves the typing alone."""

import pytest
from playwright.sync_api import expect

from breakouts import live_screening
from tests.browser.capture_room import all_saved, enter, make_rapporteur, make_room, texts, words

pytestmark = pytest.mark.browser


def test_findings_follow_the_text_and_only_a_button_changes_it(site, somebody):
    live_screening.forget()
    room = make_room()
    page = somebody(make_rapporteur(room))
    enter(page, site, room)
    found, told = page.locator(".live-finding"), page.locator("[data-findings-told]")
    words(page).press_sequentially("Boats leak. We said that wells fall dry. ")
    expect(told).to_have_text("1 place could tell who spoke.")
    expect(found.locator(".live-diff")).to_contain_text("Boats leak. We A stakeholder organization said")
    # The cursor is where it was, and typing on before the words moves them along.
    expect(words(page)).to_be_focused()
    assert words(page).evaluate("area => area.selectionStart") == len("Boats leak. We said that wells fall dry. ")
    words(page).press("Control+Home")
    words(page).press_sequentially("Old \N{SPEEDBOAT}\N{SPEEDBOAT}. ")
    found.get_by_role("button", name="Use “A stakeholder organization” instead of “We”").click()
    expect(words(page)).to_have_value(
        "Old \N{SPEEDBOAT}\N{SPEEDBOAT}. Boats leak. A stakeholder organization said that wells fall dry. "
    )
    expect(words(page)).to_be_focused()
    expect(page.get_by_text("Here it finds nothing.")).to_be_visible()
    words(page).press("Control+z")
    expect(words(page)).to_have_value("Old \N{SPEEDBOAT}\N{SPEEDBOAT}. Boats leak. We said that wells fall dry. ")
    found.get_by_role("button", name="Keep “We”").click()
    expect(found).to_have_count(0)
    page.context.set_offline(True)
    words(page).press_sequentially("My wells.")
    expect(told).to_have_text("Checked when the line is back.")
    page.context.set_offline(False)
    expect(found).to_have_count(1, timeout=40_000)
    all_saved(page)
    assert len(texts()) == 1
