"""What vetting pages show: applications with their scores, and what a chosen set covers."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Avg, CharField, Count, F, Max, Min, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from accounts.models import User
from consultations.models import (
    Application,
    ApplicationState,
    Consultation,
    Objective,
    Outcome,
    Person,
    Review,
)


def applications_for(consultation: Consultation, user: User) -> QuerySet[Application]:
    """The applications that were sent, without those the reader has a conflict with, each with its scores.

    Adds `known_name`, `known_country` and `known_sector` (what was typed or what we know of the organization),
    `reviewed` (number of scores), `mean`, `lowest` and `highest`.
    """
    scored = Q(reviews__score__isnull=False)
    return (
        consultation.applications.sent()
        .without_conflict_for(user)
        .annotate(
            known_name=_known("organization__name", "organization_name"),
            known_country=_known("country", "organization__country"),
            known_sector=_known("sector", "organization__sector"),
            reviewed=Count("reviews", filter=scored, distinct=True),
            mean=Avg("reviews__score"),
            lowest=Min("reviews__score"),
            highest=Max("reviews__score"),
        )
        .select_related("consultation", "organization", "decision")
        .order_by("position", "pk")
    )


def _known(first: str, second: str) -> Coalesce:
    """The first of two text columns that says anything."""
    return Coalesce(NullIf(F(first), Value("")), F(second), Value(""), output_field=CharField())


def reviewer_of(consultation: Consultation, user: User) -> Person | None:
    """The person who reviews as this account, if there is one already."""
    return consultation.people.filter(Q(user=user) | Q(email__iexact=user.email)).order_by("pk").first()


def visible_reviews(application: Application, reviewer: Person | None, *, blind: bool) -> list[Review]:
    """Other people's reviews, for a reviewer: with `blind` only after one's own."""
    scored = list(application.reviews.filter(score__isnull=False).order_by("pk"))
    own = [review for review in scored if reviewer and review.reviewer_id == reviewer.pk]
    return [] if blind and not own else [review for review in scored if review not in own]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the chosen set of co-organizers covers: how many speak for each objective, sector and country."""

    chosen: int
    objectives: list[tuple[Objective, int]]
    sectors: list[tuple[str, int]]
    countries: list[tuple[str, int]]


def coverage(consultation: Consultation) -> Coverage:
    """Counts over accepted applications and open decisions to accept; three queries."""
    chosen = list(
        consultation.applications.filter(
            Q(state=ApplicationState.ACCEPTED) | Q(state=ApplicationState.SUBMITTED, decision__outcome=Outcome.ACCEPTED)
        )
        .select_related("organization")
        .prefetch_related("objective_links")
    )
    by_objective = Counter(link.objective_id for application in chosen for link in application.objective_links.all())
    sectors = Counter(application.display_sector for application in chosen if application.display_sector)
    countries = Counter(application.display_country for application in chosen if application.display_country)
    links = consultation.objective_links.select_related("objective")
    return Coverage(
        chosen=len(chosen),
        objectives=[(link.objective, by_objective[link.objective_id]) for link in links],
        sectors=sectors.most_common(),
        countries=countries.most_common(),
    )
