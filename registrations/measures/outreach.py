"""What else an organizer wants to know while there is still time: languages, groups, and answers that are missing."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from consultations.models import Consultation, WorkingGroup
from registrations.measures import gender
from registrations.measures.breakdowns import FEW
from registrations.measures.people import Participant, participants, registered
from registrations.models import Registration, RegistrationState


@dataclass(frozen=True, slots=True)
class Unknown:
    """Of how many of those registered an answer is missing, so that the tables say less than they seem to."""

    registered: int
    gender: int
    country: int
    sector: int
    organization: int
    """Named an organization that is no record yet, so that two spellings may be counted twice."""


def unknown_answers(consultation: Consultation) -> Unknown:
    """One query."""
    people = registered(participants(consultation))
    return Unknown(
        registered=len(people),
        gender=sum(gender.reading(person.gender) == gender.NOT_STATED for person in people),
        country=sum(not person.country for person in people),
        sector=sum(not person.sector for person in people),
        organization=sum(_unmatched(person) for person in people),
    )


def _unmatched(person: Participant) -> bool:
    return isinstance(person.organization, str) and bool(person.organization)


@dataclass(frozen=True, slots=True)
class QuietLanguage:
    """A language of the event that few of those registered named; `tag` filters the stakeholder list."""

    tag: str
    registered: int


def quiet_languages(consultation: Consultation) -> list[QuietLanguage]:
    """The event's languages that fewer than three people registered speak; one query."""
    if len(consultation.languages) < 2:
        return []
    rows = Registration.objects.filter(consultation=consultation).confirmed().counted()
    spoken: Counter[str] = Counter()
    for languages in rows.order_by().values_list("languages", flat=True):
        spoken.update({_base(tag) for tag in languages})
    found = [QuietLanguage(tag, spoken[_base(tag)]) for tag in consultation.languages if spoken[_base(tag)] < FEW]
    return sorted(found, key=lambda one: one.registered)


def _base(tag: str) -> str:
    """The language without script or country: whoever speaks fr-CA speaks fr."""
    return tag.split("-")[0].lower()


def quiet_groups(consultation: Consultation) -> list[WorkingGroup]:
    """Working groups that fewer than three people registered chose first, with `first` and `chosen`; one query.

    Nothing while nobody chose any.
    """
    counts = Q(
        preference_links__registration__status=RegistrationState.CONFIRMED,
        preference_links__registration__assists__isnull=True,
    )
    groups = list(
        consultation.working_groups.annotate(
            chosen=Count("preference_links", filter=counts),
            first=Count("preference_links", filter=counts & Q(preference_links__rank=1)),
        ).order_by("number")
    )
    if not any(group.chosen for group in groups):
        return []
    return [group for group in groups if group.first < FEW]
