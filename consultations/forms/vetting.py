"""Forms of vetting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Outcome

SCORES = [
    (5, _("5 – strong")),
    (4, _("4")),
    (3, _("3 – middling")),
    (2, _("2")),
    (1, _("1 – weak")),
]


class ReviewForm(forms.Form):
    score = forms.TypedChoiceField(
        label=_("Score"),
        choices=SCORES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a score from 1 to 5.")},
    )
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=4000,
        help_text=_("For the organizers. The applicant does not see it."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ConflictForm(forms.Form):
    comment = forms.CharField(
        label=_("What the conflict is"),
        required=False,
        max_length=1000,
        help_text=_("The organizers read this. You need not say more than you wish to."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecisionForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[(Outcome.ACCEPTED, _("Accept")), (Outcome.DECLINED, _("Decline"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose: accept or decline.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=4000,
        help_text=_("The applicant reads it in the letter."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Please give the reason; the applicant reads it.")},
    )
