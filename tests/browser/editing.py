"""The report's editor as its user meets it: a paragraph by its row, and the form that opens under it."""

from playwright.sync_api import expect

from reports.models import ParagraphKind


def points(report):
    """The paragraphs from notes of the section that has most, in order."""
    rows = list(report.paragraphs.filter(kind=ParagraphKind.NOTES).order_by("position"))
    most = max({row.section_id for row in rows}, key=lambda key: sum(row.section_id == key for row in rows))
    return [row for row in rows if row.section_id == most]


def line(page, row):
    return page.locator(f"[data-paragraph='{row.pk}']")


def open_form(page, row):
    line(page, row).get_by_role("link", name="Change").click()
    text = line(page, row).get_by_label("Text", exact=True)
    expect(text).to_be_focused()
    return text
