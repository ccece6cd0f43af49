"""The organizers' own questions: written, put in order, and no longer asked once they have been answered."""

from collections.abc import Sequence
from difflib import get_close_matches

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.actions.in_use import is_in_use
from consultations.actions.keys import free_key
from consultations.asking import conditions
from consultations.models import AskedOf, Consultation, Question
from consultations.models.questions import WITH_OPTIONS

ALIKE = 0.6
"""Two options this much alike are one that was corrected (difflib's ratio, 0 to 1)."""


@transaction.atomic
def save_question(
    *,
    consultation: Consultation,
    actor: User,
    question: Question | None,
    asked_of: str,
    label: str,
    help_text: str,
    kind: str,
    options: Sequence[str],
    required: str,
    only_if: int | None,
    only_if_answer: str,
    seen_by: str,
) -> Question:
    """Add a question at the end of its form, or change one. `only_if` is the key of an earlier question.

    Once somebody has answered, the kind stays and no option is lost: one that is left out is no longer offered.
    """
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    saved = question or _new(consultation, AskedOf(asked_of), label)
    answered = question is not None and is_answered(question)
    if answered and kind != saved.kind:
        raise Refused(_("Somebody has answered this already, so the kind of answer stays as it is."), field="kind")
    if kind in WITH_OPTIONS and len(options) < 2:
        raise Refused(_("Give at least two answers to choose from, one on a line."), field="options")
    saved.label, saved.help_text, saved.kind = label, help_text, kind
    saved.options = _options(saved.options if question else [], options if kind in WITH_OPTIONS else [], answered)
    saved.required, saved.seen_by = required, seen_by
    saved.only_if = _earlier(saved, only_if, only_if_answer)
    saved.only_if_answer = only_if_answer if saved.only_if else ""
    _keep_dependents(saved)
    saved.save()
    verb = "question.changed" if question else "question.added"
    audit.record(consultation=consultation, actor=actor, verb=verb, subject=saved.label)
    return saved


@transaction.atomic
def move_question(*, question: Question, actor: User, up: bool) -> None:
    """Put a question one place up or down. One that depends on another stays after it."""
    Consultation.objects.select_for_update().get(pk=question.consultation_id)
    row = list(_form_of(question).filter(retired=False))
    here = next(place for place, one in enumerate(row) if one.pk == question.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(row):
        return
    first, second = (row[there], row[here]) if up else (row[here], row[there])
    if second.only_if_id == first.pk:
        raise Refused(
            _("“%(second)s” is asked only after “%(first)s”, so it stays behind it.")
            % {"second": second.label, "first": first.label}
        )
    row[here], row[there] = row[there], row[here]
    for place, one in enumerate(row):
        one.position = place
    Question.objects.bulk_update(row, ["position"])
    audit.record(consultation=question.consultation, actor=actor, verb="question.moved", subject=question.label)


@transaction.atomic
def stop_asking(*, question: Question, actor: User) -> None:
    """Take a question out of its form: for good if nobody has answered, or else its answers stay readable."""
    Consultation.objects.select_for_update().get(pk=question.consultation_id)
    depending = question.depending.filter(retired=False).first()
    if depending is not None:
        raise Refused(
            _("“%(other)s” is asked only after this one. Change that one first.") % {"other": depending.label}
        )
    if is_in_use(question):
        question.retired = True
        question.save(update_fields=["retired"])
        verb = "question.retired"
    else:
        question.delete()
        verb = "question.removed"
    audit.record(consultation=question.consultation, actor=actor, verb=verb, subject=question.label)


@transaction.atomic
def ask_again(*, question: Question, actor: User) -> None:
    """Put a question that is no longer asked back, at the end of its form."""
    Consultation.objects.select_for_update().get(pk=question.consultation_id)
    if question.only_if is not None and question.only_if.retired:
        raise Refused(_("It depends on “%(other)s”. Ask that one again first.") % {"other": question.only_if.label})
    question.position, question.retired = _next_place(question.consultation, question.asked_of), False
    question.save(update_fields=["position", "retired"])
    audit.record(consultation=question.consultation, actor=actor, verb="question.asked_again", subject=question.label)


def copy_questions(old: Consultation, new: Consultation) -> None:
    """The questions of an earlier consultation that are still asked, without any answer."""
    copies: dict[int, Question] = {}
    for question in old.form_questions.filter(retired=False):
        copies[question.pk] = new.form_questions.create(
            asked_of=question.asked_of,
            key=question.key,
            position=question.position,
            label=question.label,
            help_text=question.help_text,
            kind=question.kind,
            options=[option for option in question.options if not option.get("withdrawn")],
            required=question.required,
            only_if=copies.get(question.only_if_id) if question.only_if_id else None,
            only_if_answer=question.only_if_answer,
            seen_by=question.seen_by,
        )


def is_answered(question: Question) -> bool:
    """Whether anybody has answered, on whichever form."""
    return is_in_use(question, apart_from=[Question])


def _new(consultation: Consultation, asked_of: AskedOf, label: str) -> Question:
    taken = consultation.form_questions.values_list("key", flat=True)
    key = free_key(label, taken=taken, fallback="question")
    place = _next_place(consultation, asked_of)
    return Question(consultation=consultation, asked_of=asked_of, key=key, position=place)


def _next_place(consultation: Consultation, asked_of: str) -> int:
    last = consultation.form_questions.filter(asked_of=asked_of).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _form_of(question: Question) -> QuerySet[Question]:
    return Question.objects.filter(consultation=question.consultation_id, asked_of=question.asked_of)


def _options(before: list[dict[str, object]], labels: Sequence[str], answered: bool) -> list[dict[str, object]]:
    """Options with these words. One much like an old one corrects it; with answers, none that was offered is lost."""
    left = {str(option["label"]): option for option in before}
    matched: list[dict[str, object] | None] = [left.pop(label, None) for label in labels]
    taken = {str(option["key"]) for option in before}
    made: list[dict[str, object]] = []
    for label, option in zip(labels, matched, strict=True):
        close = get_close_matches(label, left, n=1, cutoff=ALIKE) if option is None else []
        option = option or (left.pop(close[0]) if close else None)
        key = str(option["key"]) if option else free_key(label, taken=taken, fallback="option")
        taken.add(key)
        made.append({"key": key, "label": label})
    if answered:
        made += [{**option, "withdrawn": True} for option in left.values()]
    return made


def _earlier(question: Question, pk: int | None, answer: str) -> Question | None:
    """The question that this one depends on; it comes earlier in the same form and can be answered so."""
    if pk is None:
        return None
    found = _form_of(question).filter(pk=pk, retired=False, position__lt=question.position).first()
    if found is None or answer not in dict(conditions(found)):
        raise Refused(_("Choose an answer to a question that comes earlier in the form."), field="only_if")
    return found


def _keep_dependents(question: Question) -> None:
    """Nothing may depend on an answer that can no longer be given."""
    if question.pk is None:
        return
    possible = dict(conditions(question))
    for other in question.depending.filter(retired=False):
        if other.only_if_answer not in possible:
            field = "options" if question.kind in WITH_OPTIONS else "kind"
            raise Refused(
                _("“%(other)s” depends on an answer that would be gone. Change that one first.")
                % {"other": other.label},
                field=field,
            )
