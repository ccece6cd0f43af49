"""What the public pages read, in as few queries as they need."""

from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import CharField, F, Q, QuerySet, Value, Window
from django.db.models.functions import RowNumber
from django.utils.translation import ngettext

from consultations.models import Consultation, GuidingQuestion, OpenCall, Principle, Purpose, Visibility


class Line(NamedTuple):
    """One line of a list on the call page: an objective has its number in `label`, a principle its name."""

    label: str
    text: str


@dataclass(slots=True)
class CallPage:
    """Everything that the call page and its plain-text version list beside the consultation itself."""

    objectives: list[Line] = field(default_factory=list)
    purposes: list[Line] = field(default_factory=list)
    questions: list[Line] = field(default_factory=list)
    principles: list[Line] = field(default_factory=list)
    measured: list[Line] = field(default_factory=list)
    """Those of the principles that are held to figures."""
    convener: list[Line] = field(default_factory=list)
    co_organizer: list[Line] = field(default_factory=list)
    guidance: list[Line] = field(default_factory=list)
    series: list[Line] = field(default_factory=list)
    """This consultation and the public ones of its series by the day on which they begin, with their slugs."""


def call_page(consultation: Consultation) -> CallPage:
    """Read all lists of the page in one query; each row names the list that it belongs to."""
    none = Value("", output_field=CharField())

    def rows(queryset: QuerySet[Any], sort: str | Value, label: str | Value, text: str) -> QuerySet[Any, Any]:
        return queryset.order_by().values_list(sort, "position", label, text)

    principles = Principle.objects.filter(series=consultation.series_id)
    shown = Q(pk=consultation.pk) | Q(visibility=Visibility.PUBLIC)
    series = Consultation.objects.filter(shown, series=consultation.series_id).annotate(
        position=Window(RowNumber(), order_by=[F("starts_at"), F("pk")])
    )
    objectives = rows(consultation.objective_links.all(), Value("objectives"), "objective__number", "objective__title")
    lines = objectives.union(
        rows(Purpose.objects.filter(consultation=consultation), Value("purposes"), none, "text"),
        rows(GuidingQuestion.objects.filter(consultation=consultation), Value("questions"), none, "text"),
        rows(principles, Value("principles"), "name", "text"),
        rows(principles.exclude(measures=[]), Value("measured"), "name", "text"),
        rows(consultation.organization_roles.all(), "role", none, "organization__name"),
        rows(series, Value("series"), "slug", "title"),
        all=True,
    )
    page = CallPage()
    for sort, _position, label, text in sorted(lines, key=itemgetter(1)):
        getattr(page, sort).append(Line(label, text))
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


def takes_answers(consultation: Consultation, at: datetime, begun: datetime | None = None) -> bool:
    """Whether an answer to the call is taken at an instant; `begun` is when its author opened the form."""
    call = call_of(consultation)
    return call is not None and call.takes(at, begun)


def grace_words(call: OpenCall | None) -> str:
    """The grace after closing, as a visitor is told it; empty where there is none."""
    if call is None or not call.grace_minutes:
        return ""
    words = ngettext(
        "What you have begun by then can still be sent for %(minutes)d minute.",
        "What you have begun by then can still be sent for %(minutes)d minutes.",
        call.grace_minutes,
    )
    return words % {"minutes": call.grace_minutes}


def public_venue(consultation: Consultation) -> str:
    """The venue, unless it is a link to join: that is for those who are registered."""
    return "" if "://" in consultation.venue else consultation.venue


class Neighbours(NamedTuple):
    """The public consultations of the series just before and after one, where there are any: slug and title."""

    previous: Line | None
    next: Line | None


def neighbours(page: CallPage, consultation: Consultation) -> Neighbours:
    """The two beside this one in its series."""
    at = [line.label for line in page.series].index(consultation.slug)
    return Neighbours(page.series[at - 1] if at else None, page.series[at + 1] if at + 1 < len(page.series) else None)
