"""Choosing what a group tells the plenary.

Nothing is written to the audit trail here: who chose which note, and when, would lead from words to a person.
"""

import secrets
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from breakouts.models import MOST_POINTS, BriefOut, BriefOutKind, BriefOutPoint, Note, NoteStatus
from consultations.models import Round, WorkingGroup

TELLABLE = (NoteStatus.SUBMITTED, NoteStatus.ACCEPTED)


@transaction.atomic
def put_on_sheet(*, group: WorkingGroup, sitting: Round | None, note: Note, kind: str) -> BriefOut:
    """Put a note of this group on its sheet for the round (None: for all rounds), or move it to another block.

    It comes to a random place of its block, since the order of choosing is often the order of speaking; whoever
    wants another order says so (`move_up`). Raises Refused where the block is full, and for a note that is not this
    group's, not handed in, or set aside.
    """
    sheet = _locked(group, sitting)
    if kind not in BriefOutKind.values:
        raise Refused(_("Choose highlights, challenges or recommendations."))
    room = note.room
    if room is None or room.group_id != group.pk or (sitting is not None and room.round_id != sitting.pk):
        raise Refused(_("This note was taken in another room."))
    if note.status not in TELLABLE:
        raise Refused(_("Only notes that were handed in, and not set aside, can go on the sheet."))
    there = [pk for pk in _notes_of(sheet, kind) if pk != note.pk]
    if len(there) >= MOST_POINTS:
        raise Refused(_("Three are chosen here already. Take one off first."))
    sheet.points.filter(note=note).delete()
    there.insert(secrets.randbelow(len(there) + 1), note.pk)
    _rewrite(sheet, kind, there)
    return sheet


@transaction.atomic
def take_off_sheet(*, group: WorkingGroup, sitting: Round | None, note_id: UUID) -> None:
    """Take a note off the sheet; the note itself stays as it is."""
    sheet = _locked(group, sitting)
    point = sheet.points.filter(note=note_id).first()
    if point is not None:
        _rewrite(sheet, point.kind, [pk for pk in _notes_of(sheet, point.kind) if pk != note_id])


@transaction.atomic
def move_up(*, group: WorkingGroup, sitting: Round | None, note_id: UUID) -> None:
    """Say a point one place earlier in its block."""
    sheet = _locked(group, sitting)
    point = sheet.points.filter(note=note_id).first()
    if point is not None:
        order = _notes_of(sheet, point.kind)
        place = order.index(note_id)
        order.insert(max(place - 1, 0), order.pop(place))
        _rewrite(sheet, point.kind, order)


def _locked(group: WorkingGroup, sitting: Round | None) -> BriefOut:
    """The sheet, made where there is none; one writer at a time."""
    WorkingGroup.objects.select_for_update().get(pk=group.pk)
    return BriefOut.objects.get_or_create(group=group, round=sitting)[0]


def _notes_of(sheet: BriefOut, kind: str) -> list[UUID]:
    return list(sheet.points.filter(kind=kind).order_by("position").values_list("note", flat=True))


def _rewrite(sheet: BriefOut, kind: str, notes: Sequence[UUID]) -> None:
    """All points of a block anew, so that no row is older than another."""
    sheet.points.filter(kind=kind).delete()
    BriefOutPoint.objects.bulk_create(
        BriefOutPoint(brief_out=sheet, kind=kind, note_id=note, position=place) for place, note in enumerate(notes, 1)
    )
