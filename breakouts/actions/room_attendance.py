"""Who was really in which room: a report received, looked at, recorded; and taken back, round by round."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.database import forget_deleted
from accounts.errors import Refused
from accounts.models import User
from breakouts.actions.room_counts import count_seen
from breakouts.actions.rooms import ensure_rooms
from breakouts.models import ROOM_ATTENDANCE_KEPT, Room, RoomAttendance, RoomCount, RoomReport
from breakouts.presence import look, presences
from consultations.actions.audit import record
from consultations.models import Consultation, Round, WorkingGroup
from registrations.attendance import Order, date_order, read_rows
from registrations.models import Registration


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many people were recorded, and in how many rooms."""

    people: int
    rooms: int


def too_late(consultation: Consultation) -> bool:
    """Whether the time is over in which it is kept who was in which room."""
    return now() > consultation.ends_at + ROOM_ATTENDANCE_KEPT


@transaction.atomic
def receive_room_report(
    *,
    consultation: Consultation,
    content: bytes,
    file_name: str,
    zone: ZoneInfo,
    order: Order | None,
    group: WorkingGroup | None,
    sitting: Round | None,
    least_minutes: int,
    actor: User | None,
) -> RoomReport:
    """Read a report and keep it to be looked at; nothing is recorded.

    Without a `group` the file must name the room of each row, without a `sitting` its times say which round it is.
    Raises Refused, with a field, for every fault of the file and for what it cannot tell.
    """
    _refuse_if_too_late(consultation)
    rows = read_rows(content)
    if group is None and not any(row.room for row in rows):
        raise Refused(
            _("This file does not say who was in which room: it has no column “Room”. Say whose room it is of."),
            field="group",
        )
    rounds = list(consultation.rounds.all())
    if not rounds:
        raise Refused(_("The programme has no rounds yet."), field="sitting")
    if sitting is None and len(rounds) > 1 and not all(one.starts_at and one.ends_at for one in rounds):
        raise Refused(_("The rounds have no times, so say which one this report is of."), field="sitting")
    order = order or date_order(rows, consultation.starts_at.astimezone(zone).date())
    if order is None:
        raise Refused(_("The dates of this file can be read in two ways. Say what comes first."), field="date_order")
    return RoomReport.objects.create(
        consultation=consultation,
        file_name=file_name[-200:],
        timezone=zone.key,
        date_order=order,
        group=group,
        sitting=sitting,
        least_minutes=least_minutes,
        rows=[row.as_json() for row in rows],
        made_by=actor,
    )


@transaction.atomic
def say_rooms(*, report: RoomReport, rooms: Mapping[str, int]) -> None:
    """Say which groups the rooms of a report are, by the number of the group; 0 for no group's room."""
    waiting = _waiting(report)
    numbers = {0, *report.consultation.working_groups.values_list("number", flat=True)}
    named = {room.name for room in look(waiting).rooms}
    waiting.rooms |= {name: number for name, number in rooms.items() if name in named and number in numbers}
    waiting.save(update_fields=["rooms"])


@transaction.atomic
def record_rooms(*, report: RoomReport, chosen: Mapping[int, Sequence[int]], actor: User | None) -> Recorded:
    """Record who was in which room, and forget the report. It adds to what other reports said; nobody is taken out.

    `chosen` are registrations by the number of the line; whoever is not certain and not chosen is not recorded.
    """
    waiting = _waiting(report)
    consultation = waiting.consultation
    _refuse_if_too_late(consultation)
    ensure_rooms(consultation=consultation)
    rooms = {
        (group, sitting): pk
        for pk, group, sitting in Room.objects.filter(consultation=consultation, round__isnull=False).values_list(
            "pk", "group", "round"
        )
    }
    found = presences(look(waiting).lines, chosen, waiting.least_minutes)
    there = [(rooms[where], person) for person, stays in sorted(found.items()) for where in stays]
    if not there:
        raise Refused(_("Nobody would be recorded: tick whoever was there, or forget this report."))
    RoomAttendance.objects.bulk_create(
        (RoomAttendance(room_id=room, registration_id=person) for room, person in there), ignore_conflicts=True
    )
    waiting.delete()
    done = Recorded(people=len(found), rooms=len({room for room, _person in there}))
    record(
        consultation=consultation,
        actor=actor,
        verb="allocation.rooms_recorded",
        people=done.people,
        rooms=done.rooms,
    )
    forget_deleted()
    return done


@transaction.atomic
def discard_room_report(*, report: RoomReport, actor: User) -> None:
    """Forget a report that waits."""
    waiting = _waiting(report)
    consultation = waiting.consultation
    waiting.delete()
    record(consultation=consultation, actor=actor, verb="allocation.rooms_discarded")
    forget_deleted()


@transaction.atomic
def take_back_rooms(*, sitting: Round, actor: User) -> int:
    """As if nobody had been seen in the rooms of this round; returns how many people that said something of."""
    consultation = Consultation.objects.select_for_update().get(pk=sitting.consultation_id)
    seen = RoomAttendance.objects.filter(room__round=sitting)
    people = seen.values("registration").distinct().count()
    if not people:
        raise Refused(_("Nobody is recorded in the rooms of this round."))
    seen.delete()
    RoomCount.objects.filter(room__round=sitting).delete()  # of those who were erased meanwhile
    record(
        consultation=consultation,
        actor=actor,
        verb="allocation.rooms_taken_back",
        round=sitting.number,
        people=people,
    )
    forget_deleted()
    return people


@transaction.atomic
def correct_rooms(*, registration: Registration, rooms: Iterable[Room], actor: User) -> int:
    """Say in which rooms somebody was, in the place of what is recorded of her; returns in how many.

    Only rooms count of which it is recorded who was there: one name alone would say that nobody else was.
    """
    consultation = Consultation.objects.select_for_update().get(pk=registration.consultation_id)
    _refuse_if_too_late(consultation)
    told = {room.pk for room in told_rooms(consultation)}
    wanted = {room.pk for room in rooms} & told
    RoomAttendance.objects.filter(registration=registration, room__in=told - wanted).delete()
    RoomAttendance.objects.bulk_create(
        (RoomAttendance(registration=registration, room_id=room) for room in sorted(wanted)), ignore_conflicts=True
    )
    record(consultation=consultation, actor=actor, verb="allocation.rooms_corrected", subject=registration.key)
    forget_deleted()
    return len(wanted)


def told_rooms(consultation: Consultation) -> list[Room]:
    """The rooms of which it is recorded who was there, by round and group."""
    rooms = Room.objects.filter(consultation=consultation, round__isnull=False, attendance__isnull=False).distinct()
    return list(rooms.select_related("group", "round").order_by("round__number", "group__number"))


def erase_room_attendance(registration: Registration) -> None:
    """Somebody is erased: where she was goes, how many were there stays true."""
    seen = RoomAttendance.objects.filter(registration=registration)
    count_seen(seen)
    seen.delete()


def _waiting(report: RoomReport) -> RoomReport:
    Consultation.objects.select_for_update().get(pk=report.consultation_id)
    waiting = RoomReport.objects.filter(pk=report.pk).select_related("consultation", "group", "sitting").first()
    if waiting is None:
        raise Refused(_("This report does not wait any more: somebody has recorded it or forgotten it."))
    return waiting


def _refuse_if_too_late(consultation: Consultation) -> None:
    if too_late(consultation):
        raise Refused(
            _("Who was in which room is kept for 14 days after the event, so it cannot be recorded any more.")
        )
