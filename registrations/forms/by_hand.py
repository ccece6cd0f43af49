"""Registering somebody by hand, giving a place out of turn, and choosing many."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from registrations.forms.registration import RegistrationForm
from registrations.models import BulkVerb


class ByHandForm(RegistrationForm):
    """The registration form, filled in for somebody who called or wrote."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, hint in (
            ("name", _now("Name"), _now("As in the person’s papers. Only organizers see it.")),
            (
                "email",
                _now("E-mail address"),
                _now("Without it the person gets no letters and no page of her or his own."),
            ),
            ("pronunciation", _now("How to say the name"), _now("Such as “a-MAH-ra”. The hosts of the groups see it.")),
            ("position", _now("Role there"), ""),
            ("country", _now("Country or area"), ""),
            ("sector", _now("Which of these describes the person best?"), ""),
            ("languages", _now("Languages that the person can work in"), ""),
            ("support", _now("Does the person ask for any of this?"), _now("Those who arrange support see it.")),
            (
                "needs",
                _now("What does the person need in order to take part?"),
                _now("Only those who arrange it read this."),
            ),
            ("with_name", _now("Name of the person who comes along"), ""),
            ("with_email", _now("Address of that person"), ""),
        ):
            self.fields[name].label, self.fields[name].help_text = label, hint
        self.fields["email"].required = False
        words = self.fields["take_part"].label
        self.fields["take_part"].label = _now("The person has told you: “%(words)s”") % {"words": words}
        self.fields["take_part"].help_text = ""
        self.fields["take_part"].error_messages["required"] = _now("Nobody is registered who has not agreed to it.")
        words = self.fields["may_contact"].label
        self.fields["may_contact"].label = _now("The person has told you: “%(words)s”") % {"words": words}


class PromoteForm(forms.Form):
    reason = forms.CharField(
        label=_("Why this person comes first"),
        max_length=300,
        help_text=_("It stays on the audit trail, which the team reads. Write nothing about health or safety."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Please say why this person comes first.")},
    )


class ManyForm(forms.Form):
    """What to do with those chosen."""

    verb = forms.ChoiceField(
        label=_("With those chosen"),
        choices=[("", _("Choose what to do")), *BulkVerb.choices],
        error_messages={"required": _("Choose what to do."), "invalid_choice": _("Choose what to do.")},
    )
