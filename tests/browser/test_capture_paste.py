"""What is pasted into a note: a table becomes lines and is told, a picture is told, nothing is lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.capture_room import all_saved, enter, make_rapporteur, make_room, texts, words

pytestmark = pytest.mark.browser

# A paste as the browser tells the page of it; the default of a text is not acted by a made-up event.
PASTE = """(area, [plain, html, picture]) => {
    const clipboard = new DataTransfer();
    if (plain) clipboard.setData("text/plain", plain);
    if (html) clipboard.setData("text/html", html);
    if (picture) clipboard.items.add(new File([new Uint8Array(9)], "wells.png", { type: "image/png" }));
    const event = new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true });
    return area.dispatchEvent(event);
}"""
TABLE = "<table><tr><th>Well</th><th>Depth</th></tr><tr><td>North</td><td>12 m</td></tr></table>"


def test_tables_become_lines_pictures_are_told_and_other_words_are_left_alone(site, somebody):
    room = make_room()
    page = somebody(make_rapporteur(room))
    enter(page, site, room)
    area, told = words(page), page.locator("[data-problem]")
    area.press_sequentially("We saw: ")
    assert area.evaluate(PASTE, ["Well\tDepth\nNorth\t12 m", "", False]) is False
    expect(area).to_have_value("We saw: Well; Depth\nNorth; 12 m")
    expect(told).to_have_text("The table became lines: one for each row, with semicolons between its cells.")
    area.press("Control+z")
    expect(area).to_have_value("We saw: ")
    assert area.evaluate(PASTE, ["Well Depth North 12 m", TABLE, False]) is False
    expect(area).to_have_value("We saw: Well; Depth\nNorth; 12 m")
    assert area.evaluate(PASTE, ["1.\tWells\n2.\tPumps", "", False]) is True
    assert area.evaluate(PASTE, ["", "", True]) is False
    expect(told).to_have_text("A picture cannot be kept in a note: write down in words what it shows.")
    expect(area).to_have_value("We saw: Well; Depth\nNorth; 12 m")
    all_saved(page)
    assert texts() == ["We saw: Well; Depth\nNorth; 12 m"]
