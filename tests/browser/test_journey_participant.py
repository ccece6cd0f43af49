"""Taking part with a small phone, without an account and without scripts."""

import pytest
from playwright.sync_api import expect

from registrations.models import Registration
from registrations.states import REGISTRATION
from tests import factories

pytestmark = pytest.mark.browser

ADDRESS = "maro.telvane@people.example"


def sentence(state):
    return str(REGISTRATION.states[state].public)


@pytest.fixture
def phone(somebody):
    return somebody(java_script_enabled=False, viewport={"width": 320, "height": 640}, has_touch=True)


def test_somebody_registers_confirms_changes_asks_for_the_link_and_withdraws(
    site, consultation, phone, letters, link_in, complaints
):
    for number, title in enumerate(("Upstream", "Downstream"), 1):
        factories.WorkingGroupFactory(consultation=consultation, number=number, title=title)
    phone.goto(site + consultation.get_absolute_url())
    phone.get_by_role("link", name="Take part").click()

    fill_in(phone)
    expect(phone.get_by_role("alert")).to_contain_text("3 answers need another look")
    what_was_typed_is_still_there(phone)

    phone.get_by_label("E-mail address").fill(ADDRESS)
    phone.get_by_label("second choice").select_option("1")
    phone.get_by_label("I agree that my answers").check()
    phone.get_by_role("button", name="Register").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")

    (letter,) = letters(ADDRESS)
    phone.goto(link_in(letter))
    expect(phone.locator("main")).to_contain_text(sentence("pending"))
    phone.get_by_role("button", name="Confirm").click()
    expect(phone.locator("main")).to_contain_text(sentence("confirmed"))
    expect(phone.locator("main")).to_contain_text("2 Downstream; 1 Upstream")
    assert letters(ADDRESS)[0].subject == "You have a place: Sharing the river"

    phone.get_by_role("link", name="Change my answers").click()
    expect(phone.get_by_label("What do you need in order to take part?")).to_have_value("Captions,\nand a safe line.")
    phone.get_by_label("Name that others see").fill("M. of the hills")
    phone.get_by_role("button", name="Save").click()
    expect(phone.locator("main")).to_contain_text("Your answers are saved.")
    expect(phone.locator("main")).to_contain_text("M. of the hills")

    before = len(letters(ADDRESS))
    phone.goto(site + consultation.get_absolute_url() + "register/")
    phone.get_by_role("link", name="Have your link sent again").click()
    phone.get_by_label("E-mail address").fill(ADDRESS.upper())
    phone.get_by_role("button", name="Send me my link").click()
    expect(phone.locator("main")).to_contain_text("If it is registered, the letter holds the link")
    assert len(letters(ADDRESS)) == before + 1

    phone.goto(link_in(letters(ADDRESS)[0]))
    phone.get_by_role("link", name="Withdraw", exact=True).click()
    phone.get_by_role("button", name="Withdraw").click()
    expect(phone.locator("main")).to_contain_text(sentence("withdrawn"))
    assert Registration.objects.get().status == "withdrawn"
    assert complaints == []


def fill_in(phone):
    """Everything, but with a broken address, one group twice and no consent."""
    phone.get_by_label("Your name", exact=True).fill("Maro Telvane")
    phone.get_by_label("E-mail address").fill("maro.telvane at people")
    phone.get_by_label("Organization").fill("Hill Herders")
    phone.get_by_label("Country or area").select_option("KE")
    phone.get_by_label("Gender").fill("woman")
    phone.get_by_label("first choice").select_option("2")
    phone.get_by_label("second choice").select_option("2")
    phone.get_by_label("What do you need in order to take part?").fill("Captions,\nand a safe line.")
    phone.get_by_label("You may write to me").check()
    phone.get_by_role("button", name="Register").click()


def what_was_typed_is_still_there(phone):
    for label, value in {
        "Your name": "Maro Telvane",
        "E-mail address": "maro.telvane at people",
        "Organization": "Hill Herders",
        "Country or area": "KE",
        "Gender": "woman",
        "first choice": "2",
        "second choice": "2",
        "What do you need in order to take part?": "Captions,\nand a safe line.",
    }.items():
        expect(phone.get_by_label(label, exact=label == "Your name")).to_have_value(value)
    expect(phone.get_by_label("You may write to me")).to_be_checked()
    expect(phone.get_by_label("I agree that my answers")).not_to_be_checked()
