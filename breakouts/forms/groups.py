"""Forms of the allocation board."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation, WorkingGroup


class RunForm(forms.Form):
    """A run of the allocation: the same seed gives the same plan."""

    seed = forms.IntegerField(
        label=_("Number that shuffles the plan"),
        help_text=_("The same number gives the same plan. Try another one for a different plan."),
        min_value=0,
        max_value=2**31,
        initial=1,
    )


class MoveForm(forms.Form):
    """Another group for one person in one round."""

    group = forms.ModelChoiceField(WorkingGroup.objects.none(), label=_("Move to"), empty_label=None)

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = consultation.working_groups.all()  # type: ignore[attr-defined]
