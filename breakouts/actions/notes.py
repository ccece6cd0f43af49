"""Taking notes. Nothing here stores who writes or who spoke."""

import secrets
from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.errors import Refused
from accounts.models import User
from accounts.text import clean_writing
from breakouts.actions.screen import Watchman, screen_note
from breakouts.merge import merge
from breakouts.models import AsideReason, HeardFrom, Note, NoteObjective, NoteStatus, Room
from breakouts.states import NOTES
from breakouts.table_lines import without_tables
from consultations.actions.audit import record
from consultations.models import Consultation, Heading, Objective

LONGEST_NOTE = 20_000
TOO_LONG = gettext_lazy("This is longer than a note can be. Shorten it, or split it into several.")
WRITABLE = (NoteStatus.DRAFT, NoteStatus.SUBMITTED)


@transaction.atomic
def save_note(
    *,
    room: Room,
    heading: Heading,
    text: str,
    heard_from: str = "",
    objectives: Sequence[Objective] = (),
    note_id: UUID | None = None,
    base_text: str | None = None,
    submit: bool = True,
    watchman: Watchman | None = None,
) -> Note:
    """Write a note in a room, new or changed, and screen it if it is handed in (`submit`).

    A draft needs no objective yet, and is screened only where findings would else point at other words; a note that was
    handed in and is changed without being handed in again becomes a draft, so that nobody accepts half a sentence.

    `note_id` is chosen by whoever writes, so that saving twice makes one note. `base_text` is the text the
    writer started from: if the note has another one by now, both changes are put together word by word or, where they
    clash, set below each other, and nothing is lost.
    Raises Refused with the field for a text that is empty or too long, and for a note already accepted.
    """
    text = _checked(room, text, heading, heard_from)
    if submit and not heading.overall and not objectives and room.group_id:
        raise Refused(_("Choose the objective this is about."), field="objectives")
    note = Note.objects.select_for_update().filter(pk=note_id).first() if note_id else None
    if note is None:
        note = _new(room, heading, text, heard_from, note_id, submit)
        previous = None
    else:
        previous = note.text
        _change(note, room, heading, text, heard_from, base_text, submit)
    _set_objectives(note, objectives)
    if note.status == NoteStatus.SUBMITTED or note.findings.exists():
        screen_note(note=note, watchman=watchman, previous_text=previous)
    return note


def cleaned(text: str) -> str:
    """What was written or pasted as a note keeps it: plain text, the rows of a table as lines."""
    return clean_writing(without_tables(text)[0])


def _checked(room: Room, text: str, heading: Heading, heard_from: str) -> str:
    text = cleaned(text)
    if not text:
        raise Refused(_("Write the point down first."), field="text")
    if len(text) > LONGEST_NOTE:
        raise Refused(TOO_LONG, field="text")
    if heard_from and heard_from not in HeardFrom.values:
        raise Refused(_("Choose how widely this was heard."), field="heard_from")
    if heard_from == HeardFrom.AGREED and room.session_id is None:
        raise Refused(_("Only the plenary can agree on something."), field="heard_from")
    if heading.consultation_id != room.consultation_id:
        raise Refused(_("Choose a heading of this consultation."), field="heading")
    return text


def _new(room: Room, heading: Heading, text: str, heard_from: str, note_id: UUID | None, submit: bool) -> Note:
    Consultation.objects.select_for_update().get(pk=room.consultation_id)
    last = Note.objects.filter(consultation=room.consultation_id).aggregate(last=Max("position"))["last"]
    identity = {"id": note_id} if note_id else {}
    try:
        with transaction.atomic():
            return Note.objects.create(
                consultation_id=room.consultation_id,
                key=new_key(),
                room=room,
                heading=heading,
                text=text,
                heard_from=heard_from,
                status=NoteStatus.SUBMITTED if submit else NoteStatus.DRAFT,
                position=(last or 0) + 1,
                **identity,
            )
    except IntegrityError:
        raise Refused(_("This note is being saved from another window. Try again.")) from None


def _change(
    note: Note, room: Room, heading: Heading, text: str, heard_from: str, base_text: str | None, submit: bool
) -> None:
    if note.room_id != room.pk:
        raise Refused(_("This note belongs to another room."))
    if note.status not in WRITABLE:
        raise Refused(_("This note has been accepted and can no longer be changed here."))
    before = note.text
    note.text = text if base_text is None else _merged(cleaned(base_text), text, note.text)
    note.heading, note.heard_from = heading, heard_from
    if submit:
        note.status = NoteStatus.SUBMITTED
    elif note.text != before:
        note.status = NoteStatus.DRAFT
    note.save(update_fields=["text", "heading", "heard_from", "status"])


def _merged(base: str, mine: str, theirs: str) -> str:
    """What two people made of one text. Raises Refused where both together are longer than a note can be."""
    both = merge(base, mine, theirs)
    if both is None:
        both = f"{theirs}\n\n{mine}"
    if len(both) > LONGEST_NOTE:
        raise Refused(
            _("Somebody has changed this note meanwhile, and both texts are too long for one note. Split yours first."),
            field="text",
        )
    return both


def _set_objectives(note: Note, objectives: Sequence[Objective]) -> None:
    if [link.objective_id for link in note.objective_links.all()] == [objective.pk for objective in objectives]:
        return
    note.objective_links.all().delete()
    NoteObjective.objects.bulk_create(
        NoteObjective(note=note, objective=objective, position=place)
        for place, objective in enumerate(dict.fromkeys(objectives))
    )


def new_key() -> str:
    """A key that says nothing."""
    return f"n-{secrets.token_hex(8)}"


@transaction.atomic
def set_aside(*, note: Note, code: str, reason: str = "", actor: User) -> Note:
    """Take a note out of the report, with the reason. It is kept, and can come back, until the purge.

    A sentence (`reason`) is needed only where no kind of reason (`code`) fits. The audit line says that the organizer
    did so and why, not with which note: it lies on the other side of the wall.
    """
    note = Note.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=note.pk)
    if hasattr(note, "merging"):
        raise Refused(_("This note is being brought together with others. Decide on that first."))
    if code not in AsideReason.values:
        raise Refused(_("Choose why it is left out."), field="code")
    if not reason.strip() and code == AsideReason.OTHER:
        raise Refused(_("Say why, so that nothing disappears without a reason."), field="reason")
    note.reason = reason.strip() or str(AsideReason(code).label)
    NOTES.transition(note, NoteStatus.SET_ASIDE, also=("reason",))
    record(consultation=note.consultation, actor=actor, verb="note.set_aside", reason=code)
    return note


@transaction.atomic
def bring_back(*, note: Note, actor: User) -> Note:
    """Return a note that was set aside to those that wait."""
    note = Note.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=note.pk)
    note.reason = ""
    NOTES.transition(note, NoteStatus.SUBMITTED, also=("reason",))
    record(consultation=note.consultation, actor=actor, verb="note.brought_back")
    return note
