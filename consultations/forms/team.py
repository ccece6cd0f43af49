"""Adding somebody to the team, and asking somebody to take a part in a working group."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, GroupRoleKind, Organization, TeamRole, WorkingGroup


class GroupField(forms.ModelChoiceField):
    """Working groups by number and title."""

    def label_from_instance(self, group: WorkingGroup) -> str:
        return f"{group}: {group.title}" if group.title else str(group)


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


class InviteForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=300, error_messages={"required": _("Please give the name.")})
    email = forms.EmailField(
        label=_("E-mail address"),
        error_messages={"required": _("Please give the address that the letter goes to.")},
    )
    organization = forms.ModelChoiceField(
        label=_("Organization"),
        queryset=Organization.objects.none(),
        required=False,
        empty_label="—",
        help_text=_("Co-hosts should come from an organization that co-organizes."),
    )
    group = GroupField(
        label=_("Working group"),
        queryset=WorkingGroup.objects.none(),
        empty_label="—",
        error_messages={"required": _("Choose a working group.")},
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=GroupRoleKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Organization.objects.filter(series=consultation.series_id).order_by("name")
        self.fields["organization"].queryset = known  # type: ignore[attr-defined]
        self.fields["group"].queryset = consultation.working_groups.all()  # type: ignore[attr-defined]
