"""Recording who attended, and that the call was sent.

Attendance has two sources: what a person said (checked in at the door, set by an organizer), and how long reports of
the meeting platform saw somebody. What a person said goes before; where nobody said anything, she attended if the
reports saw her for the least number of minutes. So a report can be taken back, and leaves everything as if it had never
been.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from consultations.actions import audit
from consultations.models import Consultation
from registrations.models import (
    Attendance,
    AttendanceRemark,
    AttendanceReport,
    AttendanceRules,
    AttendanceSource,
    Contact,
    Invitation,
    Registration,
    ReportedMinutes,
)

SAID = (AttendanceSource.CHECK_IN, AttendanceSource.MANUAL)


@transaction.atomic
def record_attendance(
    *, registration: Registration, present: bool, source: AttendanceSource, actor: User | None = None
) -> Attendance:
    """Say of one person whether they attended. What was said before is replaced; said twice, it changes nothing."""
    lock(registration.consultation)
    known = Attendance.objects.filter(registration=registration).first()
    if known and known.present == present and known.source in SAID:
        return known
    said = {"present": present, "source": source, "settled": False}
    if known and known.source not in SAID and (known.settled or known.source == AttendanceSource.BUNDLE):
        said |= {"before_present": known.present, "before_source": known.source}
    attendance, _made = Attendance.objects.update_or_create(registration=registration, defaults=said)
    AttendanceRemark.objects.filter(registration=registration).delete()
    audit.record(
        consultation=registration.consultation,
        actor=actor,
        verb="attendance.present" if present else "attendance.absent",
        subject=registration.key,
        source=source.value,
    )
    return attendance


@transaction.atomic
def undo_attendance(*, registration: Registration, actor: User | None = None) -> None:
    """Take back what was said of one person. With nothing said, nothing changes.

    What came with a bundle or was settled is there again; else what reports say counts.
    """
    lock(registration.consultation)
    said = Attendance.objects.filter(registration=registration, source__in=SAID).first()
    if said:
        if said.before_present is None:
            said.delete()
            recount(registration.consultation, [registration.pk])
        else:
            said.present, said.source = said.before_present, said.before_source
            said.settled = said.source == AttendanceSource.PLATFORM
            said.before_present, said.before_source = None, ""
            said.save()
        audit.record(
            consultation=registration.consultation, actor=actor, verb="attendance.undone", subject=registration.key
        )


@transaction.atomic
def dismiss_remark(*, registration: Registration, actor: User) -> None:
    """Leave what is recorded as it is, although the participant says that it is not right."""
    gone, _rows = AttendanceRemark.objects.filter(registration=registration).delete()
    if gone:
        audit.record(
            consultation=registration.consultation,
            actor=actor,
            verb="attendance.remark_left",
            subject=registration.key,
        )


@transaction.atomic
def remark(*, registration: Registration, attended: bool) -> None:
    """A participant says whether she was there, where something else is recorded. The last that she said stays."""
    AttendanceRemark.objects.update_or_create(registration=registration, defaults={"attended": attended})
    audit.record(
        consultation=registration.consultation, actor=None, verb="attendance.remarked", subject=registration.key
    )


@transaction.atomic
def set_rules(
    *,
    consultation: Consultation,
    least_minutes: int,
    actor: User,
    certificates: bool = False,
    signed_by: str = "",
) -> AttendanceRules:
    """From how many minutes somebody attended, and whether certificates are given; everybody is counted again."""
    lock(consultation)
    before = rules_of(consultation)
    rules, _made = AttendanceRules.objects.update_or_create(
        consultation=consultation,
        defaults={"least_minutes": least_minutes, "certificates": certificates, "signed_by": signed_by},
    )
    if before.least_minutes != least_minutes:
        seen = ReportedMinutes.objects.filter(report__consultation=consultation)
        recount(consultation, seen.values_list("registration", flat=True))
    audit.record(
        consultation=consultation,
        actor=actor,
        verb="attendance.rules_set",
        least_minutes=least_minutes,
        certificates=certificates,
    )
    return rules


def rules_of(consultation: Consultation) -> AttendanceRules:
    """The rules of a consultation, or the defaults."""
    found = AttendanceRules.objects.filter(consultation=consultation).first()
    return found or AttendanceRules(consultation=consultation)


def lock(consultation: Consultation) -> None:
    """Hold the consultation's row, so that two at the door, or a report beside them, take turns."""
    Consultation.objects.select_for_update().get(pk=consultation.pk)


