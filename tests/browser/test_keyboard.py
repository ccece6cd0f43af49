"""Signing in and registering with the keyboard alone; one always sees where one is."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from registrations.models import Registration
from tests import factories

pytestmark = pytest.mark.browser

FOCUS = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const style = getComputedStyle(here);
  return {name: here.name || "", words: here.textContent.trim(), tag: here.localName,
          ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2};
}"""


def tab(page):
    """The next stop, whose focus must be visible."""
    page.keyboard.press("Tab")
    stop = page.evaluate(FOCUS)
    assert stop, "The focus left the page."
    assert stop["ring"], f"Nobody sees that {stop} has the focus."
    return stop


def tab_to(page, *, name="", words=""):
    """Tab on to a field or a button; a page has no more than 100 stops."""
    for _ in range(100):
        stop = tab(page)
        if (name and stop["name"] == name) or (words and stop["words"] == words and stop["tag"] == "button"):
            return
    raise AssertionError(f"{name or words} is not reached by Tab.")


def test_signing_in_needs_no_mouse(page, site, letters, complaints):
    account = factories.UserFactory()
    page.goto(site + reverse("account_request_login_code"))
    assert tab(page)["words"] == "Skip to the content"
    page.keyboard.press("Enter")
    tab_to(page, name="email")
    page.keyboard.type(account.email)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter your code")
    tab_to(page, name="code")
    page.keyboard.type(re.search(r"^\s*([A-Z0-9-]{6,})\s*$", letters(account.email)[0].text, re.MULTILINE).group(1))
    tab_to(page, words="Sign in")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your consultations")
    assert complaints == []


def test_registering_needs_no_mouse(page, site, consultation, letters, complaints):
    page.goto(site + reverse("registrations:register", args=[consultation.slug]))
    for field, text in (("name", "Maro Telvane"), ("email", "maro@people.example"), ("country", "Nep")):
        tab_to(page, name=field)
        page.keyboard.type(text)
    tab_to(page, name="take_part")
    page.keyboard.press("Space")
    tab_to(page, words="Register")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")
    registration = Registration.objects.get()
    assert (registration.name, registration.email) == ("Maro Telvane", "maro@people.example")
    assert registration.country == "NP"
    assert len(letters("maro@people.example")) == 1
    assert complaints == []
