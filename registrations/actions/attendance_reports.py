"""A report of the meeting platform: received, looked at, recorded, taken back.

Until it is recorded its rows wait in the database, so that whoever sorts them out may close the page; nobody's
attendance changes before. Recording leaves the minutes of each person and nothing else of the file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.database import forget_deleted
from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.models import Consultation
from registrations.actions.attending import lock, recount
from registrations.attendance import (
    Attendee,
    Certainty,
    Order,
    Row,
    date_order,
    find,
    put_together,
    read_rows,
    visits_of,
)
from registrations.attendance.people import minutes_of, union
from registrations.models import (
    AttendanceReport,
    LineDecision,
    Registration,
    ReportedMinutes,
    ReportLine,
    ReportState,
)

PEOPLE_OF_A_DEVICE = 10


@dataclass(frozen=True, slots=True)
class Decision:
    """Who a line is: these registrations (several where they share a device), nobody, or not decided (the default)."""

    people: tuple[int, ...] = ()
    nobody: bool = False


@dataclass(slots=True)
class _Seen:
    """One person in all lines that are hers."""

    spans: list[tuple[datetime, datetime]] = field(default_factory=list)
    told: int | None = None


@transaction.atomic
def receive(
    *,
    consultation: Consultation,
    content: bytes,
    file_name: str,
    zone: ZoneInfo,
    order: Order | None = None,
    actor: User | None = None,
) -> AttendanceReport:
    """Read a report and keep it to be looked at. Raises Refused with every fault and its line.

    The same file, sent again while it waits, is the one that waits, with what was decided of it; recorded already,
    it is refused. Without an `order` of the dates, the file may tell.
    """
    rows = read_rows(content)
    lock(consultation)
    digest = sha256(content).hexdigest()
    known = consultation.attendance_reports.filter(digest=digest).first()
    if known and known.state == ReportState.APPLIED:
        raise Refused(_("This very file is recorded already."), field="file")
    if known and known.date_order:
        order = order or Order(known.date_order)  # somebody may have said so
    order = order or date_order(rows, consultation.starts_at.astimezone(zone).date())
    if known:
        same = (known.timezone, known.date_order) == (zone.key, order or "")
        return known if same else read_again(report=known, zone=zone, order=order)
    report = AttendanceReport.objects.create(
        consultation=consultation,
        file_name=file_name[-200:],
        digest=digest,
        timezone=zone.key,
        date_order=order or "",
        rows=[row.as_json() for row in rows],
        made_by=actor,
    )
    _read(report)
    return report


@transaction.atomic
def read_again(*, report: AttendanceReport, zone: ZoneInfo, order: Order | None) -> AttendanceReport:
    """Read the times in another zone or order (None: nothing tells). What was decided of the lines stays."""
    report = _waiting(report)
    decided = {one.line: (one.decision, list(one.people.all())) for one in report.lines.prefetch_related("people")}
    report.timezone, report.date_order = zone.key, order or ""
    report.lines.all().delete()
    _read(report)
    for line in report.lines.all():
        line.decision, people = decided.get(line.line, (line.decision, []))
        line.save(update_fields=["decision"])
        line.people.set(people)
    return report


@transaction.atomic
def decide(*, report: AttendanceReport, decisions: Mapping[int, Decision]) -> None:
    """Keep who these lines are, by the line's primary key. Lines that are not named stay as they are."""
    report = _waiting(report)
    lines = {line.pk: line for line in report.lines.filter(pk__in=decisions).prefetch_related("people")}
    wanted = {pk for one in decisions.values() for pk in one.people}
    known = {one.pk: one for one in Registration.objects.filter(consultation=report.consultation_id, pk__in=wanted)}
    for pk, decision in decisions.items():
        line = lines.get(pk)
        people = [known[person] for person in dict.fromkeys(decision.people) if person in known]
        if line is None or len(people) > PEOPLE_OF_A_DEVICE:
            continue
        said = LineDecision.PEOPLE if people else LineDecision.NOBODY if decision.nobody else LineDecision.UNDECIDED
        if (line.decision, {one.pk for one in line.people.all()}) != (said, {one.pk for one in people}):
            line.decision = said
            line.save(update_fields=["decision"])
            line.people.set(people)


@transaction.atomic
def apply_report(*, report: AttendanceReport, actor: User | None = None) -> int:
    """Record everybody whom the report is certain of or somebody confirmed; returns how many are newly present.

    Lines that nobody decided are not recorded. Nobody is recorded as absent: a report does not know who sat beside
    whom.
    """
    report = _waiting(report)
    if not report.date_order:
        raise Refused(_("Say first whether the day or the month comes first in the dates of this file."))
    seen: dict[int, _Seen] = {}
    for line in report.lines.prefetch_related("people"):
        for person in people_of(line):
            _add(seen.setdefault(person, _Seen()), line)
    return _record(report, seen, actor)


