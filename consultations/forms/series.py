"""A series: its facts, and its principles in rows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.text import one_line
from consultations.actions.series import PrincipleLine
from consultations.models import Series
from consultations.principles import all_measures

MOST_PRINCIPLES = 20
SPARE = 2


class SeriesFactsForm(forms.ModelForm):
    class Meta:
        model = Series
        fields = ["title", "planned", "convener", "text"]
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "convener": forms.Textarea(attrs={"rows": 2}),
            "text": forms.Textarea(attrs={"rows": 5}),
        }


class PrincipleForm(forms.Form):
    """One principle; without a name there is none."""

    name = forms.CharField(label=_("Principle"), required=False, max_length=200)
    text = forms.CharField(label=_("What it means"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    measures = forms.MultipleChoiceField(
        label=_("Measured by"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(measure.key, measure.label) for measure in all_measures()]
        self.fields["measures"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("name") and not data.get("text"):
            self.add_error("text", _("Say in a sentence what the principle means."))
        # A name that was emptied takes its principle away; a new row needs one.
        if not data.get("name") and (data.get("text") or data.get("measures")) and not self.initial.get("name"):
            self.add_error("name", _("Give the principle a name."))
        return data

    def line(self) -> PrincipleLine | None:
        data = self.cleaned_data
        name = one_line(data.get("name", ""))
        return PrincipleLine(name, data["text"].strip(), data["measures"]) if name else None


PrincipleForms = forms.formset_factory(PrincipleForm, extra=SPARE, max_num=MOST_PRINCIPLES, validate_max=True)


def principles_of(series: Series) -> list[dict[str, Any]]:
    """The principles as the rows begin."""
    return [dict(row) for row in series.principles.values("name", "text", "measures")]
