"""Somebody reads the published report: the contents follow, a footnote opens where it is cited."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from consultations.models import Consultation
from reports.actions.bundles import load_bundle
from tests.world import publish

pytestmark = pytest.mark.browser

DEMO = Path(__file__).parents[2] / "demo" / "consultation.json"


def test_a_footnote_opens_in_place_by_keyboard_and_the_contents_show_where_one_reads(site, page, complaints):
    with DEMO.open("rb") as file:
        load_bundle(file=file)
    consultation = Consultation.objects.get()
    publish(consultation)
    page.goto(f"{site}{consultation.get_absolute_url()}report/")

    mark = page.locator("a[role=doc-noteref]").first
    note = page.locator(mark.get_attribute("href")).locator("p")
    words = note.evaluate(
        "p => [...p.childNodes].filter(n => !n.classList?.contains('doc-back')).map(n => n.textContent).join('')"
    )
    mark.press("Enter")
    here = page.get_by_role("note")
    expect(here).to_contain_text(words.strip())
    expect(mark).to_have_attribute("aria-expanded", "true")
    assert "#fn" not in page.url
    mark.press("Escape")
    expect(here).to_have_count(0)
    expect(mark).to_be_focused()

    lines = page.get_by_role("navigation", name="Contents").get_by_role("link")
    last = lines.last
    last.click()
    expect(page.locator(".report-side [aria-current=location]")).to_have_count(1)

    page.set_viewport_size({"width": 320, "height": 640})
    page.reload()
    expect(lines.first).to_be_hidden()
    page.get_by_text("Contents", exact=True).click()
    expect(lines.first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert complaints == []
