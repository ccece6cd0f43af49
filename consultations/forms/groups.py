"""Working groups, rounds, and who is fixed to a group."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.forms.choices import languages
from consultations.forms.settings import InZone, WallTimeField, wall
from consultations.models import Consultation, GroupRoleKind, Person, Round, WorkingGroup


class GroupForm(forms.Form):
    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=1000)
    title = forms.CharField(label=_("Title"), required=False, max_length=500)
    objectives = forms.MultipleChoiceField(
        label=_("Objectives it discusses"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    min_size = forms.IntegerField(label=_("Fewest people"), required=False, min_value=1)
    max_size = forms.IntegerField(label=_("Most people"), required=False, min_value=1)
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=(),
        help_text=_("Meeting platforms have no interpretation inside breakout rooms, so a group speaks one language."),
    )

    def __init__(self, *args: Any, consultation: Consultation, group: WorkingGroup | None, **kwargs: Any) -> None:
        kwargs["initial"] = _group_as_typed(group) if group else {"number": _next_number(consultation)}
        super().__init__(*args, **kwargs)
        links = consultation.objective_links.select_related("objective")
        choices = [(link.objective_id, str(link.objective)) for link in links]
        self.fields["objectives"].choices = choices  # type: ignore[attr-defined]
        spoken = [group.language] if group and group.language else []
        offered = [("", _("Any")), *languages(list(dict.fromkeys([*consultation.languages, *spoken])))]
        self.fields["language"].choices = offered  # type: ignore[attr-defined]

    def clean_objectives(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["objectives"]]


class RoundForm(InZone):
    starts_at = WallTimeField(label=_("Starts"), required=False)
    ends_at = WallTimeField(label=_("Ends"), required=False)

    def __init__(self, *args: Any, consultation: Consultation, sitting: Round | None, **kwargs: Any) -> None:
        self.consultation = consultation
        if sitting:
            zone = consultation.zone
            kwargs["initial"] = {
                "starts_at": wall(sitting.starts_at, zone) if sitting.starts_at else None,
                "ends_at": wall(sitting.ends_at, zone) if sitting.ends_at else None,
            }
        super().__init__(*args, **kwargs)

    def zone(self) -> ZoneInfo:
        return self.consultation.zone


class GroupRoleForm(forms.Form):
    person = forms.ModelChoiceField(label=_("Person"), queryset=Person.objects.none(), empty_label="—")
    role = forms.ChoiceField(label=_("Role"), choices=GroupRoleKind.choices)

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = consultation.people.order_by("name")  # type: ignore[attr-defined]


def _group_as_typed(group: WorkingGroup) -> dict[str, Any]:
    return {
        "number": group.number,
        "title": group.title,
        "objectives": list(group.objective_links.values_list("objective_id", flat=True)),
        "min_size": group.min_size,
        "max_size": group.max_size,
        "language": group.language,
    }


def _next_number(consultation: Consultation) -> int:
    last = consultation.working_groups.order_by("-number").first()
    return last.number + 1 if last else 1
