"""What a consultation asks: objectives, purposes and guiding questions one on a line, headings in rows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.text import one_line
from consultations.actions.questions import HeadingLine
from consultations.models import Consultation

MOST_LINES = 50
SPARE_HEADINGS = 3


class LinesField(forms.CharField):
    """Sentences, one on a line; cleans to a list without empty lines."""

    widget = forms.Textarea(attrs={"rows": 6})

    def clean(self, value: Any) -> Any:
        lines = [one_line(line) for line in str(super().clean(value)).splitlines()]
        lines = list(dict.fromkeys(line for line in lines if line))
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("There is room for %(most)d lines."), params={"most": MOST_LINES})
        return lines


class QuestionsForm(forms.Form):
    objectives = forms.MultipleChoiceField(
        label=_("Objectives"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    purposes = LinesField(label=_("Purposes"), required=False, help_text=_("What it is for, one purpose on a line."))
    questions = LinesField(
        label=_("Guiding questions"), required=False, help_text=_("Asked in every working group, one on a line.")
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "objectives": list(consultation.objective_links.values_list("objective_id", flat=True)),
            "purposes": "\n".join(consultation.purposes.values_list("text", flat=True)),
            "questions": "\n".join(consultation.guiding_questions.values_list("text", flat=True)),
        }
        super().__init__(*args, **kwargs)
        framework = consultation.series.framework
        choices = [(objective.pk, str(objective)) for objective in framework.objectives.all()]
        self.fields["objectives"].choices = choices  # type: ignore[attr-defined]

    def clean_objectives(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["objectives"]]


class HeadingForm(forms.Form):
    """One heading; without a label there is none."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    label = forms.CharField(label=_("Heading"), required=False, max_length=200)
    lens = forms.BooleanField(label=_("Runs through all objectives, as a lens"), required=False)
    overall = forms.BooleanField(label=_("Not tied to an objective"), required=False)
    recommendations = forms.BooleanField(label=_("What stands under it are recommendations"), required=False)

    def line(self) -> HeadingLine | None:
        data = self.cleaned_data
        label = one_line(data.get("label", ""))
        if not label:
            return None
        return HeadingLine(data.get("pk"), label, data["lens"], data["overall"], data["recommendations"])


HeadingForms = forms.formset_factory(HeadingForm, extra=SPARE_HEADINGS, max_num=MOST_LINES, validate_max=True)


def headings_of(consultation: Consultation) -> list[dict[str, Any]]:
    """The headings as the rows begin."""
    return [dict(row) for row in consultation.headings.values("pk", "label", "lens", "overall", "recommendations")]