@transaction.atomic
def record_certain(
    *, report: AttendanceReport, people: Mapping[int, Iterable[Attendee]], actor: User | None = None
) -> int:
    """Record these registrations with what the report says of each; returns how many are newly present."""
    report = _waiting(report)
    seen: dict[int, _Seen] = {}
    for person, attendees in people.items():
        one = seen.setdefault(person, _Seen())
        for attendee in attendees:
            one.spans += attendee.spans
            one.told = attendee.told if one.told is None else one.told + (attendee.told or 0)
    return _record(report, seen, actor)


@transaction.atomic
def take_back(*, report: AttendanceReport, actor: User) -> int:
    """As if the report had never been recorded; returns of how many people it said something."""
    lock(report.consultation)
    found = AttendanceReport.objects.filter(pk=report.pk, state=ReportState.APPLIED).first()
    if found is None:
        raise Refused(_("This report is not recorded any more."))
    people = set(found.people.values_list("registration", flat=True))
    found.delete()
    recount(report.consultation, people)
    audit.record(consultation=report.consultation, actor=actor, verb="attendance.taken_back", people=len(people))
    forget_deleted()
    return len(people)


@transaction.atomic
def discard(*, report: AttendanceReport, actor: User) -> None:
    """Forget a report that waits."""
    _waiting(report).delete()
    audit.record(consultation=report.consultation, actor=actor, verb="attendance.report_discarded")
    forget_deleted()


def people_of(line: ReportLine) -> list[int]:
    """The registrations that a line would record as it is decided now."""
    if line.decision == LineDecision.PEOPLE:
        return [one.pk for one in line.people.all()]
    if line.certainty == Certainty.CERTAIN and line.decision == LineDecision.UNDECIDED:
        return [pk for pk, _reason in line.candidates]
    return []


def _waiting(report: AttendanceReport) -> AttendanceReport:
    lock(report.consultation)
    found = AttendanceReport.objects.filter(pk=report.pk, state=ReportState.WAITING)
    waiting = found.select_related("consultation").first()
    if waiting is None:
        raise Refused(_("This report does not wait any more: somebody has recorded it or forgotten it."))
    return waiting


def _read(report: AttendanceReport) -> None:
    """Put the rows together and look for everybody in them."""
    rows = [Row(*values) for values in report.rows]
    order = Order(report.date_order) if report.date_order else Order.MONTH
    attendees = put_together(visits_of(rows, zone=ZoneInfo(report.timezone), order=order))
    spans = [span for one in attendees for span in one.spans]
    report.first_at = min((start for start, _end in spans), default=None)
    report.last_at = max((end for _start, end in spans), default=None)
    report.save()
    registrations = Registration.objects.filter(consultation=report.consultation_id).order_by("pk")
    ReportLine.objects.bulk_create(
        ReportLine(
            report=report,
            line=found.attendee.line,
            name=_as_written(found.attendee),
            email=found.attendee.email,
            minutes=found.attendee.minutes,
            told=found.attendee.told,
            spans=[[start.isoformat(), end.isoformat()] for start, end in found.attendee.spans],
            guest=found.attendee.guest,
            host=found.attendee.host,
            certainty=found.certainty.value,
            candidates=[[one.registration, one.reason.value] for one in found.candidates],
        )
        for found in find(attendees, registrations)
    )


def _as_written(attendee: Attendee) -> str:
    called = attendee.called
    return f"{called.shown} ({called.original})"[:300] if called.original else called.shown


def _add(seen: _Seen, line: ReportLine) -> None:
    seen.spans += [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in line.spans]
    if line.told is not None:
        seen.told = (seen.told or 0) + line.told


def _record(report: AttendanceReport, seen: Mapping[int, _Seen], actor: User | None) -> int:
    there = Registration.objects.filter(consultation=report.consultation_id, pk__in=seen)
    still = set(there.values_list("pk", flat=True))  # a companion may have been deleted since the file was read
    seen = {pk: one for pk, one in seen.items() if pk in still}
    ReportedMinutes.objects.bulk_create(
        ReportedMinutes(report=report, registration_id=pk, minutes=minutes_of(union(one.spans), one.told))
        for pk, one in sorted(seen.items())
    )
    report.lines.all().delete()
    report.rows, report.state, report.applied_at = [], ReportState.APPLIED, now()
    report.save()
    new = recount(report.consultation, seen)
    audit.record(
        consultation=report.consultation, actor=actor, verb="attendance.imported", people=len(seen), newly_present=new
    )
    forget_deleted()
    return new
