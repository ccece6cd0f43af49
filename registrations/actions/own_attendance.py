"""What is kept of somebody's attendance: taken away with her other data, and erased."""

from typing import Any

from registrations import certificates
from registrations.actions.registering import registered_with
from registrations.attendance import Row
from registrations.attendance.matching import Reason
from registrations.attendance.names import name_key, read_name
from registrations.attendance.people import same_as
from registrations.models import (
    Attendance,
    AttendanceRemark,
    AttendanceReport,
    Certificate,
    Registration,
    ReportLine,
    ReportState,
)

SURE = (Reason.ADDRESS, Reason.NAME, Reason.TOGETHER)
"""Why a row is somebody's who is the only one it may be; TOGETHER, once the others are erased."""


def own_attendance(registration: Registration) -> dict[str, Any]:
    """Everything that is kept of somebody's attendance, for her alone."""
    attendance = getattr(registration, "attendance", None)
    remark = AttendanceRemark.objects.filter(registration=registration).first()
    certificate = Certificate.objects.filter(registration=registration).first()
    return {
        "attended": attendance.present if attendance else None,
        "how_we_know": attendance.source if attendance else None,
        "recorded_at": attendance.recorded_at.isoformat() if attendance else None,
        "minutes_in_reports": [one.minutes for one in registration.reported_minutes.order_by("report")],
        "you_said_that_you_attended": remark.attended if remark else None,
        "certificate": {"name": certificate.name, "code": certificates.in_blocks(certificate.code)}
        if certificate
        else None,
    }


def erase_attendance(registration: Registration) -> None:
    """Erase it, but for the fact that somebody attended. Rows that are hers go from reports that wait, too.

    Where a row may be somebody else's, such as a namesake's, only that it may be she goes.
    """
    registration.reported_minutes.all().delete()
    AttendanceRemark.objects.filter(registration=registration).delete()
    Certificate.objects.filter(registration=registration).delete()
    Attendance.objects.filter(registration=registration).update(settled=True)
    names = {name_key(name) for name in (registration.name, registration.display_name, *registration.other_names)} - {
        ""
    }
    email = registration.email.lower()
    if registration.assists_id is not None and registered_with(registration.consultation, email):
        email = ""  # given for a companion, an address means whoever is registered with it herself
    waiting = AttendanceReport.objects.filter(consultation=registration.consultation_id, state=ReportState.WAITING)
    for report in waiting.select_for_update():
        _erase_from(report, registration.pk, email, names)


def _erase_from(report: AttendanceReport, person: int, email: str, names: set[str]) -> None:
    gone = []
    for line in report.lines.prefetch_related("people"):
        if _is_hers(line, person, email, names):
            gone.append(line)
            continue
        others = [[pk, reason] for pk, reason in line.candidates if pk != person]
        if others != line.candidates:
            line.candidates = others
            line.save(update_fields=["candidates"])
        line.people.remove(person)
    attendees = {row.line: _attendee(row) for row in map(_row, report.rows)}
    hers = {attendees.get(line.line) for line in gone}
    kept = [values for values in report.rows if attendees[values[0]] not in hers]
    if kept != report.rows:
        report.rows = kept
        report.save(update_fields=["rows"])
    for line in gone:
        line.delete()


def _is_hers(line: ReportLine, person: int, email: str, names: set[str]) -> bool:
    """By her address; as the only one whom somebody chose; or, where nobody chose, as the only one it may be."""
    if email and line.email.lower() == email:
        return True
    chosen = {one.pk for one in line.people.all()}
    if chosen:
        return chosen == {person}
    if any(pk != person for pk, _reason in line.candidates):
        return False
    if any(reason in SURE for _pk, reason in line.candidates):
        return True
    return any(name_key(name) in names for name in read_name(line.name).likely)


def _row(values: list[Any]) -> Row:
    return Row(*values)


def _attendee(row: Row) -> tuple[str, str]:
    return same_as(read_name(row.name), row.email.lower())
