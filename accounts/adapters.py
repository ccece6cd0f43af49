"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.cookies import set_language

TOO_MANY = _("That was too many tries. Wait a few minutes, then ask for a new code.")
WRONG_CODE = _("That is not the code. Check it and try again.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by organizers and operators, not by signing up."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Write to whoever runs this site."),
        "incorrect_code": WRONG_CODE,
        "rate_limited": TOO_MANY,
        "too_many_login_attempts": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return subject

    def post_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse:
        """Go on in the language of the account, where one was chosen."""
        response: HttpResponse = super().post_login(request, user, **details)
        if user.language != settings.LANGUAGE_CODE:
            set_language(response, user.language)
        return response


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": WRONG_CODE}
