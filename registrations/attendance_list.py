"""What the pages of attendance show: who is expected, who is here, and the lines of a report with whom they may be."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.models import Consultation
from registrations.attendance import Certainty
from registrations.attendance.matching import Reason
from registrations.lists import registrations_of
from registrations.models import (
    AttendanceRemark,
    AttendanceReport,
    LineDecision,
    Registration,
    RegistrationState,
    ReportLine,
)

EXPECTED = (RegistrationState.CONFIRMED, RegistrationState.WAITLISTED)
REASONS: dict[str, str | Promise] = {
    Reason.ADDRESS: _("registered with this address"),
    Reason.NAME: _("nobody else has this name"),
    Reason.TOGETHER: _("one of those named"),
    Reason.ADDRESS_OF_ANOTHER: _("has this name, but another address"),
    Reason.SHARED_NAME: _("has this name, as others do"),
    Reason.NEAR: _("nearly the same name"),
    Reason.PART: _("part of the name"),
}


def expected(consultation: Consultation) -> QuerySet[Any]:
    """Everybody with a place or on the waiting list, and whoever is recorded though withdrawn; by name."""
    here = Q(status__in=EXPECTED) | Q(attendance__present=True)
    people = registrations_of(consultation).filter(here).exclude(name="—")
    return people.annotate(present=F("attendance__present"), said_by=F("attendance__source")).order_by("shown", "pk")


def searched(people: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Those whose names or organization hold each of these words."""
    for word in words.split():
        people = people.filter(
            Q(shown__icontains=word)
            | Q(name__icontains=word)
            | Q(its_organization__icontains=word)
            | Q(email__iexact=word)
        )
    return people


@dataclass(frozen=True, slots=True)
class Counts:
    registered: int
    here: int


def counts_of(consultation: Consultation) -> Counts:
    """How many have a place, and how many are here; interpreters and assistants are not counted. Two queries."""
    people = Registration.objects.filter(consultation=consultation).counted()
    return Counts(people.confirmed().count(), people.attended().count())


def remarks_of(consultation: Consultation) -> QuerySet[AttendanceRemark]:
    """Who says that what is recorded of her is not right, first said first."""
    remarks = AttendanceRemark.objects.filter(registration__consultation=consultation)
    return remarks.select_related("registration__attendance").order_by("made_at", "pk")


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody whom a line may be."""

    pk: int
    name: str
    legal_name: str
    organization: str
    reason: str | Promise
    chosen: bool


@dataclass(slots=True)
class Line:
    """A line of a report as the page shows it."""

    row: ReportLine
    choices: list[Choice] = field(default_factory=list)

    @property
    def nobody(self) -> bool:
        return self.row.decision == LineDecision.NOBODY

    @property
    def decided(self) -> bool:
        return self.row.decision != LineDecision.UNDECIDED

    @property
    def all_chosen(self) -> bool:
        return bool(self.choices) and all(choice.chosen for choice in self.choices)


def lines_of(report: AttendanceReport) -> dict[str, list[Line]]:
    """All lines by certainty, each with whom it may be; three queries, whatever their number."""
    rows = list(report.lines.prefetch_related("people").order_by("line"))
    people = _people(report, rows)
    lines: dict[str, list[Line]] = {certainty.value: [] for certainty in Certainty}
    for row in rows:
        lines[row.certainty].append(_line(row, people))
    return lines


def line_of(row: ReportLine, found: Iterable[Any] = ()) -> Line:
    """One line, with those it may be, those it is said to be, and `found` by a search."""
    line = _line(row, _people(row.report, [row]))
    known = {choice.pk for choice in line.choices}
    line.choices += [_choice(one, "", chosen=False) for one in found if one.pk not in known]
    return line


def _people(report: AttendanceReport, rows: list[ReportLine]) -> dict[int, Any]:
    wanted = {pk for row in rows for pk, _reason in row.candidates}
    wanted |= {one.pk for row in rows for one in row.people.all()}
    return {one.pk: one for one in registrations_of(report.consultation).filter(pk__in=wanted)}


def _line(row: ReportLine, people: dict[int, Any]) -> Line:
    chosen = {one.pk for one in row.people.all()}
    offered = {pk: REASONS[reason] for pk, reason in row.candidates}
    others: dict[int, str | Promise] = dict.fromkeys(sorted(chosen - offered.keys()), _("chosen by you"))
    choices = [
        _choice(people[pk], reason, chosen=pk in chosen) for pk, reason in {**offered, **others}.items() if pk in people
    ]
    return Line(row, choices)


def _choice(one: Any, reason: str | Promise, *, chosen: bool) -> Choice:
    legal = one.name if one.name != one.shown else ""
    return Choice(one.pk, one.shown, legal, one.its_organization or "", reason, chosen)
