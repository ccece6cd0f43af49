"""The second factor: offered to all, asked of all where the installation says so."""

import time

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.urls import reverse

# allauth tells of a new app once the transaction is over, which tests otherwise never let happen.
really_commits = pytest.mark.django_db(transaction=True)
CODE_PAGE = "/accounts/login/code/confirm/"


def code_now(secret):
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def turn_on(client):
    """Turn the second factor on for whoever is signed in; returns the secret."""

    def turn():
        page = client.get(reverse("mfa_activate_totp"))
        secret = page.context["form"].secret
        response = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
        assert response["Location"] == reverse("mfa_view_recovery_codes")
        return secret

    return turn


@really_commits
def test_an_app_is_set_up_and_recovery_codes_are_shown(client, account, turn_on, sign_in):
    sign_in(account)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert "data:image/svg+xml" in page
    turn_on()
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert len(codes.context["unused_codes"]) == 10
    assert codes.context["unused_codes"][0] in codes.content.decode()
    assert "Turn it off" in client.get(reverse("accounts:own")).content.decode()


def test_a_wrong_code_does_not_turn_it_on(client, account):
    client.force_login(account)
    client.get(reverse("mfa_activate_totp"))
    response = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "That is not the code" in response.content.decode()
    assert "Turn it on" in client.get(reverse("accounts:own")).content.decode()


@really_commits
def test_with_a_second_factor_the_mail_alone_is_not_enough(client, account, turn_on, sign_in, ask_for_code, code_in):
    sign_in(account)
    turn_on()
    codes = client.get(reverse("mfa_view_recovery_codes"))
    client.post("/accounts/logout/")
    ask_for_code(account.email)
    response = client.post(CODE_PAGE, {"code": code_in()})
    assert response["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert client.get("/account/").status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": codes.context["unused_codes"][0]})
    assert client.session["_auth_user_id"] == str(account.pk)


def test_where_it_is_required_nothing_opens_without_it(client, account, settings, turn_on):
    settings.REQUIRE_SECOND_FACTOR = True
    client.force_login(account)
    for path in ["/account/", "/desk/", "/admin/"]:
        assert client.get(path)["Location"] == reverse("mfa_activate_totp")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    turn_on()
    assert client.get("/account/").status_code == 200


def test_where_it_is_required_visitors_still_read_public_pages(client, db, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    assert client.get("/").status_code == 200


def test_where_it_is_not_required_nobody_is_stopped(client, account):
    client.force_login(account)
    assert client.get("/account/").status_code == 200


@really_commits
def test_turning_it_off_asks_first_and_takes_a_post(client, account, turn_on, sign_in):
    sign_in(account)
    turn_on()
    page = client.get(reverse("mfa_deactivate_totp"))
    assert "Turn the second step off?" in page.content.decode()
    client.post(reverse("mfa_deactivate_totp"))
    assert "Turn it on" in client.get(reverse("accounts:own")).content.decode()
