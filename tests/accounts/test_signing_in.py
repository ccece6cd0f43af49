"""Signing in by code: who gets in, who does not, and what a stranger can learn."""

import re

import pytest
from django.conf import settings as django_settings
from django.urls import NoReverseMatch, resolve, reverse

from accounts.models import User

CODE_PAGE = "/accounts/login/code/confirm/"


def test_a_code_from_the_mail_signs_in(client, account, ask_for_code, code_in, mailoutbox):
    page = ask_for_code(account.email)
    assert page.redirect_chain[-1][0] == CODE_PAGE
    assert mailoutbox[0].to == [account.email]
    response = client.post(CODE_PAGE, {"code": code_in()})
    assert response.status_code == 302
    assert response["Location"] == reverse("consultations:desk")
    assert client.session["_auth_user_id"] == str(account.pk)


def test_an_address_is_found_whatever_its_case(client, account, ask_for_code, code_in):
    ask_for_code("FERIDA@People.Example")
    client.post(CODE_PAGE, {"code": code_in()})
    assert client.session["_auth_user_id"] == str(account.pk)


def test_signing_in_leads_back_to_the_page_that_asked_for_it(client, account, code_in):
    url = reverse("account_request_login_code")
    page = client.post(f"{url}?next=/account/", {"email": account.email, "next": "/account/"})
    response = client.post(page["Location"], {"code": code_in(), "next": "/account/"})
    assert response["Location"] == "/account/"


def test_signing_in_never_leads_to_another_site(client, account, ask_for_code, code_in):
    ask_for_code(account.email)
    response = client.post(CODE_PAGE, {"code": code_in(), "next": "https://elsewhere.example/"})
    assert response["Location"] == reverse("consultations:desk")


def test_a_wrong_code_does_not_sign_in_and_says_so_beside_the_field(client, account, ask_for_code):
    ask_for_code(account.email)
    response = client.post(CODE_PAGE, {"code": "WRONG-CODE"})
    page = response.content.decode()
    assert "_auth_user_id" not in client.session
    assert "That is not the code" in page
    assert 'aria-describedby="id_code_error"' in page
    assert 'id="id_code_error"' in page


def test_after_three_wrong_codes_the_right_one_is_refused(client, account, ask_for_code, code_in):
    ask_for_code(account.email)
    right = code_in()
    for _ in range(3):
        client.post(CODE_PAGE, {"code": "WRONG-CODE"})
    client.post(CODE_PAGE, {"code": right})
    assert "_auth_user_id" not in client.session


def test_a_code_works_in_the_browser_that_asked_only(client, account, ask_for_code, code_in):
    ask_for_code(account.email)
    other_browser = type(client)()
    other_browser.post(CODE_PAGE, {"code": code_in()})
    assert "_auth_user_id" not in other_browser.session


def test_somebody_who_mistyped_the_address_can_start_again(client, account, ask_for_code, code_in):
    page = ask_for_code("feridda@people.example").content.decode()
    assert 'form="start-again"' in page
    response = client.post("/accounts/logout/", {"next": "/accounts/login/code/"})
    assert response["Location"] == "/accounts/login/code/"
    ask_for_code(account.email)
    client.post(CODE_PAGE, {"code": code_in()})
    assert client.session["_auth_user_id"] == str(account.pk)


def test_a_code_is_too_old_after_ten_minutes(client, account, ask_for_code, code_in, monkeypatch):
    ask_for_code(account.email)
    import time

    later = time.time() + 601
    monkeypatch.setattr("time.time", lambda: later)
    client.post(CODE_PAGE, {"code": code_in()})
    assert "_auth_user_id" not in client.session


def _without_what_differs(page, email):
    text = page.content.decode().replace(email, "THE-ADDRESS")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


def test_an_unknown_address_sees_the_same_page_and_gets_no_account(client, account, ask_for_code, mailoutbox):
    known = ask_for_code(account.email)
    other = type(client)()
    unknown = other.post(reverse("account_request_login_code"), {"email": "nobody@people.example"}, follow=True)
    assert unknown.redirect_chain == known.redirect_chain
    assert _without_what_differs(unknown, "nobody@people.example") == _without_what_differs(known, account.email)
    assert not User.objects.filter(email="nobody@people.example").exists()
    assert [message.to for message in mailoutbox] == [[account.email], ["nobody@people.example"]]


def test_the_mail_to_an_unknown_address_holds_no_code_and_no_link(client, db, ask_for_code, mailoutbox):
    ask_for_code("nobody@people.example")
    assert "no account with this address" in mailoutbox[0].body
    assert "http" not in mailoutbox[0].body
    assert not re.search(r"^ {4}\S+$", mailoutbox[0].body, re.MULTILINE)


