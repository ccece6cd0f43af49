"""Notes as devices send them while somebody types: in parts, late, twice, from two places at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.database import forget_deleted
from accounts.errors import Refused
from breakouts.actions.notes import WRITABLE, save_note
from breakouts.models import BriefOutPoint, Finding, Note, Room
from breakouts.versions import version_of
from consultations.models import Consultation, Heading, Objective


@dataclass(frozen=True, slots=True)
class Typed:
    """What a device has of one note. What is None was not touched there.

    `base` is the version of the text that its writer started from, "" for a note that is new there. `base_text` is
    that text itself, sent only once the server has said that it has another one by now.
    """

    id: UUID
    text: str | None = None
    base: str = ""
    base_text: str | None = None
    heading: Heading | None = None
    heard_from: str | None = None
    objectives: Sequence[Objective] | None = None
    done: bool = False


class Outcome(StrEnum):
    SAVED = "saved"
    STALE = "stale"  # another text is here by now: nothing was written, send `base_text` to have both put together
    GONE = "gone"  # no such note any more: it was accepted, or taken out


@dataclass(frozen=True, slots=True)
class Gone:
    """What became of a note that was to be taken out, and whether the sheet for the plenary lost a point by it."""

    outcome: Outcome
    off_sheet: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of it. `refusal` says why a note that was saved was not handed in."""

    outcome: Outcome
    note: Note | None = None
    refusal: Refused | None = None


@transaction.atomic
def take_in(*, room: Room, typed: Typed) -> Taken:
    """Save what a device sent, as a draft unless it says that the note is done.

    The same call twice changes nothing the second time. A note that cannot be handed in as it is stays a draft.
    Raises Refused where nothing could be saved.
    """
    note = _find(typed.id)
    if note is None and not typed.base:
        # Two calls may bring the same new note: whoever comes second finds the first one's.
        Consultation.objects.select_for_update().get(pk=room.consultation_id)
        note = _find(typed.id)
    if note is None:
        return Taken(Outcome.GONE) if typed.base else _new(room, typed)
    if note.room_id != room.pk:
        raise Refused(_("This note belongs to another room."))
    if typed.text is not None and typed.base != version_of(note.text) and typed.base_text is None:
        return Taken(Outcome.STALE, note)
    return _save(room, typed, note, typed.heading or note.heading)


def _find(pk: UUID) -> Note | None:
    return Note.objects.select_for_update(of=("self",)).select_related("heading").filter(pk=pk).first()


def _new(room: Room, typed: Typed) -> Taken:
    if typed.heading is None:
        raise Refused(_("Choose a heading."), field="heading")
    return _save(room, typed, None, typed.heading)


def _save(room: Room, typed: Typed, note: Note | None, heading: Heading) -> Taken:
    base_text = None
    if note is not None and typed.text is not None:
        base_text = note.text if typed.base == version_of(note.text) else typed.base_text
    heard_from = typed.heard_from if typed.heard_from is not None else (note.heard_from if note else "")
    objectives = typed.objectives
    if objectives is None:
        links = note.objective_links.select_related("objective") if note else ()
        objectives = [link.objective for link in links]

    def save(*, submit: bool) -> Note:
        return save_note(
            room=room,
            heading=heading,
            text=typed.text if typed.text is not None else (note.text if note else ""),
            heard_from=heard_from,
            objectives=objectives,
            note_id=typed.id,
            base_text=base_text,
            submit=submit,
        )

    if not typed.done:
        return Taken(Outcome.SAVED, save(submit=False))
    try:
        return Taken(Outcome.SAVED, save(submit=True))
    except Refused as refusal:
        return Taken(Outcome.SAVED, save(submit=False), refusal)


@transaction.atomic
def take_out(*, room: Room, note_id: UUID, base: str, into: UUID | None = None) -> Gone:
    """Delete a note that its writer takes back, unless somebody has changed it since `base`.

    `into` is the note of the room that its words went to, where two were joined: what the group tells the plenary it
    then still tells.

    A note that was handed in can be taken back like any other until somebody has accepted it: the words were the
    rapporteur's, and a name that slipped in shall not have to wait for a purge.
    """
    note = _find(note_id)
    if note is None:
        return Gone(Outcome.GONE)
    if note.room_id != room.pk:
        raise Refused(_("This note belongs to another room."))
    if note.status not in WRITABLE:
        raise Refused(_("This note has been accepted and can no longer be changed here."))
    if base != version_of(note.text):
        return Gone(Outcome.STALE)
    lost = _off_sheet(note, Note.objects.filter(room=room, status__in=WRITABLE, pk=into).first() if into else None)
    note.delete()
    forget_deleted(Note, Finding)
    return Gone(Outcome.GONE, off_sheet=lost)


def _off_sheet(note: Note, into: Note | None) -> bool:
    """Let the points of a sheet lead to the note that it was joined to; tells whether one is lost."""
    points = BriefOutPoint.objects.filter(note=note)
    if into is None:
        return points.exists()
    points.exclude(brief_out__points__note=into).update(note=into)
    return False


@transaction.atomic
def put_above(*, room: Room, note_id: UUID, other_id: UUID) -> None:
    """Give a note the place right after another one of its room; doing it twice is doing it once.

    Nothing happens where one of them is not there any more.
    """
    Consultation.objects.select_for_update().get(pk=room.consultation_id)
    notes = list(Note.objects.filter(room=room, status__in=WRITABLE).order_by("position"))
    moved = next((note for note in notes if note.pk == note_id), None)
    other = next((note for note in notes if note.pk == other_id), None)
    if moved is None or other is None or moved is other:
        return
    order = [note for note in notes if note is not moved]
    order.insert(order.index(other) + 1, moved)
    for place, note in zip([note.position for note in notes], order, strict=True):
        if note.position != place:
            Note.objects.filter(pk=note.pk).update(position=place)
