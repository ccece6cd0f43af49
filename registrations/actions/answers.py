"""What a participant answers, and how answers become rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language

from accounts.text import one_line
from consultations.asking import kept
from consultations.models import AskedOf, Question, WorkingGroup
from consultations.models.questions import Value
from consultations.organizations import matching_organization
from registrations.models import Consent, ConsentPurpose, Preference, Registration, RegistrationAnswer, SupportRequest

CONSENT_VERSION = "2026-11"
"""The version of the words beside the two consents; raise it when they change."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of the form, as typed. `groups` are ranked, best first; `consents` are by purpose."""

    name: str
    display_name: str = ""
    email: str = ""
    organization_name: str = ""
    position: str = ""
    country: str = ""
    sector: str = ""
    gender: str = ""
    languages: Sequence[str] = ()
    groups: Sequence[WorkingGroup] = ()
    needs: str = ""
    may_contact: bool = False
    support: Sequence[str] = ()
    """What she asks for, when she registers; later each on its own (actions/support.py)."""
    asked: Mapping[int, Value] = field(default_factory=dict)
    """Answers to the organizers' own questions, by primary key."""


def write_answers(registration: Registration, answers: Answers) -> None:
    """Save all answers but the e-mail address, with ranked groups and consents."""
    typed = one_line(answers.organization_name)
    registration.name = one_line(answers.name)
    registration.display_name = one_line(answers.display_name)
    if typed != registration.shown_organization or registration.organization is None:
        registration.organization = matching_organization(registration.consultation, typed)
        registration.organization_name = typed
    registration.position = one_line(answers.position)
    registration.country = answers.country
    registration.sector = answers.sector
    registration.gender = one_line(answers.gender)
    registration.languages = list(answers.languages)
    registration.needs = answers.needs.strip()
    registration.language = get_language() or registration.language
    registration.save()
    write_asked(registration, answers.asked)
    registration.preference_links.all().delete()
    Preference.objects.bulk_create(
        Preference(registration=registration, group=group, rank=rank)
        for rank, group in enumerate(dict.fromkeys(answers.groups), start=1)
    )
    SupportRequest.objects.bulk_create(
        (SupportRequest(registration=registration, kind=kind) for kind in dict.fromkeys(answers.support)),
        ignore_conflicts=True,
    )
    write_consents(registration, {ConsentPurpose.TAKE_PART: True, ConsentPurpose.CONTACT: answers.may_contact})


def write_asked(registration: Registration, given: Mapping[int, Value]) -> None:
    """Keep the answers to the questions that are asked now. One to a question that is no longer asked stays."""
    questions = questions_of(registration.consultation_id)
    answers = kept(questions, given)
    registration.answers.filter(question__in=questions).exclude(question__in=answers).delete()
    for question, value in answers.items():
        RegistrationAnswer.objects.update_or_create(
            registration=registration, question_id=question, defaults={"value": value}
        )


def questions_of(consultation: int) -> list[Question]:
    """What the registration form of a consultation asks beside its own questions; one query."""
    asked = Question.objects.filter(consultation=consultation).asked_of(AskedOf.REGISTRATION)
    return list(asked.select_related("only_if"))


def write_consents(registration: Registration, consents: Mapping[ConsentPurpose, bool]) -> None:
    """Keep a yes or no to each purpose with the version of the words; an unchanged answer keeps its date."""
    known = {consent.purpose: consent for consent in registration.consents.all()}
    for purpose, given in consents.items():
        before = known.get(purpose)
        if before is None or (before.given, before.version) != (given, CONSENT_VERSION):
            Consent.objects.update_or_create(
                registration=registration,
                purpose=purpose,
                defaults={"given": given, "version": CONSENT_VERSION},
            )