def test_a_wrong_code_for_an_unknown_address_gets_the_same_answer(client, account, ask_for_code):
    ask_for_code(account.email)
    known = client.post(CODE_PAGE, {"code": "WRONG-CODE"})
    other = type(client)()
    other.post(reverse("account_request_login_code"), {"email": "nobody@people.example"})
    unknown = other.post(CODE_PAGE, {"code": "WRONG-CODE"})
    assert _without_what_differs(unknown, "nobody@people.example") == _without_what_differs(known, account.email)


def test_a_closed_account_is_answered_like_an_unknown_one(client, account, ask_for_code, mailoutbox):
    account.is_active = False
    account.save()
    page = ask_for_code(account.email)
    assert page.redirect_chain[-1][0] == CODE_PAGE
    assert not re.search(r"^ {4}\S+$", mailoutbox[0].body, re.MULTILINE)


def test_asking_for_many_codes_is_stopped(client, account, settings, mailoutbox):
    settings.ACCOUNT_RATE_LIMITS = {}  # allauth's own limits, which an installation has
    url = reverse("account_request_login_code")
    answers = [type(client)().post(url, {"email": account.email}) for _ in range(5)]
    assert len(mailoutbox) == 3
    assert "Wait a few minutes" in answers[-1].content.decode()


def test_asking_from_one_place_for_many_addresses_is_stopped(client, db, settings, mailoutbox):
    settings.ACCOUNT_RATE_LIMITS = {}
    url = reverse("account_request_login_code")
    for number in range(25):
        last = type(client)().post(url, {"email": f"guess{number}@people.example"})
    assert len(mailoutbox) == 20
    assert "Wait a few minutes" in last.content.decode()


def test_an_installation_has_allauths_rate_limits():
    import config.settings

    assert getattr(config.settings, "ACCOUNT_RATE_LIMITS", {}) == {}
    assert config.settings.ACCOUNT_PREVENT_ENUMERATION is True


def test_the_session_key_changes_when_signing_in(client, account, ask_for_code, code_in):
    ask_for_code(account.email)
    before = client.session.session_key
    client.post(CODE_PAGE, {"code": code_in()})
    assert client.session.session_key != before


def test_signing_out_takes_a_post(client, account):
    client.force_login(account)
    page = client.get("/accounts/logout/")
    assert "Sign out?" in page.content.decode()
    assert client.session["_auth_user_id"] == str(account.pk)
    response = client.post("/accounts/logout/")
    assert response["Location"] == reverse("consultations:front")
    assert "_auth_user_id" not in client.session


def test_the_plain_sign_in_address_leads_to_the_code_form_and_keeps_the_way_back(client, db):
    response = client.get("/accounts/login/?next=/account/")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/code/?next=/account/"


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "password/change/",
        "password/set/",
        "password/reset/",
        "email/",
        "confirm-email/",
        "reauthenticate/",
        "3rdparty/",
        "3rdparty/signup/",
        "institution/signup/",
        "institution/unknown/login/",
    ],
)
def test_pages_that_are_not_offered_do_not_exist(client, account, path):
    assert client.get(f"/accounts/{path}").status_code == 404
    client.force_login(account)
    assert client.get(f"/accounts/{path}").status_code == 404


def test_no_page_asks_for_a_password(client, account, operator):
    for path in ["/accounts/login/code/", "/accounts/login/"]:
        assert 'type="password"' not in client.get(path, follow=True).content.decode()
    client.force_login(operator)
    assert client.get("/admin/password_change/").status_code == 404
    assert 'type="password"' not in client.get("/admin/accounts/user/add/").content.decode()


def test_a_password_in_the_database_would_open_nothing(client, account):
    account.set_password("correct horse")
    account.save()
    client.post("/accounts/login/", {"login": account.email, "password": "correct horse"})
    client.post("/admin/login/", {"username": account.email, "password": "correct horse"})
    assert "_auth_user_id" not in client.session


def test_every_page_of_signing_in_names_its_permission(db):
    from accounts.sign_in_urls import urlpatterns

    assert {pattern.callback.action for pattern in urlpatterns} == {"accounts.public", "accounts.own"}


def test_sign_in_settings_point_to_pages_that_exist():
    for name in [django_settings.LOGIN_URL, django_settings.LOGOUT_REDIRECT_URL, django_settings.LOGIN_REDIRECT_URL]:
        try:
            assert resolve(reverse(name))
        except NoReverseMatch:
            pytest.fail(f"{name} is no page")
