"""One's own account."""

import pytest

from accounts.languages import UN_LANGUAGES, spoken


@pytest.fixture
def translated(settings):
    """As if every catalogue were there."""
    settings.LANGUAGES = UN_LANGUAGES


def test_only_languages_with_a_catalogue_are_offered(tmp_path):
    (tmp_path / "zh_Hans/LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "zh_Hans/LC_MESSAGES/django.mo").touch()
    (tmp_path / "fr/LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "fr/LC_MESSAGES/django.po").touch()
    assert [code for code, _ in spoken(tmp_path)] == ["zh-hans", "en"]


def test_a_page_does_not_claim_a_language_that_its_words_are_not_in(client, account, settings):
    settings.LANGUAGES = [("en", "English")]
    client.force_login(account)
    page = client.get("/account/", headers={"Accept-Language": "ar,fr;q=0.8"}).content.decode()
    assert '<html lang="en" dir="ltr"' in page
    assert 'name="language"' not in page
    client.post("/account/", {"name": "New name", "timezone": "UTC"})
    account.refresh_from_db()
    assert (account.name, account.language) == ("New name", "en")


def test_visitors_are_asked_to_sign_in(client, db):
    response = client.get("/account/")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/code/?next=/account/"


def test_name_language_and_zone_are_saved_and_the_language_is_kept_in_the_browser(client, account, translated):
    client.force_login(account)
    response = client.post("/account/", {"name": "F. Okonjo", "language": "fr", "timezone": "Asia/Bangkok"})
    assert response.status_code == 302
    account.refresh_from_db()
    assert (account.name, account.language, account.timezone) == ("F. Okonjo", "fr", "Asia/Bangkok")
    cookie = response.cookies["django_language"]
    assert cookie.value == "fr"
    assert cookie["httponly"]


@pytest.mark.parametrize(("field", "value"), [("timezone", "Mars/Olympus"), ("language", "tlh")])
def test_an_unknown_zone_or_language_is_refused_and_nothing_is_lost(client, account, translated, field, value):
    client.force_login(account)
    answers = {"name": "New name", "language": "fr", "timezone": "Asia/Bangkok", field: value}
    page = client.post("/account/", answers).content.decode()
    assert 'value="New name"' in page
    assert f'href="#id_{field}"' in page
    account.refresh_from_db()
    assert account.name == "Ferida Okonjo"


def test_the_address_and_the_rights_cannot_be_changed_here(client, account):
    client.force_login(account)
    answers = {"name": "x", "language": "en", "timezone": "UTC"}
    client.post("/account/", answers | {"email": "other@people.example", "is_staff": "on", "is_superuser": "on"})
    account.refresh_from_db()
    assert account.email == "ferida@people.example"
    assert not account.is_staff
    assert not account.is_superuser


def test_signing_in_brings_the_language_of_the_account(client, account, translated, ask_for_code, code_in):
    account.language = "ar"
    account.save()
    ask_for_code(account.email)
    response = client.post("/accounts/login/code/confirm/", {"code": code_in()})
    assert response.cookies["django_language"].value == "ar"
    page = client.get("/account/").content.decode()
    assert '<html lang="ar" dir="rtl"' in page
