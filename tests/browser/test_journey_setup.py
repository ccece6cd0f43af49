"""An organizer sets a consultation up like an earlier one, mends what is missing, publishes the programme, moves the
event and tells everyone; an organization writes a long application that is kept while it is typed."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils.timezone import now
from playwright.sync_api import expect

from consultations.models import Consultation, Mailing
from tests import factories

pytestmark = pytest.mark.browser


@pytest.fixture
def earlier(consultation):
    """The consultation before, with a purpose, a heading, a group and a session."""
    consultation.purposes.create(position=0, text="Learn which challenges people meet")
    factories.HeadingFactory(consultation=consultation, label="Key challenges")
    factories.WorkingGroupFactory(consultation=consultation, number=1, title="The delta")
    consultation.sessions.create(
        key="opening",
        position=0,
        title="Opening",
        kind="plenary",
        starts_at=consultation.starts_at,
        ends_at=consultation.starts_at + timedelta(hours=1),
    )
    return consultation


def test_a_consultation_is_set_up_like_an_earlier_one_mended_published_moved_and_everyone_is_told(
    site, page, sign_in, earlier, organizer, letters, complaints
):
    sign_in(organizer)
    page.goto(f"{site}/desk/")
    page.get_by_role("link", name="New consultation").click()
    page.get_by_role("link", name=re.compile(r"Choose\s*: Sharing the river")).click()
    page.get_by_label("Title").fill("Sharing the lake")
    day = (now() + timedelta(days=60)).date().isoformat()
    page.get_by_label("Starts").fill(f"{day}T09:00")
    page.get_by_label("Ends").fill(f"{day}T12:00")
    page.get_by_role("button", name="Continue").click()
    look = page.locator("#look")
    expect(look).to_contain_text("Working groups")
    expect(look).to_contain_text("people, their parts and roles, and the team")
    page.get_by_role("button", name="Begin").click()
    made = Consultation.objects.exclude(pk=earlier.pk).get()
    expect(page).to_have_url(f"{site}/manage/{made.slug}/")

    page.get_by_role("link", name="What is missing").click()
    page.get_by_role("link", name=re.compile(r"Tie\s*: Purpose 1 has no heading")).click()
    expect(page.get_by_label("Key challenges")).to_be_checked()
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    page.goto(f"{site}/manage/{made.slug}/missing/")
    expect(page.locator("main")).not_to_contain_text("has no heading")
    expect(page.locator("main")).to_contain_text("Nobody is named as liaison contact")

    page.goto(f"{site}/manage/{made.slug}/settings/")
    with page.expect_navigation():
        page.get_by_role("button", name="Publish").click()
    page.goto(f"{site}/manage/{made.slug}/programme/")
    with page.expect_navigation():
        page.get_by_role("button", name="Publish").click()
    coming = factories.RegistrationFactory(consultation=made, email="maro@people.example")

    page.goto(f"{site}/manage/{made.slug}/settings/")
    page.get_by_label("Starts").fill(f"{day}T10:00")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Tell them").click()
    expect(page.locator("main")).to_contain_text("The event is now on")
    expect(page.get_by_label("People with a place or on the waiting list: 1")).to_be_checked()
    page.get_by_role("button", name="Write the letter").click()
    expect(page.locator("main")).to_contain_text("1 person gets this letter.")
    page.get_by_role("link", name="Send to 1 person …").click()
    page.get_by_role("button", name="Send", exact=True).click()
    Mailing.objects.update(hold_until=now() - timedelta(seconds=1))
    call_command("deliver_mail")
    letter = letters(coming.email)[-1]
    assert letter.subject == "A change: Sharing the lake"
    page.goto(f"{site}/manage/{made.slug}/")
    expect(page.locator("main")).not_to_contain_text("Nobody has been told")
    assert complaints == []


def test_an_application_is_kept_while_it_is_written_and_sent_once_nothing_is_missing(
    site, page, consultation, letters, complaints
):
    page.goto(f"{site}/consultations/{consultation.slug}/apply/")
    page.get_by_label("E-mail address").fill("maro@farmers.example")
    page.get_by_role("button", name="Keep what I have so far").click()
    expect(page.locator("main")).to_contain_text("Your application is kept, but not sent yet.")
    link = re.search(r"https?://\S+/application/\S+", letters("maro@farmers.example")[0].text).group()
    page.goto(link)
    page.get_by_role("link", name="Go on writing").click()
    page.get_by_label("Name of the organization").fill("Delta Farmers Union")
    expect(page.get_by_role("status")).to_contain_text("Saved on the server.", timeout=15_000)
    page.goto(link)
    expect(page.locator("main")).to_contain_text("Delta Farmers Union")
    page.get_by_role("link", name="Go on writing").click()
    page.get_by_label("Country or area").select_option("TH")
    page.get_by_label("Sector").select_option("civil_society")
    page.get_by_label("Your name", exact=True).fill("Maro Telvane")
    page.get_by_label("What your organization would bring").fill("The voices of the delta.")
    page.get_by_role("button", name="Save and read it once more").click()
    page.get_by_role("button", name="Send the application").click()
    expect(page.locator("main")).to_contain_text("We have your application.")
    assert complaints == []
