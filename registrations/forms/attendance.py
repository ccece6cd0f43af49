"""Forms about attendance: the report, how its times are read, the door, the rules."""

import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from consultations.forms.choices import time_zones
from consultations.models import Consultation
from registrations.actions.answers import Answers
from registrations.attendance import Order
from registrations.consents import words_now
from registrations.forms.registration import ADDRESS_ERRORS, places, sectors
from registrations.forms.widgets import LongSelect
from registrations.models import ConsentPurpose

LARGEST_REPORT = 2 * 1024 * 1024
"""Bytes; the report of a meeting with 1,000 people is about 100 kB."""


class AttendanceFileForm(forms.Form):
    """The meeting platform's report of participants."""

    file = forms.FileField(
        label=_("Report of participants"),
        help_text=_("The CSV file that the meeting platform offers after the meeting, up to 2 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )
    timezone = forms.ChoiceField(
        label=_("Time zone of the report"),
        help_text=_("The times in the file are in the zone of whoever made it. The file does not say which."),
        choices=time_zones,
        widget=LongSelect(time_zones),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_REPORT:
            raise forms.ValidationError(_("This file is larger than 2 MB, so it is hardly a report of participants."))
        return file


class TimesForm(forms.Form):
    """How the times of a report are to be read."""

    timezone = forms.ChoiceField(label=_("Time zone of the report"), choices=time_zones, widget=LongSelect(time_zones))
    date_order = forms.ChoiceField(
        label=_("In dates such as 05/10/2026"),
        choices=[(Order.DAY.value, _("the day comes first")), (Order.MONTH.value, _("the month comes first"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the day or the month comes first.")},
    )


class WalkInForm(forms.Form):
    """Somebody who comes without having registered."""

    mark = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    name = forms.CharField(
        label=_("Name"),
        max_length=300,
        error_messages={"required": _("Please ask for a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    display_name = forms.CharField(
        label=_("Name that others see"),
        max_length=300,
        required=False,
        help_text=_("If it should differ."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    organization_name = forms.CharField(
        label=_("Organization"), max_length=300, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("We send a link to it, with which one’s data can be seen, changed and erased."),
        error_messages=ADDRESS_ERRORS,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    country = forms.ChoiceField(label=_("Country or area"), required=False, choices=places, widget=LongSelect(places))
    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=sectors, widget=LongSelect(sectors))
    agreed = forms.BooleanField(
        label=_("I read this out, and the answer was yes"),
        error_messages={"required": _("Without this agreement we may not keep the answers.")},
    )

    def __init__(self, *args: Any, words: str, **kwargs: Any) -> None:
        """`words` are those that participants agree to."""
        super().__init__(*args, **kwargs)
        self.fields["agreed"].help_text = format_html("“{}”", words)

    def renew(self) -> None:
        """Another mark, once this one was refused: what is sent next is sent knowing why."""
        self.data = dict(self.data.items()) | {self.add_prefix("mark"): str(uuid.uuid4())}

    def answers(self) -> Answers:
        data = self.cleaned_data
        return Answers(
            name=data["name"],
            display_name=data["display_name"],
            email=data["email"],
            organization_name=data["organization_name"],
            country=data["country"],
            sector=data["sector"],
        )


def walk_in_form(sent: QueryDict | None, consultation: Consultation, **initial: str) -> WalkInForm:
    """The form with the words that participants of this consultation agree to."""
    words = words_now(consultation)[ConsentPurpose.TAKE_PART].text
    return WalkInForm(sent, words=words, initial=initial)


class RulesForm(forms.Form):
    """From when somebody attended, and whether that is certified."""

    least_minutes = forms.IntegerField(
        label=_("Minutes from which somebody attended"),
        min_value=1,
        max_value=1440,
        help_text=_("For reports of the meeting platform. Whoever was seen for less is not counted."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    certificates = forms.BooleanField(
        label=_("Those who attended can take a certificate of attendance from their own page"),
        required=False,
    )
    signed_by = forms.CharField(
        label=_("Who confirms it"),
        max_length=300,
        required=False,
        help_text=_("Printed on the certificate, such as the name of your organization."),
    )


class CertificateForm(forms.Form):
    """Under which name somebody wants her certificate."""

    name = forms.ChoiceField(label=_("Name on the certificate"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]


class CodeForm(forms.Form):
    """The code that is printed on a certificate."""

    code = forms.CharField(
        label=_("Code of the certificate"),
        max_length=60,
        help_text=_("16 letters and numbers, printed beside the square pattern."),
        error_messages={"required": _("Please type the code.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
