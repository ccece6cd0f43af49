"""Every URL is opened as every role, and the answer is held against the table of docs/permissions.md.

What a role may not know of is 404; a visitor of a team page is asked to sign in, whether or not it exists.
A new URL fails here until its view names its permission and, where it needs one, tests/world.py an object to open.
"""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from consultations.actions.applications import link_to as application_link
from consultations.actions.invitations import link_to as invitation_link
from consultations.actions.submissions import link_to as submission_link
from consultations.mailing_links import make as make_unsubscribe_token
from consultations.models import Consultation, TeamRole
from consultations.permissions_table import ROLES, allowed
from consultations.policies import ACTIONS
from registrations.actions.addresses import link_to as address_link
from registrations.actions.letters import link_to as registration_link
from tests import factories
from tests.world import ACCOUNT_ACTIONS, MID_SIGN_IN, PAGES, World, make_world

pytestmark = pytest.mark.django_db

# What a page that only takes POST needs to know which row is meant.
SENT = {"registrations:check_in": lambda w: {"here": w.registration.key}}


# A framework is known to those who organize a consultation on it; other organizers have frameworks of their own.
ABOUT_A_FRAMEWORK = {"consultations:framework", "consultations:series_new", "consultations:series"}
# What a whole series recommends is public.
ABOUT_A_SERIES = {"reports:rollup"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once, since every request below undoes what it changed; all of it is rolled back in the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def unchanged(world):
    """Each test leaves the world as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _token(link: str) -> str:
    return link.rstrip("/").rsplit("/", 1)[-1]


def address(world: World, name: str, role: str) -> str:
    """The URL as this role would open it: a participant with her own link, everybody else with a forged one."""
    objects = world.objects(name)
    view_action = PAGES[name].action
    if view_action == "registrations.own":
        real = _token(registration_link(world.registration))
        if name == "registrations:address_confirm":
            world.registration.__class__.objects.filter(pk=world.registration.pk).update(new_email="new@people.example")
            real = _token(address_link(world.registration))
        objects = {**objects, "token": real if role == "participant" else "forged.token"}
    elif view_action == "consultations.keep_application":
        real = _token(application_link(world.application))
        objects = {**objects, "token": real if role == "participant" else "forged.token"}
    elif view_action == "consultations.answer_invitation":
        real = _token(invitation_link(world.consultation.team_invitations.get()))
        objects = {**objects, "token": real if role == "participant" else "forged.token"}
    elif view_action == "consultations.keep_submission":
        real = _token(submission_link(world.submission))
        objects = {**objects, "token": real if role == "participant" else "forged.token"}
    elif view_action == "reports.comment_on_draft":
        objects = {**objects, "token": _token(world.draft_link) if role == "participant" else "forged.token"}
    elif view_action == "consultations.stop_mailings":
        real = make_unsubscribe_token(series=world.consultation.series, email=world.registration.email)
        objects = {**objects, "token": real if role == "participant" else "forged.token"}
    try:
        return reverse(name, kwargs=objects)
    except NoReverseMatch:  # most pages have the consultation's name in their address
        return reverse(name, kwargs={"slug": world.consultation.slug, **objects})


def answer(client: Client, url: str, sent: dict[str, str] | None = None):
    """The page by GET or, where only POST is allowed, by POST; whatever it changed is undone."""
    with transaction.atomic():
        response = client.get(url)
        if response.status_code == 405:
            response = client.post(url, sent or {})
        transaction.set_rollback(True)
    return response


def asks_to_sign_in(response) -> bool:
    return response.status_code == 302 and "/accounts/login/" in response["Location"]


def is_a_page(response) -> bool:
    """HTML to be read here, not a file to take away."""
    shown = "Content-Disposition" not in response
    return shown and response.status_code == 200 and response["Content-Type"].startswith("text/html")


def has_its_frame(response) -> bool:
    """The layout around the page: its language, one first heading, one main part, the way past the top."""
    html = response.content.decode()
    once = all(html.count(part) == 1 for part in ("<h1", "<main", "</html>"))
    return once and '<html lang="' in html and 'class="skip-link"' in html


def is_open(response) -> bool:
    return response.status_code in {200, 302, 303, 400, 422} and not asks_to_sign_in(response)


def test_every_page_names_a_permission_that_the_table_knows():
    without = {name for name, view in PAGES.items() if not hasattr(view, "action")}
    assert without == set()
    unknown = {view.action for view in PAGES.values()} - set(ACTIONS) - ACCOUNT_ACTIONS
    assert unknown == set()


def test_every_permission_of_the_table_has_a_page():
    assert set(ACTIONS) - {view.action for view in PAGES.values()} - PERMISSIONS_INSIDE_PAGES == set()


# Permissions that open a part of a page rather than a page.
PERMISSIONS_INSIDE_PAGES = {
    "consultations.see_stages",
    "registrations.see_identities",
    "registrations.see_needs",
}


@pytest.mark.parametrize("role", ROLES)
def test_every_page_answers_as_the_table_says(world, role):
    client = Client()
    if world.accounts[role]:
        client.force_login(world.accounts[role])
    wrong = []
    for name, view in PAGES.items():
        if view.action not in ACTIONS or name in MID_SIGN_IN:
            continue
        sent = SENT[name](world) if name in SENT else None
        response = answer(client, address(world, name, role), sent)
        cell = allowed(ACTIONS[view.action], role)
        if name in ABOUT_A_FRAMEWORK and role == "organizer of another":
            good = response.status_code == 404
        elif cell in {"yes", "public"}:
            good = is_open(response)
        elif cell == "link":
            good = is_open(response) if role == "participant" else response.status_code == 404
        elif world.accounts[role] is None:
            good = asks_to_sign_in(response) or response.status_code == 404
        else:
            good = response.status_code == 404
        if not good:
            wrong.append(f"{name} ({view.action}: {cell}) answered {response.status_code}")
        if is_a_page(response) and not has_its_frame(response):
            wrong.append(f"{name} has not one heading and one main part")
    assert wrong == []


@pytest.mark.parametrize("role", [role for role in ROLES if role not in {"anonymous", "participant"}])
def test_a_draft_consultation_is_unknown_to_who_has_no_role_in_it(world, role):
    Consultation.objects.filter(pk=world.consultation.pk).update(visibility="draft")
    client = Client()
    client.force_login(world.accounts[role])
    for name, view in PAGES.items():
        if view.action == "consultations.read_public" and name not in {"reports:public", "reports:download"}:
            response = answer(client, address(world, name, role))
            known = allowed(ACTIONS[view.action], role) == "yes"
            assert (response.status_code == 200) is known, name


def test_pages_of_an_account_ask_for_sign_in_and_operators_pages_for_more(world):
    for name, view in PAGES.items():
        if name in MID_SIGN_IN or view.action not in {"accounts.own", "accounts.operate"}:
            continue
        url = reverse(name, kwargs=world.objects(name))
        assert asks_to_sign_in(answer(Client(), url)) or answer(Client(), url).status_code == 404, name
        client = Client()
        client.force_login(world.accounts["organizer"])
        assert (answer(client, url).status_code == 404) is (view.action == "accounts.operate"), name


def test_objects_of_another_consultation_are_unknown_even_to_its_organizer(world):
    """The organizer of A, on A's address with B's objects, finds nothing."""
    other = factories.OpenCallFactory().consultation
    organizer = factories.TeamMemberFactory(consultation=other, role=TeamRole.ORGANIZER).user
    client = Client()
    client.force_login(organizer)
    opened = []
    for name, view in PAGES.items():
        objects = world.objects(name)
        if not {"pk", "key", "note"} & set(objects) or view.action not in ACTIONS:
            continue
        if name in ABOUT_A_FRAMEWORK | ABOUT_A_SERIES:
            continue
        if allowed(ACTIONS[view.action], "organizer") != "yes":
            continue
        response = answer(client, reverse(name, kwargs={"slug": other.slug, **objects}))
        if response.status_code != 404:
            opened.append(f"{name} answered {response.status_code}")
    assert opened == []
