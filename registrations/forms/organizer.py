"""Forms of the organizers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registrations.models import Registration, RegistrationState
from registrations.states import REGISTRATION


class StatusForm(forms.Form):
    """The states that a registration can be moved to now."""

    status = forms.ChoiceField(label=_("Change the state to"))

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = REGISTRATION.states[registration.status].next
        named = [(value, REGISTRATION.states[value].staff) for value in RegistrationState.values if value in following]
        self.fields["status"].choices = [("", _("Choose one")), *named]  # type: ignore[attr-defined]


class ConsentWordsForm(forms.Form):
    """What participants agree to, in the organizers' words."""

    take_part = forms.CharField(
        label=_("To take part"),
        max_length=2000,
        help_text=_("Nobody can register without agreeing to this."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Please say what people agree to.")},
    )
    contact = forms.CharField(
        label=_("To hear of later consultations"),
        max_length=2000,
        help_text=_("Everybody may say no to this and still take part."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please say what people agree to.")},
    )
