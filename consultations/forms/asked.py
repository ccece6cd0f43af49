"""The organizers' own questions in a form of ours; the registration and the application both ask this way."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from consultations.asking import NO, YES, Given, condition_in_words, kept, missing
from consultations.models import Question, QuestionKind, RequiredBy
from consultations.models.questions import Value

MOST_SIGNS = {QuestionKind.SHORT: 300, QuestionKind.LONG: 4000}
PREFIX = "asked-"
UNANSWERED = _("Please answer this question.")
MANY_OPTIONS = 8


class AskingForm(forms.Form):
    """Call `ask` when the form is made, and `super().clean()` last; `given()` are the answers that count.

    A condition is held to here. Without a script a conditional question stands in the form with its condition in
    words; static/js/asked.js hides it until it applies.
    """

    questions: Sequence[Question] = ()
    loose = False
    """A draft is kept as it is: what needs an answer may wait."""

    def ask(self, questions: Sequence[Question], given: Given | None = None) -> None:
        """Add a field for each question, filled with what was answered before."""
        self.questions = questions
        for question in questions:
            field = _field(question)
            if given and question.pk in given:
                field.initial = _typed(given[question.pk])
            self.fields[name_of(question)] = field

    @property
    def conditional(self) -> bool:
        """Whether a question depends on another, so that the page is better with the script."""
        return any(question.only_if_id for question in self.questions)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        wanted = [] if self.loose else [RequiredBy.FORM]
        for question in missing(self.questions, self._answers(data), by=wanted):
            if name_of(question) not in self.errors:
                self.add_error(name_of(question), UNANSWERED)
        return data

    def given(self) -> dict[int, Value]:
        """The answers by question; those to questions whose condition does not hold are left out."""
        return kept(self.questions, self._answers(self.cleaned_data))

    def _answers(self, data: dict[str, Any]) -> dict[int, Value]:
        return {question.pk: _kept(question, data.get(name_of(question))) for question in self.questions}


def name_of(question: Question) -> str:
    return f"{PREFIX}{question.key}"


def _field(question: Question) -> forms.Field:
    field = _plain_field(question)
    later = _now("You can answer this later, until the event.") if question.required == RequiredBy.EVENT else ""
    parts = (condition_in_words(question), question.help_text, later)
    # A hint of the house is HTML; these are words of an organizer.
    field.help_text = conditional_escape(" ".join(part for part in parts if part))
    field.label = question.label
    if question.only_if is not None:
        field.widget.attrs |= {
            "data-only-if": name_of(question.only_if),
            "data-only-if-answer": question.only_if_answer,
        }
    # For the words “(optional)”; whether an answer is missing is decided in `clean`, where conditions are known.
    field.wanted = question.required == RequiredBy.FORM  # type: ignore[attr-defined]
    return field


def _plain_field(question: Question) -> forms.Field:
    kind = question.kind
    if kind == QuestionKind.SHORT:
        return forms.CharField(required=False, max_length=MOST_SIGNS[QuestionKind.SHORT])
    if kind == QuestionKind.LONG:
        area = forms.Textarea(attrs={"rows": 3})
        return forms.CharField(required=False, max_length=MOST_SIGNS[QuestionKind.LONG], widget=area)
    if kind == QuestionKind.SEVERAL:
        return forms.MultipleChoiceField(
            required=False, choices=question.choices, widget=forms.CheckboxSelectMultiple()
        )
    if kind == QuestionKind.NUMBER:
        number = forms.NumberInput(attrs={"inputmode": "decimal"})
        return forms.DecimalField(required=False, max_digits=15, decimal_places=3, widget=number)
    if kind == QuestionKind.DATE:
        day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(required=False, input_formats=["%Y-%m-%d"], widget=day)
    choices = question.choices if kind == QuestionKind.ONE else [(YES, _now("Yes")), (NO, _now("No"))]
    if len(choices) > MANY_OPTIONS:
        return forms.ChoiceField(required=False, choices=[("", _now("Choose one")), *choices])
    if question.required == RequiredBy.NEVER:
        # A radio button that was pressed cannot be released.
        choices = [*choices, ("", _now("No answer"))]
    return forms.ChoiceField(required=False, choices=choices, widget=forms.RadioSelect())


def _typed(value: Value) -> Any:
    """An answer as its field shows it."""
    return (YES if value else NO) if isinstance(value, bool) else value


def _kept(question: Question, typed: Any) -> Value:
    """What a field cleaned to, as it is kept."""
    if question.kind == QuestionKind.YES_NO and typed:
        return bool(typed == YES)
    if isinstance(typed, Decimal):
        return f"{typed.normalize():f}"
    if isinstance(typed, date):
        return typed.isoformat()
    if isinstance(typed, list):
        return [str(one) for one in typed]
    return str(typed or "").strip()
