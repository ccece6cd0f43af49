"""One more clearance that the report needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, TeamMember, TeamRole
from reports.models import ClearedBy


class MemberField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.user.name or obj.user.email} ({obj.get_role_display()})"


class ClearanceForm(forms.Form):
    title = forms.CharField(
        label=_("Title"),
        max_length=100,
        help_text=_("For example “Chief of section” or “Co-organizer focal point”."),
        error_messages={"required": _("Please say in what capacity it is given.")},
    )
    by = forms.ChoiceField(
        label=_("Who may give it?"),
        choices=ClearedBy.choices,
        initial=ClearedBy.TEAM,
        widget=forms.RadioSelect,
        help_text=_("Never whoever froze the version."),
        error_messages={"required": _("Choose who may give it.")},
    )
    member = MemberField(
        label=_("Which member?"),
        queryset=TeamMember.objects.none(),
        required=False,
        empty_label="—",
        help_text=_("Only for “One member of the team”."),
    )

    def __init__(self, data: Any = None, *, consultation: Consultation) -> None:
        super().__init__(data)
        readers = consultation.team.filter(role__in=[TeamRole.ORGANIZER, TeamRole.VIEWER])
        self.fields["member"].queryset = readers.select_related("user")  # type: ignore[attr-defined]
