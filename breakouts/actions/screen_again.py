"""Screening notes again after people, programme or policy have changed: as a job, so that it can be watched."""

from uuid import UUID

from django.db import transaction

from accounts import jobs
from accounts.models import Job, User
from breakouts.actions.screen import Watchman, screen_note
from breakouts.models import Finding, Note, NoteStatus
from consultations.models import Consultation

KIND = "breakouts.screening"
READ = (NoteStatus.SUBMITTED, NoteStatus.ACCEPTED)
AT_ONCE = 20  # notes in one step, well under a second


def stale_notes(watchman: Watchman) -> list[UUID]:
    """Notes handed in or accepted whose findings belong to another text, roster or policy than there is now."""
    notes = Note.objects.filter(consultation=watchman.consultation, status__in=READ).select_related("room")
    rows = notes.only("text", "screened_with", "room").order_by("pk")
    return [note.pk for note in rows if note.screened_with != watchman.mark(note.text, note.room)]


def open_screening(consultation: Consultation) -> Job | None:
    """The screening that is under way."""
    return Job.objects.unfinished().filter(kind=KIND, arguments__consultation=consultation.pk).first()


@transaction.atomic
def start_screening(*, consultation: Consultation, actor: User) -> Job | None:
    """Begin to screen all notes that are stale, or join those who do; None where none is stale.

    The job remembers no note: each step asks which ones are stale still, so that it can be taken up by anybody.
    """
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    running = open_screening(consultation)
    if running is not None:
        return running
    stale = len(stale_notes(Watchman(consultation)))
    return jobs.start(KIND, by=actor, arguments={"consultation": consultation.pk}, total=stale) if stale else None


@transaction.atomic
def screen_some(*, watchman: Watchman, notes: list[UUID]) -> list[Finding]:
    """Screen these notes as they are now; whoever writes one of them waits meanwhile."""
    rows = Note.objects.select_for_update(of=("self",)).filter(pk__in=notes, status__in=READ)
    found: list[Finding] = []
    for note in rows.select_related("room").prefetch_related("findings"):
        found += screen_note(note=note, watchman=watchman)
    return found
