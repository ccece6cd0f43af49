"""Notes that were written elsewhere come into a room, as drafts. Nothing here stores who brought or wrote them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from breakouts.actions.notes import save_note
from breakouts.models import Note, Room
from consultations.models import Consultation, Heading, Objective


@dataclass(frozen=True, slots=True)
class Brought:
    """A note to be saved, and the line of the text where it begins."""

    id: UUID
    line: int
    text: str
    heading: Heading
    objectives: tuple[Objective, ...]


@transaction.atomic
def import_notes(*, room: Room, notes: Sequence[Brought]) -> int:
    """Save all of them as drafts of the room, or none; says how many are new.

    A note whose id is there already was brought in before and is left as it is by now, so that sending the same form
    twice doubles nothing and undoes no correction. Raises Refused with the line of the note that cannot be saved.
    """
    Consultation.objects.select_for_update().get(pk=room.consultation_id)
    there = set(Note.objects.filter(pk__in=[note.id for note in notes]).values_list("pk", flat=True))
    new = [note for note in notes if note.id not in there]
    for note in new:
        try:
            save_note(
                room=room,
                heading=note.heading,
                text=note.text,
                objectives=note.objectives,
                note_id=note.id,
                submit=False,
            )
        except Refused as refusal:
            raise Refused(
                _("Line %(line)d: %(why)s") % {"line": note.line, "why": str(refusal)}, field="text"
            ) from None
    return len(new)
