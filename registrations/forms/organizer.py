"""Forms of the organizers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.forms.choices import time_zones
from registrations.forms.widgets import LongSelect
from registrations.models import Registration, RegistrationState
from registrations.states import REGISTRATION

LARGEST_REPORT = 2 * 1024 * 1024
"""Bytes; the report of a meeting with 1,000 people is about 100 kB."""


class StatusForm(forms.Form):
    """The states that a registration can be moved to now."""

    status = forms.ChoiceField(label=_("Change the state to"))

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = REGISTRATION.states[registration.status].next
        named = [(value, REGISTRATION.states[value].staff) for value in RegistrationState.values if value in following]
        self.fields["status"].choices = [("", _("Choose one")), *named]  # type: ignore[attr-defined]


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
