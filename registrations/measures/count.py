"""Counting: the figures of a consultation as its data stand now. Six queries, whatever its size."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import now

from consultations.countries import COUNTRIES
from consultations.models import (
    Application,
    ApplicationState,
    Consultation,
    ConsultationObjective,
    GuidingQuestion,
    Organization,
    OrganizationRoleKind,
    Purpose,
    Round,
    Sector,
    WorkingGroup,
)
from registrations.measures import gender, places
from registrations.measures.catalogue import CATALOGUE
from registrations.measures.figures import Figures, Value
from registrations.measures.people import Participant, attended, participants, registered
from registrations.models import Contact

SECTORS_IN_SENTENCES: dict[str, str] = {
    Sector.MIGRANTS: "migrants",
    Sector.DIASPORA: "diaspora organizations",
    Sector.COMMUNITY: "local communities",
    Sector.CIVIL_SOCIETY: "civil society",
    Sector.FAITH_BASED: "faith-based organizations",
    Sector.ACADEMIA: "academia",
    Sector.PRIVATE_SECTOR: "the private sector",
    Sector.PARLIAMENT: "parliamentarians",
    Sector.TRADE_UNION: "trade unions",
    Sector.NHRI: "national human rights institutions",
    Sector.RED_CROSS_RED_CRESCENT: "the International Red Cross and Red Crescent Movement",
    Sector.LOCAL_AUTHORITY: "local authorities",
    Sector.YOUTH: "youth organizations",
    Sector.MEDIA: "the media",
    Sector.GOVERNMENT: "Governments",
    Sector.UN: "the United Nations",
    Sector.OTHER: "other stakeholders",
}


def figures_for(consultation: Consultation) -> Figures:
    """Every figure of the consultation, as of this instant.

    What was true earlier is not kept in the database: freeze `to_json()` to keep it.
    """
    people = participants(consultation)
    values: dict[str, Value] = {
        **_of_the_list(consultation),
        **_of_people(people),
        **_of_organizers(consultation),
        **_of_the_subject(consultation),
    }
    return Figures(as_of=now(), measures={key: CATALOGUE[key].measure(key, value) for key, value in values.items()})


def _of_the_list(consultation: Consultation) -> dict[str, Value]:
    numbers = Contact.objects.filter(consultation=consultation).aggregate(
        contacts=Count("pk"), invited=Count("invitation")
    )
    sources = tuple(consultation.sources.values_list("name", flat=True))
    return {
        "contacts": numbers["contacts"],
        "sources": sources,
        "sources_count": len(sources),
        "invited_persons": numbers["invited"] or None,
    }


def _of_people(people: list[Participant]) -> dict[str, Value]:
    came_first = registered(people)
    scheme = places.scheme([*came_first, *(person for person in attended(people) if not person.registered)])
    return {
        "registered_persons": len(came_first),
        "waiting_persons": sum(person.waiting and not person.assists for person in people),
        "assistants": sum(person.registered and person.assists for person in people),
        "registered_organizations": len(_organizations(came_first)),
        "registered_countries": len(places.countries(came_first)),
        "registered_represented_subregions": places.represented(came_first, scheme),
        "registered_missing_subregions": places.missing(came_first, scheme),
        **_of_attendance(people, scheme),
    }


def _of_attendance(people: list[Participant], scheme: str) -> dict[str, Value]:
    """Attendance is not known until it has been recorded for somebody; then who has no record did not attend."""
    present = attended(people)
    known = any(person.attended is not None for person in people)
    from_un = [person for person in present if person.from_un]
    others = [person for person in present if not person.from_un]
    sectors = {person.sector for person in present}
    in_words = tuple(words for sector, words in SECTORS_IN_SENTENCES.items() if sector in sectors)
    countries = places.countries(present)
    counted = {
        "attended_persons": len(present),
        "un_persons": len(from_un),
        "stakeholder_persons": len(others),
        "attended_organizations": len(_organizations(present)),
        "attended_stakeholder_organizations": len(_organizations(present) - _organizations(from_un)),
        "attended_un_entities": len(_organizations(from_un)),
        "attended_countries": len(countries),
        "sectors_count": len(in_words),
    }
    return {
        **{key: value if known else None for key, value in counted.items()},
        "attended_country_names": tuple(sorted(COUNTRIES[code].name for code in countries if code in COUNTRIES)),
        "sectors": in_words,
        "represented_subregions": places.represented(present, scheme),
        "missing_subregions": places.missing(present, scheme),
        "subregions_sentence": places.sentence(present, scheme),
        "gender_sentence": gender.balance_sentence(gender.counts(person.gender for person in present)),
    }


def _organizations(people: Iterable[Participant]) -> set[int | str]:
    return {person.organization for person in people} - {""}


def _of_organizers(consultation: Consultation) -> dict[str, Value]:
    roles = list(consultation.organization_roles.select_related("organization"))

    def holders(kind: str) -> list[Organization]:
        return [role.organization for role in roles if role.role == kind]

    together = holders(OrganizationRoleKind.CO_ORGANIZER)
    of_un = tuple(_with_short_name(one) for one in together if one.from_un)
    others = tuple(_with_country(one) for one in together if not one.from_un)
    return {
        "conveners": tuple(_with_short_name(one) for one in holders(OrganizationRoleKind.CONVENER)),
        "guidance": tuple(_with_short_name(one) for one in holders(OrganizationRoleKind.GUIDANCE)),
        "co_organizers": others + of_un,
        "co_organizers_count": len(together),
        "stakeholder_co_organizers": others,
        "stakeholder_co_organizers_count": len(others),
        "un_co_organizers": of_un,
        "un_co_organizers_count": len(of_un),
    }


def _with_short_name(organization: Organization) -> str:
    short = organization.short_name
    return f"{organization.name} ({short})" if short and short != organization.name else organization.name


def _with_country(organization: Organization) -> str:
    country = COUNTRIES.get(organization.country)
    return f"{_with_short_name(organization)}, {country.name}" if country else _with_short_name(organization)


def _of_the_subject(consultation: Consultation) -> dict[str, Value]:
    applications = Application.objects.exclude(state__in=[ApplicationState.DRAFT, ApplicationState.WITHDRAWN])
    counted: dict[str, QuerySet[Any]] = {
        "objectives_count": ConsultationObjective.objects.all(),
        "purposes_count": Purpose.objects.all(),
        "questions_count": GuidingQuestion.objects.all(),
        "groups_count": WorkingGroup.objects.all(),
        "rounds_count": Round.objects.all(),
        "applications": applications,
        "accepted_applications": applications.filter(state=ApplicationState.ACCEPTED),
    }
    numbers = [_number_of(rows) for rows in counted.values()]
    row = Consultation.objects.filter(pk=consultation.pk).order_by().values_list(*numbers).get()
    lenses = tuple(consultation.headings.filter(lens=True).values_list("label", flat=True))
    return {**dict(zip(counted, row, strict=True)), "lenses": lenses}


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    """How many rows belong to the consultation of the outer query."""
    grouped = rows.order_by().filter(consultation=OuterRef("pk")).values("consultation").annotate(n=Count("pk"))
    return Coalesce(Subquery(grouped.values("n")), 0)
