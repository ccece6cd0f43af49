"""Forms of vetting."""

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.text import one_line
from consultations.actions.criteria import MOST_WEIGHT, CriterionLine
from consultations.forms.settings import InZone, WallTimeField, wall
from consultations.models import Consultation, Criterion, OpenCall, Outcome, Person, Review

MOST_CRITERIA = 12
SPARE = 2
SCORES = [
    (5, _("5 – strong")),
    (4, _("4")),
    (3, _("3 – middling")),
    (2, _("2")),
    (1, _("1 – weak")),
]


_CRITERION = "criterion-"


class ReviewForm(forms.Form):
    """A score for each criterion, or one for the whole where there are none. Saved for later, none is required."""

    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=4000,
        help_text=_("For the organizers. The applicant does not see it."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, criteria: list[Criterion], own: Review | None, **kwargs: Any) -> None:
        kwargs["initial"] = _as_given(own) if own else {}
        super().__init__(*args, **kwargs)
        later = "later" in self.data
        fields = {f"{_CRITERION}{one.pk}": one.label for one in criteria} or {"score": str(_("Score"))}
        for name, label in fields.items():
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                choices=SCORES,
                coerce=int,
                empty_value=None,
                required=not later,
                widget=forms.RadioSelect(attrs={"class": "scores"}),
                error_messages={"required": _("Please choose a score from 1 to 5.")},
            )
        self.order_fields([*fields, "comment"])

    def answers(self) -> dict[str, Any]:
        """What `save_review` takes."""
        data = self.cleaned_data
        scores = {
            int(name.removeprefix(_CRITERION)): value
            for name, value in data.items()
            if name.startswith(_CRITERION) and value is not None
        }
        return {
            "comment": data["comment"],
            "score": data.get("score"),
            "scores": scores,
            "later": "later" in self.data,
        }


def _as_given(review: Review) -> dict[str, Any]:
    if review.score is None and review.draft:
        kept = {f"{_CRITERION}{key}": score for key, score in review.draft["scores"].items()}
        return {"score": review.draft["score"], "comment": review.draft["comment"], **kept}
    scores = {f"{_CRITERION}{one.criterion_id}": one.score for one in review.scores.all()}
    return {"score": review.score, "comment": review.comment, **scores}


class CriterionForm(forms.Form):
    """One criterion; without words there is none."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    label = forms.CharField(label=_("Criterion"), required=False, max_length=200)
    weight = forms.IntegerField(
        label=_("Weight"),
        required=False,
        min_value=1,
        max_value=MOST_WEIGHT,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def line(self) -> CriterionLine | None:
        data = self.cleaned_data
        label = one_line(data.get("label", ""))
        return CriterionLine(data.get("pk"), label, data.get("weight") or 1) if label else None


CriterionForms = forms.formset_factory(CriterionForm, extra=SPARE, max_num=MOST_CRITERIA, validate_max=True)


def criteria_of(consultation: Consultation) -> list[dict[str, Any]]:
    """The criteria as the rows begin."""
    return [dict(row) for row in consultation.criteria.values("pk", "label", "weight")]


class ReadingForm(InZone):
    """How applications are read."""

    reviews_wanted = forms.IntegerField(
        label=_("Reviews for each application"),
        min_value=1,
        max_value=20,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    reviews_due_at = WallTimeField(label=_("Reviews wanted by"), required=False)
    blind_review = forms.BooleanField(
        label=_("Reviewers see what others wrote only after their own review"), required=False
    )

    def __init__(self, *args: Any, consultation: Consultation, call: OpenCall, **kwargs: Any) -> None:
        self.consultation = consultation
        due = call.reviews_due_at
        kwargs["initial"] = {
            "reviews_wanted": call.reviews_wanted,
            "reviews_due_at": wall(due, consultation.zone) if due else None,
            "blind_review": call.blind_review,
        }
        super().__init__(*args, **kwargs)

    def zone(self) -> ZoneInfo:
        return self.consultation.zone


class AssignForm(forms.Form):
    """Somebody who may read an application and does not yet."""

    reviewer = forms.ModelChoiceField(
        label=_("Reviewer"),
        queryset=Person.objects.none(),
        empty_label="—",
        error_messages={"required": _("Choose a reviewer.")},
    )

    def __init__(self, *args: Any, free: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Person.objects.filter(pk__in=[person.pk for person in free]).order_by("name")
        self.fields["reviewer"].queryset = known  # type: ignore[attr-defined]


class ConflictForm(forms.Form):
    comment = forms.CharField(
        label=_("What the conflict is"),
        required=False,
        max_length=1000,
        help_text=_("The organizers read this. You need not say more than you wish to."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TakeBackForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=120,
        help_text=_("It stays on the audit trail."),
        error_messages={"required": _("Please give the reason; it stays on the audit trail.")},
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
