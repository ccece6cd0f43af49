"""What vetting pages show: applications with their scores, and what a chosen set covers."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Avg, CharField, Count, DecimalField, F, Max, Min, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from accounts.models import User
from consultations.actions.reviewing import reviewers_of
from consultations.countries import M49, scheme_for, subregion, subregions
from consultations.models import (
    Application,
    ApplicationState,
    Consultation,
    Criterion,
    Objective,
    Outcome,
    Person,
    Review,
    Sector,
)

_exact = Coalesce("reviews__weighted", "reviews__score", output_field=DecimalField(max_digits=4, decimal_places=2))


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
            mean=Avg(_exact, filter=scored),
            lowest=Min(_exact, filter=scored),
            highest=Max(_exact, filter=scored),
        )
        .select_related("consultation", "organization", "decision")
        .order_by("position", "pk")
    )


def narrowed(rows: QuerySet[Application], *, state: str, sector: str) -> QuerySet[Application]:
    """Those of a state and of a sector; a word that nobody knows narrows nothing."""
    if state in ApplicationState.values:
        rows = rows.filter(state=state)
    return rows.filter(Q(known_sector=sector)) if sector in Sector.values else rows


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
class Reading:
    """Who reads one application: reviews that were given, those that are awaited, and who else could read it."""

    given: list[Review]
    awaited: list[Review]
    free: list[Person]
    criteria: list[tuple[Criterion, float]]
    """Those that were scored, each with the mean of its scores."""


def reading_of(application: Application) -> Reading:
    """Six queries, whatever the number of reviewers."""
    reviews = list(application.reviews.select_related("reviewer").prefetch_related("scores").order_by("pk"))
    given = [review for review in reviews if review.score is not None]
    barred = {review.reviewer_id for review in reviews} | set(application.conflicts.values_list("reviewer", flat=True))
    by_criterion: dict[int, list[int]] = {}
    for review in given:
        for one in review.scores.all():
            by_criterion.setdefault(one.criterion_id, []).append(one.score)
    return Reading(
        given=given,
        awaited=[review for review in reviews if review.score is None],
        free=[person for person in reviewers_of(application.consultation) if person.pk not in barred],
        criteria=[
            (criterion, sum(found) / len(found))
            for criterion in application.consultation.criteria.all()
            if (found := by_criterion.get(criterion.pk))
        ],
    )


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the chosen set of co-organizers covers: how many speak for each objective, sector, subregion and country.

    Objectives, sectors and subregions that nobody speaks for are among them, with 0; the subregions are those of the
    regional commission to which most applicants belong, and none where no commission fits.
    """

    chosen: int
    objectives: list[tuple[Objective, int]]
    sectors: list[tuple[str, int]]
    subregions: list[tuple[str, int]]
    countries: list[tuple[str, int]]


def coverage(consultation: Consultation, user: User) -> Coverage:
    """Counts over accepted applications and open decisions to accept, of which the account may know; four queries."""
    chosen = list(
        consultation.applications.without_conflict_for(user)
        .filter(
            Q(state=ApplicationState.ACCEPTED) | Q(state=ApplicationState.SUBMITTED, decision__outcome=Outcome.ACCEPTED)
        )
        .select_related("organization")
        .prefetch_related("objective_links")
    )
    by_objective = Counter(link.objective_id for application in chosen for link in application.objective_links.all())
    sectors = Counter(_sector_of(application) for application in chosen)
    countries = Counter(application.display_country for application in chosen if application.display_country)
    links = consultation.objective_links.select_related("objective")
    return Coverage(
        chosen=len(chosen),
        objectives=[(link.objective, by_objective[link.objective_id]) for link in links],
        sectors=[(str(label), sectors[key]) for key, label in Sector.choices if key != Sector.OTHER or sectors[key]],
        subregions=_subregions(consultation, user, countries),
        countries=countries.most_common(),
    )


def _sector_of(application: Application) -> str:
    return application.sector or (application.organization.sector if application.organization else "")


def _subregions(consultation: Consultation, user: User, chosen: Counter[str]) -> list[tuple[str, int]]:
    applied = (
        consultation.applications.sent()
        .without_conflict_for(user)
        .values_list(Coalesce(NullIf("country", Value("")), "organization__country", Value("")), flat=True)
    )
    scheme = scheme_for([code for code in applied if code])
    if scheme in {"", M49}:
        return []
    numbers: Counter[str] = Counter()
    for code, number in chosen.items():
        numbers[subregion(code, scheme)] += number
    return [(name, numbers[name]) for name in subregions(scheme)]
