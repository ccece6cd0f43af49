"""axe finds nothing on any page, in light and in dark; no page is wider than a small phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from consultations.actions.applications import link_to as application_link
from registrations.actions.letters import link_to as registration_link
from tests.browser.pages import RULES, addresses, faults, is_page
from tests.world import make_world

pytestmark = pytest.mark.browser


def check(page, site, url, found):
    """Open a page, if it is one, and note what is wrong with it."""
    if not is_page(page, site + url):
        return
    response = page.goto(site + url)
    assert response.status == 200, f"{url} answered {response.status}"
    found += faults(page)


@pytest.mark.parametrize("role", ["anonymous", "reviewer", "rapporteur", "viewer", "arranges support", "organizer"])
def test_axe_finds_nothing_on_any_page_of_a_role(page, site, sign_in, complaints, role):
    world = make_world()
    if world.accounts[role]:
        sign_in(world.accounts[role])
    found: list[str] = []
    for url in addresses(world, role):
        check(page, site, url, found)
    assert found == []
    assert complaints == []


def test_axe_finds_nothing_behind_personal_links_and_around_signing_in(page, site, sign_in, complaints):
    world = make_world()
    found: list[str] = []
    registration, application = (
        registration_link(world.registration).removeprefix(site),
        application_link(world.application).removeprefix(site),
    )
    for url in (
        registration,
        registration + "change/",
        registration + "withdraw/",
        registration + "support/",
        registration + "company/",
        registration + "address/",
        registration + "erase/",
        application,
        application + "edit/",
        application + "withdraw/",
        reverse("account_request_login_code"),
    ):
        check(page, site, url, found)
    sign_in(world.accounts["stranger"])
    for name in ("accounts:own", "consultations:desk", "mfa_activate_totp"):
        check(page, site, reverse(name), found)
    assert found == []
    assert complaints == []


def test_pages_that_do_not_exist_are_readable_too(page, site, db):
    page.goto(site + "/consultations/nothing-here/")
    assert Axe().run(page, options=RULES).response["violations"] == []
