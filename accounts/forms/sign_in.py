"""Signing in, in our words."""

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _


def _code_input() -> forms.TextInput:
    return forms.TextInput(
        attrs={
            "autocomplete": "one-time-code",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "class": "is-code",
        }
    )


class AskForCodeForm(RequestLoginCodeForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].widget = forms.EmailInput(attrs={"autocomplete": "email"})


class EnterCodeForm(ConfirmLoginCodeForm):
    code = forms.CharField(label=_("Code from the message"), widget=_code_input())


class SecondFactorForm(AuthenticateForm):
    code = forms.CharField(
        label=_("Code from your authenticator app"),
        help_text=_("Or one of the recovery codes that you kept."),
        widget=_code_input(),
    )


class SecondFactorAgainForm(ReauthenticateForm):
    code = forms.CharField(
        label=_("Code from your authenticator app"),
        help_text=_("Or one of the recovery codes that you kept."),
        widget=_code_input(),
    )


class StartSecondFactorForm(ActivateTOTPForm):
    code = forms.CharField(label=_("Code that the app shows now"), widget=_code_input())
