"""Every page and file that an audience may open, opened."""

from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from consultations.actions.applications import link_to as application_link
from consultations.actions.submissions import link_to as submission_link
from consultations.permissions_table import ROLES, allowed
from consultations.policies import ACTIONS
from registrations.actions.letters import link_to as registration_link
from tests.config.test_every_page_as_every_role import SENT, address, answer
from tests.leaks.planting import Planted
from tests.world import MID_SIGN_IN, PAGES

# Files that have more forms than the one by which the world opens them.
MORE_FORMS = {
    "consultations:applications_export": ["xlsx"],
    "consultations:audit_export": ["xlsx"],
    "registrations:export": ["xlsx"],
    "registrations:contacts_export": ["xlsx"],
    "registrations:support_export": ["xlsx"],
    "registrations:figures_export": ["xlsx"],
    "reports:file": ["docx", "pdf", "json"],
    "reports:download": ["pdf", "html", "json"],
}
ROOMS_AS = (("zoom", "csv"), ("teams", "csv"), ("sheet", "xlsx"))


def roles() -> list[str]:
    return list(ROLES)


def holders(planted: Planted) -> dict[str, tuple[str, str]]:
    """Who holds a personal link: the permission that it opens, and its token."""
    world = planted.world
    return {
        "participant's link": ("registrations.own", _token(registration_link(world.registration))),
        "another participant's link": ("registrations.own", _token(registration_link(planted.another))),
        "applicant's link": ("consultations.keep_application", _token(application_link(world.application))),
        "declined applicant's link": ("consultations.keep_application", _token(application_link(planted.declined))),
        "unsent applicant's link": ("consultations.keep_application", _token(application_link(planted.unsent))),
        "author's link": ("consultations.keep_submission", _token(submission_link(planted.pending))),
        "co-organizer's link": ("reports.comment_on_draft", _token(world.draft_link)),
    }


def _token(link: str) -> str:
    return link.rstrip("/").rsplit("/", 1)[-1]


def as_role(planted: Planted, role: str) -> Iterator[tuple[str, object]]:
    """(page, answer) of all that a role may open. What it may not is 404, and another test holds that."""
    client = Client()
    if planted.world.accounts[role]:
        client.force_login(planted.world.accounts[role])
    for name, view in PAGES.items():
        if name in MID_SIGN_IN or (view.action in ACTIONS and allowed(ACTIONS[view.action], role) in {"–", "link"}):
            continue
        if view.action in ACTIONS:
            urls = [address(planted.world, name, role), *more_forms(planted, name, role)]
        else:
            urls = [reverse(name, kwargs=planted.world.objects(name))] if name != "mail_events" else []
        for url in urls:
            yield name, answer(client, url, SENT[name](planted.world) if name in SENT else None)


def more_forms(planted: Planted, name: str, role: str) -> list[str]:
    if name == "reports:download" and role != "anonymous":
        return []  # what is published is the same for everybody
    slug = planted.world.consultation.slug
    found = [reverse(name, kwargs={"slug": slug, "form": form}) for form in MORE_FORMS.get(name, [])]
    if name == "breakouts:export_rooms":
        found += [
            reverse(name, kwargs={"slug": slug, "number": 1, "form": form, "kind": kind}) for form, kind in ROOMS_AS
        ]
    if name == "registrations:detail":
        found.append(reverse(name, kwargs={"slug": slug, "key": planted.another.key}))
    return found


def as_holder(planted: Planted, holder: str) -> Iterator[tuple[str, object]]:
    """(page, answer) of all that opens by this personal link, without an account."""
    action, token = holders(planted)[holder]
    client = Client()
    for name, view in PAGES.items():
        if view.action == action:
            yield name, answer(client, reverse(name, kwargs={**planted.world.objects(name), "token": token}))


LISTS = (
    "consultations:audit",
    "consultations:outbox",
    "registrations:list",
    "registrations:contacts",
    "registrations:attendance",
    "reports:bundle",
)


def as_its_organizer(planted: Planted) -> Iterator[tuple[str, object]]:
    """(page, answer) of the other consultation, to its own organizer: what only she reads."""
    client = Client()
    client.force_login(planted.world.accounts["organizer of another"])
    for name in LISTS:
        yield name, answer(client, reverse(name, kwargs={"slug": planted.elsewhere.slug}))


def everybody(planted: Planted) -> Iterator[tuple[str, Iterator[tuple[str, object]]]]:
    """(audience, its answers), for every audience there is."""
    for role in roles():
        yield role, as_role(planted, role)
    for holder in holders(planted):
        yield holder, as_holder(planted, holder)
    yield "its organizer", as_its_organizer(planted)


AUDIENCES = (
    *ROLES,
    "participant's link",
    "another participant's link",
    "applicant's link",
    "declined applicant's link",
    "unsent applicant's link",
    "author's link",
    "co-organizer's link",
    "its organizer",
)
