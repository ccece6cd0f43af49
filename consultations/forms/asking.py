"""Writing a question for the registration or the application."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from consultations.asking import conditions
from consultations.forms.questions import LinesField
from consultations.models import Question, QuestionKind, RequiredBy, SeenBy


class QuestionForm(forms.Form):
    label = forms.CharField(
        label=_("Question"),
        max_length=300,
        help_text=_("As you would ask it. One question asks one thing."),
        error_messages={"required": _("Please write the question.")},
    )
    help_text = forms.CharField(label=_("Hint under it"), required=False, max_length=500)
    kind = forms.ChoiceField(label=_("Kind of answer"), choices=QuestionKind.choices)
    options = LinesField(
        label=_("Answers to choose from"),
        required=False,
        max_length=4000,
        help_text=_("One on a line; only for “one of several” and “any of several”."),
    )
    required = forms.ChoiceField(
        label=_("When is an answer needed?"), choices=RequiredBy.choices, widget=forms.RadioSelect
    )
    only_if = forms.ChoiceField(label=_("Ask it"), required=False)
    seen_by = forms.ChoiceField(label=_("Who reads the answers?"), choices=SeenBy.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, question: Question | None, earlier: list[Question], **kwargs: Any) -> None:
        kwargs["initial"] = _of(question) if question else {"required": RequiredBy.NEVER, "seen_by": SeenBy.ORGANIZERS}
        super().__init__(*args, **kwargs)
        self.fields["only_if"].choices = [("", _now("Always")), *_conditions(earlier)]  # type: ignore[attr-defined]

    def clean_only_if(self) -> tuple[int | None, str]:
        pk, _sign, answer = self.cleaned_data["only_if"].partition(":")
        return (int(pk), answer) if pk else (None, "")

    def facts(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        only_if, answer = self.cleaned_data["only_if"]
        return {**self.cleaned_data, "only_if": only_if, "only_if_answer": answer}


def _of(question: Question) -> dict[str, Any]:
    return {
        "label": question.label,
        "help_text": question.help_text,
        "kind": question.kind,
        "options": "\n".join(words for _key, words in question.choices),
        "required": question.required,
        "only_if": f"{question.only_if_id}:{question.only_if_answer}" if question.only_if_id else "",
        "seen_by": question.seen_by,
    }


def _conditions(earlier: list[Question]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every answer to an earlier question that this one may depend on, under the question."""
    groups = []
    for question in earlier:
        answers = [
            (f"{question.pk}:{key}", _now("Only if the answer is “%(answer)s”") % {"answer": words})
            for key, words in conditions(question)
        ]
        if answers:
            groups.append((question.label, answers))
    return groups
