"""What vetting pages show: applications with their scores, and what a chosen set covers."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Avg, Case, CharField, Count, F, Max, Min, Q, QuerySet, When

from accounts.models import User
from consultations.models import (
    Application,
    ApplicationState,
    Consultation,
    Objective,
    Outcome,
    Person,
    Review,
    Sector,
)


def applications_for(consultation: Consultation, user: User) -> QuerySet[Application]:
    """The applications that were sent, without those the reader has a conflict with, each with its scores.

    Adds `display_name`, `reviewed` (number of scores), `mean`, `lowest` and `highest`.
    """
    scored = Q(reviews__score__isnull=False)
    name = Case(
        When(organization__isnull=False, then=F("organization__name")),
        default=F("organization_name"),
        output_field=CharField(),
    )
    return (
        consultation.applications.sent()
        .without_conflict_for(user)
        .annotate(
            display_name=name,
            reviewed=Count("reviews", filter=scored, distinct=True),
            mean=Avg("reviews__score"),
            lowest=Min("reviews__score"),
            highest=Max("reviews__score"),
        )
        .select_related("consultation", "organization", "decision")
        .order_by("position", "pk")
    )


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

    @property
    def missing_objectives(self) -> list[Objective]:
        return [objective for objective, number in self.objectives if not number]


def coverage(consultation: Consultation) -> Coverage:
    """Counts over accepted applications and open decisions to accept; three queries."""
    chosen = list(
        consultation.applications.filter(
            Q(state=ApplicationState.ACCEPTED) | Q(state=ApplicationState.SUBMITTED, decision__outcome=Outcome.ACCEPTED)
        ).prefetch_related("objective_links")
    )
    by_objective = Counter(link.objective_id for application in chosen for link in application.objective_links.all())
    sectors = Counter(application.sector for application in chosen if application.sector)
    countries = Counter(application.country for application in chosen if application.country)
    links = consultation.objective_links.select_related("objective")
    return Coverage(
        chosen=len(chosen),
        objectives=[(link.objective, by_objective[link.objective_id]) for link in links],
        sectors=[(str(Sector(sector).label), number) for sector, number in sectors.most_common()],
        countries=countries.most_common(),
    )
