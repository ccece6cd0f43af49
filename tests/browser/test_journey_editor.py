"""A report is written where it stands: changed, moved by keys and by hand, split at the caret, and nothing is lost."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from reports.actions.compose import compose_report
from reports.actions.edit import edit_paragraph, fingerprint
from tests import factories
from tests.browser.editing import line, open_form, points

pytestmark = pytest.mark.browser


@pytest.fixture
def report(site, water, page, sign_in):
    report = compose_report(consultation=water)
    sign_in(factories.TeamMemberFactory(consultation=report.consultation).user)
    page.goto(site + reverse("reports:report", args=[report.consultation.slug]))
    return report


def test_a_paragraph_is_changed_where_it_stands(report, page, complaints):
    row = points(report)[0]
    open_form(page, row).fill("The wells were shut, and nobody was asked.")
    line(page, row).get_by_role("button", name="Save").click()
    expect(line(page, row)).to_contain_text("The wells were shut, and nobody was asked.")
    expect(page.get_by_label("Text", exact=True)).to_have_count(0)
    row.refresh_from_db()
    assert row.text == "The wells were shut, and nobody was asked."
    assert complaints == []


def test_what_was_typed_and_not_saved_is_there_after_a_reload(report, page):
    row = points(report)[0]
    open_form(page, row).fill("Half a sentence that")
    expect(line(page, row)).to_contain_text("Not saved yet; kept in this browser")
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(open_form(page, row)).to_have_value("Half a sentence that")
    expect(line(page, row)).to_contain_text("Your unsaved text of last time is back")


def test_two_texts_that_clash_are_shown_where_the_paragraph_stands(report, page):
    row = points(report)[0]
    text = open_form(page, row)
    edit_paragraph(paragraph=row, text="Theirs was first.", before=fingerprint(row.text), actor=None)
    text.fill("Mine came later.")
    line(page, row).get_by_role("button", name="Save").click()
    expect(line(page, row).get_by_role("alert")).to_contain_text("Somebody changed this paragraph")
    expect(line(page, row).locator(".two-texts")).to_contain_text("Theirs was first.")
    expect(line(page, row).get_by_label("Text", exact=True)).to_have_value("Mine came later.")


def test_keys_move_a_paragraph_and_the_numbers_follow_at_once(report, page):
    first, second = points(report)[:2]
    number = re.search(r"\d+", line(page, second).get_attribute("aria-label")).group()
    line(page, second).focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(line(page, first)).to_have_attribute("aria-label", f"¶{number}")
    expect(line(page, second)).to_be_focused()
    expect(line(page, second)).to_have_attribute("aria-label", f"¶{int(number) - 1}")


def test_a_paragraph_is_dragged_behind_another(report, page):
    first, second = points(report)[:2]
    number = line(page, second).get_attribute("aria-label")
    line(page, first).locator(".paper-grip").drag_to(line(page, second))
    expect(line(page, first)).to_have_attribute("aria-label", number)


def test_a_paragraph_is_split_at_the_caret(report, page):
    row = points(report)[0]
    edit_paragraph(paragraph=row, text="One thing. 🌍 Another thing.", before=fingerprint(row.text), actor=None)
    page.reload()
    open_form(page, row).evaluate(
        "text => { const at = text.value.indexOf('Another'); text.setSelectionRange(at, at); }"
    )
    line(page, row).get_by_role("button", name="Split at the caret").click()
    expect(line(page, row)).not_to_contain_text("Another")
    expect(page.locator(".doc-paragraph", has_text="Another thing.")).to_have_count(1)
    row.refresh_from_db()
    assert row.text == "One thing. 🌍"


def test_the_notes_of_a_paragraph_appear_beside_it(report, page):
    row = points(report)[0]
    line(page, row).get_by_role("link", name="rests on").click()
    expect(page.get_by_role("heading", name="rests on")).to_be_visible()
    expect(line(page, row)).to_have_class(re.compile("is-chosen"))


def test_whoever_signs_out_with_an_unsaved_paragraph_is_asked_first_and_then_nothing_stays(report, page, site):
    kept = "() => Object.keys(localStorage).filter((key) => key.startsWith('openfloor-')).length"
    open_form(page, points(report)[0]).fill("Half a sentence that")
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(site + reverse("account_logout"))
    button = page.locator("#main").get_by_role("button", name="Sign out")
    with page.expect_event("dialog") as asked:
        button.click()
    assert "has not all reached the server" in asked.value.message
    asked.value.dismiss()
    expect(button).to_be_visible()
    assert page.evaluate(kept) == 1
    page.once("dialog", lambda dialog: dialog.accept())
    button.click()
    expect(page).to_have_url(site + "/")
    assert page.evaluate(kept) == 0
