"""Rooms come from groups and rounds."""

from breakouts.models import Room
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
