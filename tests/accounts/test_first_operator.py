"""An empty installation gets its first account from the shell, and its code where mail is kept."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import KeptMail, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(settings):
    settings.EMAIL_BACKEND = "accounts.kept_mail.KeptMailBackend"


def test_the_first_operator_signs_in_with_the_code_that_the_shell_prints(client, kept, ask_for_code, capsys):
    call_command("add_operator", "First@Rivers.example", name="Ferida")
    assert "first@rivers.example is an operator now" in capsys.readouterr().out
    ask_for_code("first@rivers.example")
    call_command("kept_mail", "First@rivers.example")
    code = next(line.strip() for line in capsys.readouterr().out.splitlines() if line.startswith("    "))
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert "Your code for Openfloor" in client.get("/kept-mail/").content.decode()


def test_an_account_that_is_there_becomes_an_operator_and_keeps_its_name(account):
    call_command("add_operator", account.email, name="Somebody else")
    account.refresh_from_db()
    assert (account.is_staff, account.is_superuser, account.name) == (True, True, "Ferida Okonjo")
    assert User.objects.count() == 1


def test_what_is_no_address_is_refused_and_makes_no_account():
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("add_operator", "nobody")
    assert not User.objects.exists()


def test_the_newest_letter_is_printed_and_where_there_is_none_it_says_so(capsys):
    for subject in ("Older", "Newer"):
        KeptMail.objects.create(to="a@rivers.example", subject=subject, text="Words")
    KeptMail.objects.create(to="b@rivers.example", subject="To another", text="Words")
    call_command("kept_mail", "a@rivers.example")
    assert capsys.readouterr().out.splitlines()[0] == "Newer"
    with pytest.raises(CommandError, match="No letter to"):
        call_command("kept_mail", "c@rivers.example")


def test_an_empty_installation_says_what_comes_first(client, operator):
    client.force_login(operator)
    for name in ("desk", "start"):
        page = client.get(reverse(f"consultations:{name}")).content.decode()
        assert reverse("consultations:framework_new") in page
        assert "You are on no team yet" not in page
        assert '<form class="form"' not in page
