"""What a participant answers, and how answers become rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language

from accounts.text import one_line
from consultations.asking import kept
from consultations.models import AskedOf, Message, MessageState, Question, WorkingGroup
from consultations.models.questions import Value
from consultations.organizations import matching_organization
from registrations.consents import EARLIER_AUDIENCE, words_now
from registrations.models import Consent, ConsentPurpose, Preference, Registration, RegistrationAnswer, SupportRequest


@dataclass(frozen=True, slots=True)
class Coming:
    """Who comes, as typed. Without an address she gets no letters, and her person answers for her."""

    name: str
    role: str
    email: str = ""
    languages: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of the form, as typed. `groups` are ranked, best first; `consents` are by purpose."""

    name: str
    display_name: str = ""
    pronunciation: str = ""
    email: str = ""
    organization_name: str = ""
    position: str = ""
    country: str = ""
    sector: str = ""
    gender: str = ""
    languages: Sequence[str] = ()
    groups: Sequence[WorkingGroup] = ()
    needs: str = ""
    agrees: bool = True
    """Whether the words of taking part were shown and agreed to; who changes answers is not asked again here."""
    may_contact: bool = False
    support: Sequence[str] = ()
    """What she asks for, when she registers; later each on its own (actions/support.py)."""
    coming: Coming | None = None
    """Who comes with her, when she registers; later on her own page (actions/companions.py)."""
    asked: Mapping[int, Value] = field(default_factory=dict)
    """Answers to the organizers' own questions, by primary key."""


def write_answers(registration: Registration, answers: Answers) -> None:
    """Save all answers but the e-mail address, with ranked groups and consents."""
    typed = one_line(answers.organization_name)
    registration.name = one_line(answers.name)
    registration.display_name = one_line(answers.display_name)
    registration.pronunciation = one_line(answers.pronunciation)
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
    consents = {ConsentPurpose.CONTACT: answers.may_contact}
    if answers.agrees:
        consents[ConsentPurpose.TAKE_PART] = True
    write_consents(registration, consents)


def attach(person: Registration, coming: Coming) -> Registration:
    """The row of somebody who comes with `person`; the caller holds the lock."""
    made = Registration(
        consultation=person.consultation,
        assists=person,
        assists_as=coming.role,
        name=one_line(coming.name),
        email=coming.email.strip().lower(),
        languages=list(coming.languages),
        language=person.language,
        status=person.status,
        confirmed_at=person.confirmed_at,
    )
    made.key = f"r-{made.public_id.hex[:16]}"
    made.save()
    return made


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
    """Keep a yes or no to each purpose with the version of the words now; an unchanged answer keeps its date."""
    words = words_now(registration.consultation)
    known = {consent.purpose: consent for consent in registration.consents.all()}
    for purpose, given in consents.items():
        before, version = known.get(purpose), words[purpose].version
        if before is None or (before.given, before.version) != (given, version):
            Consent.objects.update_or_create(
                registration=registration, purpose=purpose, defaults={"given": given, "version": version}
            )
        if purpose == ConsentPurpose.CONTACT and before is not None and before.given and not given:
            _stop_waiting_letters(registration)


def _stop_waiting_letters(registration: Registration) -> None:
    """Letters about other consultations that wait to leave to her address do not leave any more."""
    waiting = Message.objects.filter(
        consultation__series=registration.consultation.series,
        to__iexact=registration.email,
        state=MessageState.QUEUED,
        mailing__audience__key=EARLIER_AUDIENCE,
    )
    waiting.delete()
