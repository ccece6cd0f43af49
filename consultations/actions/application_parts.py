"""What an application holds beside its facts: answers to the organizers' questions, and one file."""

from collections.abc import Mapping, Sequence

from django.core.files import File
from django.utils.translation import gettext_lazy as _

from accounts.text import one_line
from consultations.asking import missing
from consultations.models import Application, ApplicationAnswer, AskedOf, Consultation, Question, RequiredBy
from consultations.models.questions import Value

NEEDED = {
    "organization_name": _("the name of the organization"),
    "country": _("country or area"),
    "sector": _("sector"),
    "contact_name": _("your name"),
    "statement": _("what your organization would bring"),
}


def questions_of(consultation: Consultation) -> list[Question]:
    """What the organizers ask of organizations that apply, in order; one query."""
    asked = Question.objects.filter(consultation=consultation).asked_of(AskedOf.APPLICATION)
    return list(asked.select_related("only_if"))


def answers_of(application: Application) -> dict[int, Value]:
    """The answers by the primary key of their question; one query."""
    return dict(application.answers.values_list("question_id", "value"))


def write_asked(application: Application, given: Mapping[int, Value]) -> None:
    """Keep the answers to the questions that are asked now. One to a question that is no longer asked stays."""
    now_asked = {question.pk for question in questions_of(application.consultation)}
    application.answers.filter(question__in=now_asked - set(given)).delete()
    for question, value in given.items():
        if question in now_asked:
            ApplicationAnswer.objects.update_or_create(
                application=application, question_id=question, defaults={"value": value}
            )


def write_file(application: Application, file: "File[bytes] | None", *, remove: bool = False) -> None:
    """Put a file in place of the one before, or take that out; the old one goes once the transaction stands."""
    if file is None and not remove:
        return
    application.forget_file()
    application.file_name = one_line(file.name or "")[-200:] if file else ""
    application.file = file or ""
    try:
        application.save(update_fields=["file", "file_name"])
    except Exception:
        if file:
            application.file.delete(save=False)
        raise


def missing_in(application: Application) -> list[str]:
    """What a draft still needs before it can be sent, in words."""
    found = [str(words) for name, words in NEEDED.items() if not _there(application, name)]
    questions: Sequence[Question] = questions_of(application.consultation)
    return found + [
        f"“{question.label}”" for question in missing(questions, answers_of(application), by=[RequiredBy.FORM])
    ]


def _there(application: Application, name: str) -> bool:
    """What is known of the organization counts as said."""
    shown = {"organization_name": "display_organization", "country": "display_country", "sector": "display_sector"}
    return bool(getattr(application, shown.get(name, name)))
