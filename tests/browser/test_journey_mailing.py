"""An organizer writes to the stakeholder list, looks at the letters as their readers will, and lets them go."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils.timezone import now
from playwright.sync_api import expect

from consultations.models import Mailing
from registrations.models import Contact

pytestmark = pytest.mark.browser


@pytest.fixture
def readers(consultation):
    people = {"ana": ("Ana Ribeiro", "fr"), "bo": ("Bo Lind", "en"), "cy": ("", "")}
    for key, (name, language) in people.items():
        Contact.objects.create(
            consultation=consultation,
            email=f"{key}@people.example",
            name=name,
            languages=[language] if language else [],
        )


def hold_is_over():
    Mailing.objects.update(hold_until=now() - timedelta(seconds=1))
    call_command("deliver_mail")


def test_a_mailing_is_written_translated_tested_held_taken_back_and_sent(
    site, page, sign_in, somebody, consultation, organizer, readers, letters, complaints
):
    consultation.languages = ["en", "fr"]
    consultation.save()
    sign_in(organizer)
    page.goto(f"{site}/manage/{consultation.slug}/mailings/")
    page.get_by_role("link", name="Write a mailing").click()
    page.get_by_role("link", name="Contacts of the stakeholder list").click()
    page.get_by_label("Everybody on the list").check()
    page.get_by_label("Subject").fill("Come to {{ titel }}")
    page.get_by_label("Text", exact=True).fill("Dear {{ name }},\n\nplease *do* come: [the call]({{ link }})")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Nobody knows what “titel” becomes.")
    page.get_by_label("Subject").fill("Come to {{ title }}")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("3 people get this letter.")
    expect(page.get_by_role("article")).to_have_count(3)
    expect(page.locator("main")).to_contain_text("No name is known: the address stands in.")

    page.get_by_role("link", name="French").click()
    page.get_by_label("Subject").fill("Venez : {{ title }}")
    page.get_by_label("Text", exact=True).fill("Bonjour {{ name }},\n\n[l’appel]({{ link }})")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("article").first).to_contain_text("Bonjour Ana Ribeiro")

    page.get_by_role("button", name="Send a test to me").click()
    expect(page.locator("main")).to_contain_text(f"A test is on its way to {organizer.email}.")
    assert [letter.subject for letter in letters(organizer.email)] == ["Test: Come to Sharing the river"]

    for _time in ("taken back", "let go"):
        page.get_by_role("link", name="Send to 3 people …").click()
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.locator("main")).to_contain_text("It leaves in 10 minutes. Until then nobody has it.")
        if _time == "taken back":
            page.get_by_role("button", name="Take back").click()
            expect(page.locator("main")).to_contain_text("Taken back. Nobody has got it.")
    assert letters("bo@people.example") == []

    hold_is_over()
    page.reload()
    expect(page.locator("main")).to_contain_text("3 letters")
    assert [letters(f"{key}@people.example")[0].subject for key in ("ana", "bo", "cy")] == [
        "Venez : Sharing the river",
        "Come to Sharing the river",
        "Come to Sharing the river",
    ]

    reader = somebody(java_script_enabled=False, viewport={"width": 320, "height": 640})
    stop = re.search(r"No more mailings of this series: (\S+)", letters("bo@people.example")[0].text)[1]
    reader.goto(stop)
    reader.get_by_role("button", name="Stop mailings").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("No more mailings")

    page.get_by_role("button", name="Write another like it").click()
    expect(page.locator("main")).to_contain_text("2 people get this letter.")
    expect(page.locator("main")).to_contain_text("1 wants no mailings")
    assert complaints == []
