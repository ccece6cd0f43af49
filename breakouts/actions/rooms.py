"""Rooms come from groups and rounds."""

from collections.abc import Sequence

from breakouts.models import Note, Room
from consultations.models import Consultation, Round, Session, WorkingGroup


def ensure_rooms(*, consultation: Consultation) -> None:
    """Make the room of every working group in every round, and of every plenary session, that has none."""
    wanted = [
        Room(consultation=consultation, group=group, round=sitting)
        for group in WorkingGroup.objects.filter(consultation=consultation)
        for sitting in Round.objects.filter(consultation=consultation)
    ]
    have = set(Room.objects.filter(consultation=consultation).values_list("group_id", "round_id", "session_id"))
    plenaries = Session.objects.filter(consultation=consultation, kind="plenary")
    wanted += [Room(consultation=consultation, session=session) for session in plenaries]
    Room.objects.bulk_create(room for room in wanted if (room.group_id, room.round_id, room.session_id) not in have)


def room_together(*, group: WorkingGroup, notes: Sequence[Note]) -> Room:
    """The room of a point that several notes of a group hold: theirs, if all come from one, else its room over all."""
    rooms = {note.room_id: note.room for note in notes}
    only = next(iter(rooms.values())) if len(rooms) == 1 else None
    return only or Room.objects.get_or_create(consultation=group.consultation, group=group, round=None)[0]
