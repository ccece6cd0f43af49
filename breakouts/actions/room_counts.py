"""How many were in each room, kept when who they were is deleted (docs/retention.md)."""

from django.db.models import Count, F, Model, QuerySet

from breakouts.models import Placement, Room, RoomAttendance, RoomCount
from registrations.models import Attendance


def count_seen(rows: QuerySet[Model]) -> None:
    """Before rows of RoomAttendance go: how many each room had, added to what was counted earlier."""
    seen = RoomAttendance.objects.filter(pk__in=rows.values("pk"))
    for room, people in seen.values_list("room").annotate(people=Count("registration")).order_by("room"):
        count, new = RoomCount.objects.get_or_create(room_id=room, defaults={"people": people})
        if not new:
            RoomCount.objects.filter(pk=count.pk).update(people=F("people") + people)


def count_placed(rows: QuerySet[Model]) -> None:
    """Before placements go: how many sat in each room that nobody counted, without those known not to have come."""
    placed = Placement.objects.seated().filter(pk__in=rows.values("pk"))
    known = Attendance.objects.filter(present=True).values("registration__consultation")
    came = placed.exclude(registration__consultation__in=known) | placed.filter(registration__attendance__present=True)
    rooms = {
        (group, sitting): pk
        for pk, group, sitting in Room.objects.filter(round__isnull=False, count__isnull=True).values_list(
            "pk", "group", "round"
        )
    }
    people = came.values_list("group", "round").annotate(people=Count("registration", distinct=True)).order_by()
    RoomCount.objects.bulk_create(
        RoomCount(room_id=rooms[group, sitting], people=number)
        for group, sitting, number in people
        if (group, sitting) in rooms
    )
