"""What the public pages read, in as few queries as they need."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import CharField, F, Value

from consultations.models import (
    Consultation,
    GuidingQuestion,
    Objective,
    OpenCall,
    Organization,
    OrganizationRoleKind,
    Principle,
    Purpose,
)


@dataclass(slots=True)
class CallPage:
    """Everything that the call page and its plain-text version say beside the consultation itself."""

    objectives: list[Objective]
    purposes: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    principles: list[tuple[str, str]] = field(default_factory=list)
    conveners: list[Organization] = field(default_factory=list)
    co_organizers: list[Organization] = field(default_factory=list)
    guidance: list[Organization] = field(default_factory=list)


def call_page(consultation: Consultation) -> CallPage:
    """Three queries: objectives, lists of sentences, organizations."""
    page = CallPage([link.objective for link in consultation.objective_links.select_related("objective")])
    none = Value("", output_field=CharField())
    sentences = (
        Purpose.objects.filter(consultation=consultation)
        .order_by()
        .values_list(Value("purposes"), "position", none, "text")
        .union(
            GuidingQuestion.objects.filter(consultation=consultation)
            .order_by()
            .values_list(Value("questions"), "position", none, "text"),
            Principle.objects.filter(series=consultation.series_id)
            .order_by()
            .values_list(Value("principles"), "position", "name", "text"),
            all=True,
        )
        .order_by(F("position"))
    )
    for sort, _position, name, text in sentences:
        getattr(page, sort).append((name, text) if sort == "principles" else text)
    by_role = {
        OrganizationRoleKind.CONVENER: page.conveners,
        OrganizationRoleKind.CO_ORGANIZER: page.co_organizers,
        OrganizationRoleKind.GUIDANCE: page.guidance,
    }
    for held in consultation.organization_roles.select_related("organization"):
        by_role[OrganizationRoleKind(held.role)].append(held.organization)
    return page


def call_of(consultation: Consultation) -> OpenCall | None:
    """The call, where there is one."""
    return getattr(consultation, "call", None)


def call_phase(consultation: Consultation, at: datetime) -> str:
    """Where the call stands at an instant: "none", "ahead", "open" or "closed"."""
    call = call_of(consultation)
    if call is None:
        return "none"
    if call.is_ahead(at):
        return "ahead"
    return "open" if call.is_open(at) else "closed"


def public_venue(consultation: Consultation) -> str:
    """The venue, unless it is a link to join: that is for those who are registered."""
    return "" if "://" in consultation.venue else consultation.venue
