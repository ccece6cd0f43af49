"""Forms of a participant's own page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.forms.choices import languages
from consultations.models import Consultation
from registrations.actions.answers import Coming
from registrations.forms.registration import ADDRESS_ERRORS
from registrations.models import Companion


class CompanionForm(forms.Form):
    """Somebody who comes with her."""

    name = forms.CharField(
        label=_("Name"), max_length=300, error_messages={"required": _("Please give the name of this person.")}
    )
    role = forms.ChoiceField(
        label=_("Comes as"),
        choices=Companion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say what this person does.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("If you give it, we tell her or him, and send the link to join."),
        error_messages={"invalid": ADDRESS_ERRORS["invalid"]},
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages that she or he works in"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = languages(consultation.languages)  # type: ignore[attr-defined]

    def coming(self) -> Coming:
        return Coming(**self.cleaned_data)


class NewAddressForm(forms.Form):
    email = forms.EmailField(
        label=_("New e-mail address"),
        help_text=_("We send a link there. Until it is used, everything goes to the old address."),
        error_messages=ADDRESS_ERRORS,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
