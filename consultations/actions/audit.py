"""Writing the audit trail."""

from accounts.models import User
from consultations.models import AuditLine, Consultation


def record(
    *, consultation: Consultation, actor: User | None, verb: str, subject: str = "", **details: str | int | bool | None
) -> AuditLine:
    """Write one line: who did what to which thing.

    `verb` is a dotted name such as "application.accepted"; `subject` and `details` never hold the text
    of a note, a statement or a need. Without an actor the system or the holder of a personal link acted.
    """
    return AuditLine.objects.create(
        consultation=consultation, actor=actor, verb=verb, subject=subject[:200], details=details
    )
