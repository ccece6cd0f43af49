"""From accepted notes to a published report, with a co-organizer's wording and a second person's clearance between."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localtime, now
from playwright.sync_api import expect

from consultations.models import TeamRole
from tests import factories
from tests.browser.editing import line, open_form, points
from tests.browser.pages import faults

pytestmark = pytest.mark.browser

ADDRESS = "lemayiani.saitotei@ukingo.example"
MENDED = "Participants found the draft easier to read than the act, and its later chapters harder."
WORDING = "Participants found the draft easier to read than the act, but its later chapters harder to follow."


@pytest.fixture
def chief(water):
    """Somebody of the team who clears the report in a capacity of her own."""
    user = factories.UserFactory(name="Ines Maropeng")
    return factories.TeamMemberFactory(consultation=water, user=user, role=TeamRole.VIEWER).user


def test_a_co_organizers_wording_reaches_the_published_report(
    site, water, chief, page, sign_in, somebody, letters, complaints
):
    sign_in(factories.TeamMemberFactory(consultation=water).user)
    report = compose(page, site, water)
    number = write(page, report)
    public = somebody()
    nothing_is_public(public, site, water)

    link = give_out(page, letters)
    guild = somebody(viewport={"width": 320, "height": 640})
    comment(guild, link, number)
    use(page, site, water)

    ask_for(page, site, water, chief)
    confirm_blanks(page, site, water)
    take_step(page, "Freeze text and figures", "Frozen")
    nothing_is_public(public, site, water)
    clear(somebody(chief), site, water)
    page.reload()
    take_step(page, "Publish the report", "Published")

    read(public, site, water)
    guild.goto(link)
    expect(guild.locator("main")).to_contain_text("The time for comments is over.")
    expect(guild.get_by_role("article", name=f"On paragraph {number}")).to_contain_text("Used")
    assert faults(guild) == []
    assert complaints == []


def compose(page, site, water):
    page.goto(site + reverse("reports:report", args=[water.slug]))
    page.get_by_role("button", name="Compose the first version").click()
    expect(page.locator("main")).to_contain_text("Version 1 is composed.")
    return water.reports.get()


def write(page, report):
    """Change a paragraph, move it by keys, split another and merge it again; the number that the changed one has."""
    first, second, *_others = points(report)
    open_form(page, first).fill(MENDED)
    line(page, first).get_by_role("button", name="Save").click()
    expect(line(page, first)).to_contain_text(MENDED)
    place = line(page, second).get_attribute("aria-label")
    line(page, first).focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(line(page, first)).to_have_attribute("aria-label", place)
    expect(line(page, first)).to_be_focused()

    open_form(page, second)
    line(page, second).get_by_role("link", name="Split", exact=True).click()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Split here").click()
    part = page.locator(".paper-line", has_text="Readers could tell who may close a pipe")
    expect(line(page, second)).not_to_contain_text("Readers could tell")
    expect(part).to_be_visible()
    open_form(page, second)
    line(page, second).get_by_role("link", name="Merge with the next").click()
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(line(page, second)).to_contain_text("Readers could tell who may close a pipe")
    expect(line(page, first)).to_have_attribute("aria-label", place)
    assert faults(page) == []
    return int(place.removeprefix("¶"))


def nothing_is_public(reader, site, water):
    """Neither the report nor a file of it, nor a link that somebody thought up."""
    addresses = [
        reverse("reports:public", args=[water.slug]),
        reverse("reports:public_version", args=[water.slug, 1]),
        *(reverse("reports:download", args=[water.slug, form]) for form in ("pdf", "docx", "html")),
        reverse("reports:draft", args=["thought-up"]),
    ]
    answers = {address: reader.request.get(site + address).status for address in addresses}
    assert answers == dict.fromkeys(addresses, 404)


def give_out(page, letters):
    """Open the draft for comments; the link in the letter."""
    page.get_by_role("link", name="Comments of co-organizers").click()
    page.get_by_role("link", name="Open the draft for comments").click()
    expect(page.locator("main")).to_contain_text("A letter with a link of its own goes to each of these")
    week = localtime(now() + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M")
    page.get_by_label("Comments are taken until").fill(week)
    page.get_by_role("button", name="Open it and send the links").click()
    expect(page.locator("main")).to_contain_text("The draft is open for comments, and 3 links are sent.")
    (letter,) = letters(ADDRESS)
    return re.search(r"http://\S+/draft/\S+", letter.text)[0]


def comment(guild, link, number):
    """By the link alone, on a phone."""
    guild.goto(link)
    expect(guild.locator("main")).to_contain_text("The draft is not published")
    assert faults(guild) == []
    guild.get_by_role("link", name=f"Comment on paragraph {number}", exact=True).click()
    wording = guild.get_by_label("How you would word it")
    expect(wording).to_have_value(MENDED)
    assert faults(guild) == []
    guild.get_by_label("Your comment").fill("The one follows from the other.")
    wording.fill(WORDING)
    guild.get_by_role("button", name="Save the comment").click()
    expect(guild.locator("main")).to_contain_text(f"Your comment on paragraph {number} is saved.")
    expect(guild.get_by_role("article", name=f"On paragraph {number}")).to_contain_text("Not answered yet")


def use(page, site, water):
    page.goto(site + reverse("reports:comments", args=[water.slug]))
    said = page.get_by_role("article").filter(has_text="The one follows from the other.")
    expect(said.locator("ins").first).to_have_text("but")
    assert faults(page) == []
    said.get_by_role("link", name="Use this wording").click()
    expect(page.get_by_label("The new wording")).to_have_value(WORDING)
    page.get_by_role("button", name="Use this wording").click()
    expect(page.get_by_role("article").filter(has_text="The one follows from the other.")).to_contain_text("Used")


def ask_for(page, site, water, chief):
    """One clearance, by one member of the team, in the capacity that the page names."""
    page.goto(site + reverse("reports:clearance", args=[water.slug]))
    page.get_by_label("Title").fill("Chief of section")
    page.get_by_label("One member of the team").check()
    page.get_by_label("Which member?").select_option(label=f"{chief.name} (Viewer)")
    page.get_by_role("button", name="Ask for it").click()
    expect(page.locator("main")).to_contain_text("Every version now needs: Chief of section.")
    page.get_by_role("button", name="No longer ask for it (Second reader)").click()
    expect(page.locator("main")).to_contain_text("No longer asked for: Second reader.")
    assert faults(page) == []


def confirm_blanks(page, site, water):
    """Group by group, by the link that stands beside what is missing."""
    page.goto(site + reverse("reports:report", args=[water.slug]))
    page.get_by_role("link", name="Confirm with a reason").click()
    rest = page.get_by_role("button", name=re.compile("Confirm all blanks of group"))
    expect(rest.first).to_be_visible()
    while rest.count():
        number = rest.first.text_content().split()[-1]
        section = page.locator(f"#group-{number}")
        section.get_by_label("Why is there nothing?").fill("There was no time.")
        section.get_by_role("button", name="Confirm all blanks").click()
        expect(page.locator("main")).to_contain_text(re.compile(rf"of group {number} confirmed\."))
    expect(page.locator("main")).to_contain_text("There are notes everywhere, or a confirmed blank.")
    page.goto(site + reverse("reports:report", args=[water.slug]))


def take_step(page, verb, state):
    page.get_by_role("link", name=verb, exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name=verb).click()
    expect(page.locator("main")).to_contain_text(f"The report is now “{state}”.")
    assert faults(page) == []


def clear(reader, site, water):
    reader.goto(site + reverse("reports:clearance", args=[water.slug]))
    reader.get_by_role("button", name="I have read it and clear it (Chief of section)").click()
    expect(reader.locator("main")).to_contain_text("You cleared version 1.")
    expect(reader.locator("main")).to_contain_text("by Ines Maropeng")


def read(reader, site, water):
    """Everybody: the wording, the footnote where it is cited, and files that are the ones that were published."""
    reader.goto(site + water.get_absolute_url())
    reader.get_by_role("link", name="Summary report").click()
    expect(reader.locator("article")).to_contain_text(WORDING)
    expect(reader.locator("article")).not_to_contain_text(MENDED)
    mark = reader.locator("article p", has_text="a maximum distance of one kilometre").locator("a[role=doc-noteref]")
    mark.press("Enter")
    expect(reader.get_by_role("note")).to_contain_text("apply in their own by-laws")
    mark.press("Escape")
    expect(reader.get_by_role("note")).to_have_count(0)
    assert faults(reader) == []
    for form in ("DOCX", "PDF"):
        entry = reader.locator("dl.facts > div").filter(has=reader.get_by_role("link", name=form, exact=True))
        with reader.expect_download() as info:
            entry.get_by_role("link").click()
        content = info.value.path().read_bytes()
        assert hashlib.sha256(content).hexdigest() in entry.locator("code").text_content()
