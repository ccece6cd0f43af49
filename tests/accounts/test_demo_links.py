"""Links that sign in on a demonstration, and nowhere else."""

from urllib.parse import urlsplit

import pytest
from django.core import signing

from accounts import demo


@pytest.fixture
def link(account):
    return urlsplit(demo.sign_in_url(account)).path


def test_outside_a_demonstration_the_link_leads_nowhere(client, link):
    assert client.get(link).status_code == 404
    assert "_auth_user_id" not in client.session


def test_on_a_demonstration_it_signs_in(client, account, link, settings):
    settings.DEMO = True
    response = client.get(link)
    assert response["Location"] == "/desk/"
    assert client.session["_auth_user_id"] == str(account.pk)


def test_it_can_lead_on_to_a_page_here_but_not_elsewhere(client, link, settings):
    settings.DEMO = True
    assert client.get(f"{link}?next=/account/")["Location"] == "/account/"
    assert client.get(f"{link}?next=https://elsewhere.example/")["Location"] == "/desk/"


def test_a_forged_link_leads_nowhere(client, account, settings):
    settings.DEMO = True
    for token in ["1", "MQ:abc:def", signing.dumps(account.pk, salt="something.else")]:
        assert client.get(f"/demo/sign-in/{token}/").status_code == 404


def test_an_old_link_leads_nowhere(client, link, settings, monkeypatch):
    settings.DEMO = True
    import time

    later = time.time() + demo.LIFETIME.total_seconds() + 1
    monkeypatch.setattr("time.time", lambda: later)
    assert client.get(link).status_code == 404


def test_a_closed_account_is_not_entered(client, account, link, settings):
    settings.DEMO = True
    account.is_active = False
    account.save()
    assert client.get(link).status_code == 404


def test_the_link_is_absolute(account, settings):
    settings.SITE_URL = "https://openfloor.example"
    assert demo.sign_in_url(account).startswith("https://openfloor.example/demo/sign-in/")