def recount(consultation: Consultation, people: Iterable[int]) -> int:
    """Work out anew who attended by the reports; returns how many are newly present. Call it under `lock`.

    It touches nobody of whom a person said something, nor what came with a bundle or is settled.
    """
    people = set(people)
    known = {one.registration_id: one for one in Attendance.objects.filter(registration__in=people)}
    least = rules_of(consultation).least_minutes
    seen = _minutes(consultation, people)
    new = []
    gone = []
    for pk in people:
        one = known.get(pk)
        if one and (one.source != AttendanceSource.PLATFORM or one.settled):
            continue
        present = pk in seen and enough(seen[pk], least)
        if present and one is None:
            new.append(Attendance(registration_id=pk, present=True, source=AttendanceSource.PLATFORM))
        elif not present and one is not None:
            gone.append(one.pk)
    Attendance.objects.bulk_create(sorted(new, key=lambda one: one.registration_id))
    Attendance.objects.filter(pk__in=gone).delete()
    return len(new)


def enough(minutes: int | None, least: int) -> bool:
    """Whether somebody whom a report names was there long enough; where it tells no minutes, she was."""
    return minutes is None or minutes >= least


def minutes_by_reports(consultation: Consultation, people: Iterable[int] | None = None) -> dict[int, int | None]:
    """For how long all reports together saw each of these people, or everybody; two queries."""
    return _minutes(consultation, None if people is None else set(people))


@dataclass(slots=True)
class _Meeting:
    """Reports whose times overlap, such as the same meeting in two forms: of these the longest counts."""

    ends: datetime | None
    reports: set[int]


def _minutes(consultation: Consultation, people: set[int] | None) -> dict[int, int | None]:
    rows = ReportedMinutes.objects.filter(report__consultation=consultation)
    if people is not None:
        rows = rows.filter(registration__in=people)
    meeting_of = {pk: at for at, one in enumerate(_meetings(consultation)) for pk in one.reports}
    longest: dict[int, dict[int, int | None]] = defaultdict(dict)
    for report, person, minutes in rows.values_list("report", "registration", "minutes"):
        meeting = meeting_of[report]
        before = longest[person].get(meeting)
        longest[person][meeting] = max((one for one in (before, minutes) if one is not None), default=None)
    return {
        person: None if None in by.values() else sum(minutes or 0 for minutes in by.values())
        for person, by in longest.items()
    }


def _meetings(consultation: Consultation) -> list[_Meeting]:
    """Reports put together by their times. One without times stands alone."""
    meetings: list[_Meeting] = []
    applied = AttendanceReport.objects.filter(consultation=consultation).filter(~Q(applied_at=None))
    for pk, starts, ends in applied.order_by("first_at", "pk").values_list("pk", "first_at", "last_at"):
        last = meetings[-1] if meetings else None
        if last and starts and last.ends and starts < last.ends:
            last.reports.add(pk)
            last.ends = max(last.ends, ends or last.ends)
        else:
            meetings.append(_Meeting(ends if starts else None, {pk}))
    return meetings


@transaction.atomic
def record_invitations(*, consultation: Consultation, actor: User) -> int:
    """Record that the call was sent to everybody on the stakeholder list; returns for how many this was new."""
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    not_yet = Contact.objects.filter(consultation=consultation, invitation__isnull=True).values_list("pk", flat=True)
    made = Invitation.objects.bulk_create(
        (Invitation(contact_id=pk, invited_by=actor) for pk in list(not_yet)), batch_size=1000
    )
    if made:
        audit.record(consultation=consultation, actor=actor, verb="contacts.invited", people=len(made))
    return len(made)
