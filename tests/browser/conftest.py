"""Journeys in a real browser: Debian's Chromium, driven by Playwright, on a server of this process."""

import os
import re
import shutil

import pytest
from django.conf import settings as conf
from playwright.sync_api import Page

from accounts.models import KeptMail
from consultations.models import Consultation
from reports.actions.bundles import load_bundle
from tests.browser.capture_room import enter, make_rapporteur, make_room
from tests.world import BUNDLE

# Playwright runs an event loop in this thread; the tests' own look into the database is synchronous all the same.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "The browser lane needs Chromium (Debian: apt-get install chromium)."
    return {
        **browser_type_launch_args,
        "executable_path": path,
        "args": ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """No transitions, so that nobody looks at a colour on its way to another."""
    return {**browser_context_args, "reduced_motion": "reduce"}


@pytest.fixture
def site(transactional_db, live_server, settings, tmp_path):
    """The address of a running server whose links lead to itself, and which keeps its mail."""
    settings.SITE_URL = live_server.url
    settings.EMAIL_BACKEND = "accounts.kept_mail.KeptMailBackend"
    settings.MEDIA_ROOT = tmp_path / "media"
    return live_server.url


@pytest.fixture
def water(site):
    """The small demonstration: notes accepted, nobody placed, no report yet."""
    with BUNDLE.open("rb") as file:
        load_bundle(file=file)
    return Consultation.objects.get()


@pytest.fixture
def sign_in(page: Page, site):
    """Sign the browser in as an account."""

    def enter(user):
        page.context.add_cookies([session_of(user, site)])

    return enter


@pytest.fixture
def complaints(page: Page, site):
    """What the browser complained about, and every request that left for another host."""
    found: list[str] = []
    _listen(page, site, found)
    return found


@pytest.fixture
def somebody(browser, browser_context_args, site, complaints):
    """Somebody else at a browser of her own: `somebody(account)` gives a page, signed in where there is an account."""
    contexts = []

    def sit_down(user=None, **options):
        context = browser.new_context(**{**browser_context_args, **options})
        contexts.append(context)
        if user:
            context.add_cookies([session_of(user, site)])
        page = context.new_page()
        _listen(page, site, complaints)
        return page

    yield sit_down
    for context in contexts:
        context.close()


@pytest.fixture
def letters():
    """The kept letters to an address, newest first."""
    return lambda address: list(KeptMail.objects.filter(to=address))


@pytest.fixture
def link_in():
    """The one personal link in a letter."""

    def link(letter):
        (found,) = re.findall(r"http://\S+/(?:registration|application|invitation)/\S+", letter.text)
        return found

    return link


@pytest.fixture
def room(site):
    return make_room()


@pytest.fixture
def accounts(room):
    """Two who take notes. They are there before anybody is in the room: SQLite in memory locks whole tables."""
    return [make_rapporteur(room), make_rapporteur(room)]


@pytest.fixture
def at_work(site, room, somebody, accounts):
    """A rapporteur in the room, at a browser of her own."""
    free = list(accounts)

    def open_room(**options):
        page = somebody(free.pop(0), **options)
        enter(page, site, room)
        return page

    return open_room


def session_of(user, site):
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {"name": conf.SESSION_COOKIE_NAME, "value": session.session_key, "url": site}


def _listen(page, site, found):
    page.on("console", lambda m: found.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith((site, "data:")) else found.append(f"left for {r.url}"))
