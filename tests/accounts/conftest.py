"""Accounts, mail and a clean count of tries."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def _no_tries_yet():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def account(db):
    return UserFactory(email="ferida@people.example", name="Ferida Okonjo")


@pytest.fixture
def operator(db):
    return UserFactory(email="operator@people.example", is_staff=True, is_superuser=True)


@pytest.fixture
def ask_for_code(client):
    """Ask for a code as somebody with this address does; returns the page that follows."""

    def ask(email):
        return client.post(reverse("account_request_login_code"), {"email": email}, follow=True)

    return ask


@pytest.fixture
def code_in(mailoutbox):
    """The code in the newest message."""

    def read():
        return re.search(r"^ {4}(\S+)$", mailoutbox[-1].body, re.MULTILINE).group(1)

    return read


@pytest.fixture
def sign_in(client, ask_for_code, code_in):
    """Sign in by code, as people do; the second factor's pages know by that who was just here."""

    def by_code(account):
        ask_for_code(account.email)
        client.post(reverse("account_confirm_login_code"), {"code": code_in()})

    return by_code
