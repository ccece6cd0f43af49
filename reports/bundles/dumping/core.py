"""Framework, series, organizations, people, the consultation, its call and vetting."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.text import slugify

from consultations.models import (
    Application,
    ApplicationState,
    ConflictOfInterest,
    Consultation,
    Framework,
    Organization,
    OrganizationRole,
    Person,
    Review,
    Series,
    SessionRole,
)
from registrations.models import Contact, Registration
from reports.bundles.values import wall_time

KEY_LENGTH = 64
DECIDED = (ApplicationState.ACCEPTED, ApplicationState.DECLINED)
# Drafts and withdrawn applications are the applicant's own: they are not written.
WRITTEN = (ApplicationState.SUBMITTED, *DECIDED)


def numbers(links: Iterable[Any]) -> list[str]:
    """The objective numbers of rows that link to one."""
    return [link.objective.number for link in links]


def framework(row: Framework) -> dict[str, Any]:
    return {
        "key": row.key,
        "title": row.title,
        "short_title": row.short_title,
        "objectives": list(row.objectives.order_by("position", "pk").values("number", "title")),
    }


def series(row: Series) -> dict[str, Any]:
    return {
        "key": row.key,
        "title": row.title,
        "ordinal_of": row.planned,
        "convener": row.convener,
        "principles": list(row.principles.order_by("position", "pk").values("name", "text")),
    }


def organizations(consultation: Consultation) -> list[dict[str, Any]]:
    """Those that have a part in this consultation, and those of the series that have none in any.

    An organization that is known only through another consultation of the series stays out: where it took part is
    not for this one to tell.
    """
    found = _organizations(consultation).prefetch_related("aliases").order_by("pk")
    return [
        {
            "key": row.key,
            "name": row.name,
            "short_name": row.short_name,
            "aliases": [alias.name for alias in row.aliases.all()],
            "country": row.country,
            "sector": row.sector,
            "is_un": row.is_un,
        }
        for row in found
    ]


def _organizations(consultation: Consultation) -> QuerySet[Organization]:
    places = {
        OrganizationRole: "consultation",
        Person: "consultation",
        Contact: "consultation",
        Application: "consultation",
        Registration: "consultation",
        SessionRole: "session__consultation",
    }
    here, anywhere = Q(), Q()
    for model, way in places.items():
        uses = model._default_manager.filter(organization=OuterRef("pk"))
        here |= Q(Exists(uses.filter(**{way: consultation})))
        anywhere |= Q(Exists(uses))
    return consultation.series.organizations.filter(here | ~anywhere)


def typed_organizations(consultation: Consultation, taken: set[str]) -> dict[int, dict[str, Any]]:
    """Organizations for applications whose applicant typed a name that nobody has matched yet, by application."""
    out: dict[int, dict[str, Any]] = {}
    unmatched = consultation.applications.filter(organization=None, state__in=WRITTEN).order_by("position", "pk")
    for application in unmatched:
        base = slugify(application.organization_name)[: KEY_LENGTH - 4].strip("-_") or "organization"
        key = next(key for key in (base, *(f"{base}-{n}" for n in range(2, 1000))) if key not in taken)
        taken.add(key)
        out[application.pk] = {
            "key": key,
            "name": application.organization_name,
            "country": application.country,
            "sector": application.sector,
        }
    return out


def people(consultation: Consultation) -> list[dict[str, Any]]:
    return [
        {
            "key": row.key,
            "name": row.name,
            "honorific": row.honorific,
            "position": row.position,
            "organization": row.organization.key if row.organization else None,
            "email": row.email,
        }
        for row in consultation.people.select_related("organization").order_by("pk")
    ]


def the_consultation(row: Consultation) -> dict[str, Any]:
    roles = row.organization_roles.select_related("organization").order_by("position", "pk")
    return {
        "key": row.slug,
        "title": row.title,
        "ordinal": row.ordinal,
        "starts_at": wall_time(row.starts_at, row.zone),
        "ends_at": wall_time(row.ends_at, row.zone),
        "timezone": row.timezone,
        "modality": row.modality,
        "venue": row.venue,
        "languages": row.languages,
        "objectives": numbers(row.objective_links.select_related("objective").order_by("position", "pk")),
        "purposes": list(row.purposes.order_by("position", "pk").values_list("text", flat=True)),
        "guiding_questions": list(row.guiding_questions.order_by("position", "pk").values_list("text", flat=True)),
        "headings": list(row.headings.order_by("position", "pk").values("key", "label", "lens", "overall")),
        "chatham_house": row.chatham_house,
        "k_min": row.k_min,
        "organizations_min": row.organizations_min,
        "liaison": row.people.filter(is_liaison=True).values_list("key", flat=True).first(),
        "organization_roles": [{"organization": role.organization.key, "role": role.role} for role in roles],
    }


def call(consultation: Consultation) -> dict[str, Any] | None:
    row = getattr(consultation, "call", None)
    if row is None:
        return None
    return {
        "opens_at": wall_time(row.opens_at, consultation.zone),
        "closes_at": wall_time(row.closes_at, consultation.zone),
        "text": row.text,
    }


def applications(consultation: Consultation, typed: dict[int, dict[str, Any]]) -> list[dict[str, Any]]:
    """`typed` gives the organization of each application that is matched to none."""
    found = (
        consultation.applications.filter(state__in=WRITTEN)
        .select_related("organization", "decision")
        .prefetch_related("objective_links__objective", "reviews__reviewer", "conflicts__reviewer")
        .order_by("position", "pk")
    )
    return [_application(row, typed) for row in found]


def _application(row: Application, typed: dict[int, dict[str, Any]]) -> dict[str, Any]:
    decision = getattr(row, "decision", None) if row.state in DECIDED else None
    return {
        "organization": row.organization.key if row.organization else typed[row.pk]["key"],
        "contact_email": row.contact_email,
        "statement": row.statement,
        "objectives": numbers(row.objective_links.all()),
        "reviews": _reviews(row),
        "decision": row.state if row.state in DECIDED else None,
        "reason": decision.reason if decision else "",
    }


def _reviews(application: Application) -> list[dict[str, Any]]:
    """Reviews and conflicts of interest in one list. Who has a conflict has no review, whatever was written before."""
    conflicts = list(application.conflicts.all())
    barred = {conflict.reviewer_id for conflict in conflicts}
    reviews = [review for review in application.reviews.all() if review.reviewer_id not in barred]
    rows: list[Review | ConflictOfInterest] = [*reviews, *conflicts]
    return [
        {
            "reviewer": row.reviewer.key,
            "score": row.score if isinstance(row, Review) else None,
            "conflict": isinstance(row, ConflictOfInterest),
            "comment": row.comment,
        }
        for row in sorted(rows, key=lambda row: row.position)
    ]
