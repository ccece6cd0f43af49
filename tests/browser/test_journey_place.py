"""A place changes hands: on a small phone, without an account and without scripts, and at the organizer's desk."""

import re

import pytest
from playwright.sync_api import expect

from registrations.models import Registration
from tests import factories

pytestmark = pytest.mark.browser

FIRST, SECOND, INTERPRETER = (f"{name}@people.example" for name in ("maro.telvane", "ina.brodal", "sefa.oryn"))


@pytest.fixture
def phone(somebody):
    return somebody(java_script_enabled=False, viewport={"width": 320, "height": 640}, has_touch=True)


def fits(page):
    """Nothing hangs over the edge of a narrow screen; scripts run for us, not for the page."""
    box = page.locator("main").bounding_box()
    assert box is not None
    assert box["width"] <= 320, page.url


def register(phone, site, consultation, name, address):
    phone.goto(site + consultation.get_absolute_url() + "register/")
    phone.get_by_label("Your name", exact=True).fill(name)
    phone.get_by_label("E-mail address").fill(address)
    phone.get_by_label("I agree that my answers").check()


def test_somebody_brings_an_interpreter_asks_for_data_withdraws_and_another_gets_the_place(
    site, consultation, phone, somebody, letters, link_in, organizer, complaints
):
    consultation.capacity = 1
    consultation.save()
    consultation.team.update(arranges_support=True)

    register(phone, site, consultation, "Maro Telvane", FIRST)
    phone.get_by_text("Does an interpreter or assistant come along?").click()
    phone.get_by_label("Name of the person who comes with you").fill("Sefa Oryn")
    phone.get_by_label("Mobile data").check()
    phone.get_by_role("button", name="Register").click()
    expect(phone.get_by_role("alert")).to_contain_text("One answer needs another look")
    expect(phone.get_by_label("Name of the person who comes with you")).to_be_visible()
    phone.get_by_label("Interpreter").check()
    phone.get_by_role("button", name="Register").click()
    mine = link_in(letters(FIRST)[0])
    phone.goto(mine)
    phone.get_by_role("button", name="Confirm").click()
    main = phone.locator("main")
    expect(main).to_contain_text("You have a place.")
    expect(main).to_contain_text("Sefa Oryn, interpreter")
    expect(main).to_contain_text("Mobile data: We are looking into it.")
    fits(phone)

    phone.get_by_role("button", name="Does not come").click()
    expect(main).not_to_contain_text("Sefa Oryn")
    phone.get_by_role("link", name="Somebody comes with me").click()
    phone.get_by_label("Name").fill("Sefa Oryn")
    phone.get_by_label("Personal assistant").check()
    phone.get_by_label("E-mail address").fill(INTERPRETER)
    fits(phone)
    phone.get_by_role("button", name="Add").click()
    expect(main).to_contain_text("Sefa Oryn comes with you.")
    assert letters(INTERPRETER)[0].subject == "You come along: Sharing the river"

    phone.get_by_role("link", name="Ask for support").click()
    phone.get_by_label("Captioning").check()
    phone.get_by_label("Tell us more about it").fill("In French")
    fits(phone)
    phone.get_by_role("button", name="Ask for it").click()
    expect(main).to_contain_text("Captioning: We are looking into it.")

    register(phone, site, consultation, "Ina Brodal", SECOND)
    phone.get_by_role("button", name="Register").click()
    theirs = link_in(letters(SECOND)[0])
    phone.goto(theirs)
    phone.get_by_role("button", name="Confirm").click()
    expect(main).to_contain_text("You are number 1 in line.")

    desk = somebody(organizer)
    desk.goto(f"{site}/manage/{consultation.slug}/")
    desk.get_by_role("link", name="Decide").click()
    desk.get_by_role("link", name="Maro Telvane").last.click()
    desk.get_by_label("Grant: we arrange it").check()
    desk.get_by_label("What the participant reads").fill("Captions in French in every room.")
    desk.get_by_role("button", name="Decide and send the letter").click()
    expect(desk.locator("main")).to_contain_text("we have written to Maro Telvane")

    phone.goto(mine)
    expect(main).to_contain_text("Captions in French in every room.")
    phone.get_by_role("link", name="Withdraw", exact=True).click()
    phone.get_by_role("button", name="Withdraw").click()
    expect(main).to_contain_text("You have withdrawn.")
    phone.goto(theirs)
    expect(main).to_contain_text("You have a place.")
    assert letters(SECOND)[0].subject == "You have a place: Sharing the river"
    states = dict(Registration.objects.values_list("name", "status"))
    assert states == {"Maro Telvane": "withdrawn", "Sefa Oryn": "withdrawn", "Ina Brodal": "confirmed"}
    assert complaints == []


def test_an_organizer_registers_somebody_moves_many_and_takes_it_back(
    site, consultation, somebody, organizer, complaints
):
    people = factories.RegistrationFactory.create_batch(3, consultation=consultation)
    desk = somebody(organizer)
    desk.goto(f"{site}/manage/{consultation.slug}/registrations/")
    for one in people[:2]:
        desk.get_by_role("checkbox", name=one.name).check()
    desk.get_by_label("With those chosen").select_option("Move to the waiting list")
    desk.get_by_role("button", name="Go on").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Move to the waiting list: 2 people")
    desk.get_by_role("button", name="Move to the waiting list").click()
    assert Registration.objects.filter(status="waitlisted").count() == 2
    desk.get_by_role("link", name="Waiting list").click()
    desk.get_by_role("link", name=re.compile(f"Give a place.*{people[1].name}")).click()
    desk.get_by_label("Why this person comes first").fill("She opens the first session.")
    desk.get_by_role("button", name="Give the place").click()
    desk.get_by_role("link", name="Registrations", exact=True).click()
    desk.get_by_role("button", name="Undo").click()
    expect(desk.locator("main")).to_contain_text("1 person is as before.")
    assert set(Registration.objects.values_list("status", flat=True)) == {"confirmed"}

    desk.get_by_role("link", name="Register somebody").click()
    desk.get_by_label("Name", exact=True).fill("Ola Brandis")
    desk.get_by_role("checkbox", name="I agree that my answers").check()
    desk.get_by_role("button", name="Register").click()
    expect(desk.locator("main")).to_contain_text("Ola Brandis is registered and has a place.")
    assert complaints == []
