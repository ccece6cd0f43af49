"""What follows from the answers to the organizers' questions: which are asked, which are missing, how they read."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from consultations.models import Question, QuestionKind
from consultations.models.questions import WITH_OPTIONS, Value

YES, NO = "yes", "no"
Given = Mapping[int, Value]
"""Answers by the primary key of their question."""


def applies(question: Question, given: Given, asked: Mapping[int, Question]) -> bool:
    """Whether the question is asked of somebody who answered so.

    `asked` are the questions of the form by primary key. What depends on a question that is not asked is not asked.
    """
    seen: set[int] = set()
    while question.only_if_id is not None:
        before = asked.get(question.only_if_id)
        if before is None or before.pk in seen:
            return False
        if question.only_if_answer not in _chosen(given.get(before.pk)):
            return False
        seen.add(before.pk)
        question = before
    return True


def kept(questions: Sequence[Question], given: Given) -> dict[int, Value]:
    """The answers that count: those to questions that are asked, and not empty."""
    asked = {question.pk: question for question in questions}
    return {
        question.pk: given[question.pk]
        for question in questions
        if not is_empty(given.get(question.pk)) and applies(question, given, asked)
    }


def missing(questions: Sequence[Question], given: Given, *, by: Iterable[str]) -> list[Question]:
    """The questions that need an answer at one of these moments (RequiredBy), apply, and have none."""
    wanted, asked = set(by), {question.pk: question for question in questions}
    return [
        question
        for question in questions
        if question.required in wanted and is_empty(given.get(question.pk)) and applies(question, given, asked)
    ]


def is_empty(value: Value | None) -> bool:
    return value is None or value in ("", [])


def conditions(question: Question) -> list[tuple[str, str]]:
    """The answers to a question that another one may depend on, as (key, words)."""
    if question.kind == QuestionKind.YES_NO:
        return [(YES, _("Yes")), (NO, _("No"))]
    return question.choices if question.kind in WITH_OPTIONS else []


def in_words(question: Question, value: Value | None) -> str:
    """An answer as a person reads it; options that are no longer offered keep their words."""
    if value is None or is_empty(value):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    named = {option["key"]: option["label"] for option in question.options}
    if isinstance(value, list):
        return "; ".join(named.get(key, key) for key in value)
    return named.get(value, value) if question.kind in WITH_OPTIONS else str(value)


def condition_in_words(question: Question) -> str:
    """ "Only if “Do you come by train?” is answered “Yes”", or nothing."""
    if question.only_if is None:
        return ""
    words = {YES: _("Yes"), NO: _("No")} | {option["key"]: option["label"] for option in question.only_if.options}
    return _("Only if “%(question)s” is answered “%(answer)s”.") % {
        "answer": words.get(question.only_if_answer, question.only_if_answer),
        "question": question.only_if.label,
    }


def _chosen(value: Value | None) -> list[str]:
    if isinstance(value, bool):
        return [YES if value else NO]
    if isinstance(value, list):
        return value
    return [] if value is None else [value]
