"""Taking attendance from the meeting platform's report."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.models import User
from consultations.models import Consultation
from registrations.actions.attending import record_many
from registrations.attendance import Match, Visit, matched, read_report
from registrations.models import AttendanceSource, Registration


@dataclass(frozen=True, slots=True)
class Imported:
    """What a report held: rows, whom they match, for how many attendance is new, and when it begins and ends."""

    rows: int
    match: Match
    new: int
    first: datetime | None
    last: datetime | None

    @property
    def unmatched(self) -> list[Visit]:
        """One row for each unknown name and address, at its first line."""
        first: dict[tuple[str, str], Visit] = {}
        for visit in self.match.unmatched:
            first.setdefault((visit.name, visit.email), visit)
        return list(first.values())


@transaction.atomic
def import_attendance(
    *, consultation: Consultation, content: bytes, zone: ZoneInfo, actor: User | None = None, dry_run: bool = False
) -> Imported:
    """Record as present everybody whom the report names. Run twice, it changes nothing the second time.

    Nobody is recorded as absent: a report does not know who sat beside whom. All or nothing: a report with a row that
    cannot be read is refused whole, with every fault and its line.
    """
    visits = read_report(content, zone=zone)
    rows = Registration.objects.filter(consultation=consultation).order_by("pk")
    match = matched(visits, rows)
    new = 0
    if not dry_run:
        new = record_many(
            consultation=consultation, present=match.people.values(), source=AttendanceSource.PLATFORM, actor=actor
        )
    times = [at for visit in visits for at in (visit.joined_at, visit.left_at) if at is not None]
    first, last = min(times, default=None), max(times, default=None)
    return Imported(rows=len(visits), match=match, new=new, first=first, last=last)
