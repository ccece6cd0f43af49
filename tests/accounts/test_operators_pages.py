"""Kept mail and the operators' site."""

import pytest

from accounts.models import KeptMail
from tests.factories import UserFactory


@pytest.fixture
def mail(db):
    return KeptMail.objects.create(
        to="maro@people.example",
        subject="Your <registration>",
        text="Open https://openfloor.example/registration/abc/ to confirm.\n<script>alert(1)</script>",
    )


def test_an_operator_reads_kept_mail_with_links_and_everything_else_escaped(client, operator, mail):
    client.force_login(operator)
    page = client.get("/kept-mail/").content.decode()
    assert "Your &lt;registration&gt;" in page
    assert '<a href="https://openfloor.example/registration/abc/"' in page
    assert "<script>alert" not in page
    assert "maro@people.example" in page


def test_nobody_else_can_know_of_kept_mail(client, account, mail):
    assert client.get("/kept-mail/")["Location"].startswith("/accounts/login/code/")
    client.force_login(account)
    response = client.get("/kept-mail/")
    assert response.status_code == 404
    assert "maro" not in response.content.decode()


def test_on_a_demonstration_everybody_reads_kept_mail(client, mail, settings):
    settings.DEMO = True
    assert "maro@people.example" in client.get("/kept-mail/").content.decode()


def test_kept_mail_is_found_by_address(client, operator, mail):
    KeptMail.objects.create(to="other@people.example", subject="Another", text="x")
    client.force_login(operator)
    page = client.get("/kept-mail/?to=MARO").content.decode()
    assert "registration" in page
    assert "Another" not in page
    assert "No message to that address" in client.get("/kept-mail/?to=zzz").content.decode()


def test_kept_mail_costs_the_same_number_of_queries_however_much_there_is(
    client, operator, mail, django_assert_max_num_queries
):
    KeptMail.objects.bulk_create([KeptMail(to=f"p{n}@people.example", subject="s", text="t") for n in range(60)])
    client.force_login(operator)
    with django_assert_max_num_queries(5):
        assert "Page 1 of 3" in client.get("/kept-mail/").content.decode()


def test_the_operators_site_leads_visitors_to_the_code_form(client, db):
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/login/code/?next=%2Fadmin%2F"


def test_whoever_is_no_operator_cannot_know_of_the_operators_site(client, account):
    client.force_login(account)
    assert client.get("/admin/", follow=True).status_code == 404


def test_the_operators_site_shows_accounts_and_no_secrets(client, operator):
    client.force_login(operator)
    assert client.get("/admin/accounts/user/").status_code == 200
    for hidden in ["mfa/authenticator", "account/emailaddress", "socialaccount/socialtoken"]:
        assert client.get(f"/admin/{hidden}/").status_code == 404


def test_pages_of_the_operators_site_keep_the_content_security_policy(client, operator):
    client.force_login(operator)
    for path in ["/admin/", "/admin/accounts/user/", f"/admin/accounts/user/{operator.pk}/change/"]:
        page = client.get(path)
        assert "script-src 'self'" in page["Content-Security-Policy"]
        html = page.content.decode()
        assert " style=" not in html
        assert "<style" not in html
        assert "<script>" not in html


def test_an_address_is_stored_in_lower_case(client, operator):
    client.force_login(operator)
    answers = {"email": "New@People.Example", "language": "en", "timezone": "UTC", "is_active": "on"}
    client.post("/admin/accounts/user/add/", answers)
    client.force_login(UserFactory())
    from accounts.models import User

    made = User.objects.get(email__iexact="new@people.example")
    assert made.email == "new@people.example"
    assert not made.has_usable_password()
