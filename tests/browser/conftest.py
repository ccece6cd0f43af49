"""Journeys in a real browser: Debian's Chromium, driven by Playwright, on a server of this process."""

import os
import shutil

import pytest
from playwright.sync_api import Page

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


@pytest.fixture
def site(transactional_db, live_server, settings):
    """The address of a running server whose links lead to itself."""
    settings.SITE_URL = live_server.url
    return live_server.url


@pytest.fixture
def sign_in(page: Page, site, settings):
    """Sign the browser in as an account."""
    from django.conf import settings as conf
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    def enter(user):
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        page.context.add_cookies([{"name": conf.SESSION_COOKIE_NAME, "value": session.session_key, "url": site}])

    return enter


@pytest.fixture
def complaints(page: Page, site):
    """What the browser complained about, and every request that left for another host."""
    found: list[str] = []
    page.on("console", lambda m: found.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith((site, "data:")) else found.append(f"left for {r.url}"))
    return found
