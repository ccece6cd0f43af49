"""What is kept of somebody's attendance: taken away with her other data, and erased."""

from typing import Any

from registrations import certificates
from registrations.attendance import Row
from registrations.attendance.names import name_key, read_name
from registrations.models import Attendance, AttendanceRemark, AttendanceReport, Certificate, Registration, ReportState


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
    """Erase it, but for the fact that somebody attended. Rows that are hers go from reports that wait, too."""
    registration.reported_minutes.all().delete()
    AttendanceRemark.objects.filter(registration=registration).delete()
    Certificate.objects.filter(registration=registration).delete()
    Attendance.objects.filter(registration=registration).update(settled=True)
    names = {name_key(name) for name in (registration.name, registration.display_name, *registration.other_names)} - {
        ""
    }
    waiting = AttendanceReport.objects.filter(consultation=registration.consultation_id, state=ReportState.WAITING)
    for report in waiting.select_for_update():
        gone = {row.line for row in map(_row, report.rows) if _is_hers(row, registration.email, names)}
        if gone:
            report.rows = [values for values in report.rows if values[0] not in gone]
            report.save(update_fields=["rows"])
        for line in report.lines.all():
            if line.line in gone or any(pk == registration.pk for pk, _reason in line.candidates):
                line.delete()


def _row(values: list[Any]) -> Row:
    return Row(*values)


def _is_hers(row: Row, email: str, names: set[str]) -> bool:
    if email and row.email.lower() == email.lower():
        return True
    return any(name_key(name) in names for name in read_name(row.name).likely)
