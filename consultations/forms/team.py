"""Adding somebody to the team."""

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import TeamRole


class MemberForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        error_messages={"required": _("Please give the address that the letter goes to.")},
    )
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[
            (TeamRole.ORGANIZER, _("Organizer: runs the consultation")),
            (TeamRole.REVIEWER, _("Reviewer: reads and scores applications")),
            (TeamRole.VIEWER, _("Viewer: sees how far everything is, changes nothing")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what this person does here.")},
    )
