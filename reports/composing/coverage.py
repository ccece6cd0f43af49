"""Whether a version says everything that was accepted, and nothing that no longer is."""

from dataclasses import dataclass

from breakouts.models import Note, NoteStatus
from reports.models import Report


@dataclass(frozen=True, slots=True)
class Coverage:
    """`unused` are accepted notes on which no paragraph rests; `withdrawn` those used and no longer accepted."""

    used: int
    unused: list[Note]
    withdrawn: list[Note]

    @property
    def is_complete(self) -> bool:
        return not self.unused and not self.withdrawn


def coverage(report: Report) -> Coverage:
    """What became of the consultation's notes in this version; four queries at most."""
    notes = Note.objects.filter(consultation=report.consultation_id).select_related(
        "heading", "room__group", "room__round", "room__session"
    )
    used = Note.objects.filter(evidence__paragraph__report=report).values("pk")
    accepted = notes.accepted()
    return Coverage(
        used=accepted.filter(pk__in=used).count(),
        unused=list(accepted.exclude(pk__in=used).prefetch_related("objectives").order_by("position", "pk")),
        withdrawn=list(notes.filter(pk__in=used).exclude(status=NoteStatus.ACCEPTED).order_by("position", "pk")),
    )
