"""What the page about the screener's policy shows: allowed words with who decided, and who is on the record."""

from dataclasses import dataclass

from breakouts.actions.policy import mark_of
from breakouts.models import AllowEntry
from consultations.models import Attribution, AuditLine, Consultation, SessionRole


@dataclass(frozen=True, slots=True)
class Allowed:
    """An allowed wording; `by` is who decided, "" where the account is gone."""

    entry: AllowEntry
    by: str


@dataclass(frozen=True, slots=True)
class OnRecord:
    """A person's part in a session, whether she is named there, and whether the part itself says so."""

    role: SessionRole
    named: bool
    said_by_part: bool


def allowed_entries(consultation: Consultation) -> list[Allowed]:
    """In the order of the alphabet. Who decided is told by the audit trail."""
    entries = consultation.allow_entries.select_related("room__group", "room__round", "room__session")
    lines = AuditLine.objects.filter(consultation=consultation, verb="wording.allowed").select_related("actor")
    by = {line.subject: str(line.actor or "") for line in lines}
    return [Allowed(entry, by.get(mark_of(entry), "")) for entry in entries.order_by("surface", "pk")]


def on_record(consultation: Consultation) -> list[OnRecord]:
    """Every part that a person holds, in the order of the programme."""
    roles = SessionRole.objects.filter(session__consultation=consultation, person__isnull=False)
    named = set(roles.on_record().values_list("pk", flat=True))
    rows = roles.select_related("session", "person").order_by("session__position", "position")
    return [OnRecord(row, row.pk in named, row.attribution in Attribution.values) for row in rows]
