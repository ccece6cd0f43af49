"""Taking attendance from the meeting platform's report at once, as the command does."""

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.models import Consultation
from registrations.actions.attendance_reports import receive, record_certain
from registrations.actions.attending import enough, rules_of
from registrations.attendance import (
    Attendee,
    Certainty,
    Found,
    Order,
    date_order,
    find,
    put_together,
    read_rows,
    visits_of,
)
from registrations.models import Attendance, LineDecision, Registration, ReportLine, ReportState


@dataclass(frozen=True, slots=True)
class Imported:
    """What a report held: rows, whom they match and how, for how many attendance is new, and who is not known."""

    rows: int
    people: dict[str, str]
    """By the registration's key: "email" or "name"."""
    new: int
    unmatched: list[Attendee]


@transaction.atomic
def import_attendance(
    *,
    consultation: Consultation,
    content: bytes,
    zone: ZoneInfo,
    order: Order | None = None,
    file_name: str = "",
    actor: User | None = None,
    dry_run: bool = False,
) -> Imported:
    """Record as present everybody whom the report names by address, or by a name that one participant alone has.

    Run twice, it changes nothing the second time. All or nothing: a report with a row that cannot be read is refused
    whole, with every fault and its line, and so is one that somebody is sorting out by screen. Where nothing tells
    what comes first in a date, it is the month.
    """
    rows = read_rows(content)
    same = consultation.attendance_reports.filter(digest=sha256(content).hexdigest())
    begun = ReportLine.objects.filter(report__in=same).exclude(decision=LineDecision.UNDECIDED)
    if begun.exists():
        raise Refused(_("Somebody is sorting out this very file. Record it on its page, or forget it there first."))
    order = order or date_order(rows, consultation.starts_at.astimezone(zone).date()) or Order.MONTH
    attendees = put_together(visits_of(rows, zone=zone, order=order))
    keys = dict(Registration.objects.filter(consultation=consultation).values_list("pk", "key"))
    found = find(attendees, Registration.objects.filter(consultation=consultation).order_by("pk"))
    people: dict[int, list[Attendee]] = defaultdict(list)
    how: dict[str, str] = {}
    for one in found:
        for pk in _sure(one):
            people[pk].append(one.attendee)
            by = "email" if one.certainty == Certainty.CERTAIN else "name"
            how[keys[pk]] = "email" if "email" in {by, how.get(keys[pk])} else "name"
    new = 0
    if dry_run:
        new = _would_be_new(consultation, people)
    elif not same.filter(state=ReportState.APPLIED).exists():
        report = receive(
            consultation=consultation, content=content, file_name=file_name, zone=zone, order=order, actor=actor
        )
        new = record_certain(report=report, people=people, actor=actor)
    return Imported(
        rows=len(rows),
        people=dict(sorted(how.items())),
        new=new,
        unmatched=[one.attendee for one in found if not _sure(one)],
    )


def _sure(found: Found) -> list[int]:
    if found.certainty == Certainty.OPEN:
        return []
    return [one.registration for one in found.candidates]


def _would_be_new(consultation: Consultation, people: dict[int, list[Attendee]]) -> int:
    least = rules_of(consultation).least_minutes
    known = set(Attendance.objects.filter(registration__in=people).values_list("registration", flat=True))
    return sum(any(enough(one.minutes, least) for one in seen) for pk, seen in people.items() if pk not in known)
