"""Who registered and who attended, read in one query: the ground of every figure about people."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, When
from django.db.models import Value as Constant
from django.db.models.functions import Coalesce, NullIf

from accounts.text import folded
from consultations.models import Consultation, Sector
from registrations.models import Registration, RegistrationState


@dataclass(frozen=True, slots=True)
class Participant:
    """What is counted of one registration; never a name or an address.

    `country` and `sector` are the person's own answers, or else those of the organization; whoever is from a United
    Nations entity is counted under that sector, so that the share of the United Nations is one number everywhere.
    `organization` is the canonical record's id, or else the name as typed, folded.
    """

    registered: bool
    waiting: bool
    assists: bool
    attended: bool | None
    country: str
    sector: str
    gender: str
    organization: int | str
    from_un: bool


def participants(consultation: Consultation, *, only: Collection[int] | None = None) -> list[Participant]:
    """All registrations of a consultation (`only` with these keys), whatever their state, without whose they are."""
    registrations = Registration.objects.filter(consultation=consultation)
    if only is not None:
        registrations = registrations.filter(pk__in=only)
    rows = registrations.values_list(
        "status",
        "assists_id",
        "attendance__present",
        "country",
        "sector",
        "gender",
        "organization_id",
        "organization_name",
        "organization__country",
        "organization__sector",
        "organization__is_un",
    )
    people = []
    for status, assists, present, country, sector, gender, known, typed, its_country, its_sector, is_un in rows:
        known_sector = Sector.UN.value if is_un else sector or its_sector or ""
        people.append(
            Participant(
                registered=status == RegistrationState.CONFIRMED,
                waiting=status == RegistrationState.WAITLISTED,
                assists=assists is not None,
                attended=present,
                country=country or its_country or "",
                sector=known_sector,
                gender=gender,
                organization=known if known is not None else folded(typed),
                from_un=known_sector == Sector.UN,
            )
        )
    return people


def registered(people: Iterable[Participant]) -> list[Participant]:
    """Those who registered and confirmed; an interpreter or assistant is not counted."""
    return [person for person in people if person.registered and not person.assists]


def attended(people: Iterable[Participant]) -> list[Participant]:
    """Those recorded as present, late arrivals too; an interpreter or assistant is not counted."""
    return [person for person in people if person.attended and not person.assists]


def registered_by(consultation: Consultation, field: str) -> dict[str, int]:
    """How many registered people there are for each country or sector ("" for not stated), counted by the database.

    The same rule as `participants`.
    """
    rows = Registration.objects.filter(consultation=consultation).confirmed().counted()
    grouped = rows.order_by().annotate(answer=known(field)).values_list("answer").annotate(Count("pk"))
    return dict(grouped)


def known(field: str) -> Case | Coalesce:
    """The rule of `participants` for the country or sector of a registration, for the database."""
    empty = Constant("")
    answer = Coalesce(NullIf(field, empty), f"organization__{field}", empty)
    return (
        Case(When(organization__is_un=True, then=Constant(Sector.UN.value)), default=answer)
        if field == "sector"
        else answer
    )
