"""A participant's own groups, on her own page and in the copy of her data."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from breakouts.models import RoomAttendance
from consultations.programme import printed_hosts
from registrations.models import Registration
from registrations.personal import Section, register_data, register_section


def _groups(registration: Registration) -> dict[str, Any] | None:
    """Her place in each round, as it was last published, with its hosts, and the rooms in which she was seen."""
    rows = list(registration.published_places.standing().select_related("group", "round").order_by("round__number"))
    hosts = printed_hosts(registration.consultation) if rows else {}
    places = [(place, hosts.get(place.group.number, [])) for place in rows if place.group]
    rooms = [one.room.label for one in _seen(registration)]
    return {"places": places, "rooms": rooms} if places or rooms else None


def _groups_as_data(registration: Registration) -> list[dict[str, Any]]:
    """The groups that she was told; what the organizers only plan is not hers yet."""
    places = registration.published_places.standing().select_related("group", "round").order_by("round__number")
    return [
        {
            "round": place.round.number,
            "group": place.group.number,
            "title": place.group.title,
            "starts_at": place.starts_at.isoformat() if place.starts_at else None,
            "ends_at": place.ends_at.isoformat() if place.ends_at else None,
            "link": place.link or None,
        }
        for place in places
        if place.group
    ]


def _seen(registration: Registration) -> QuerySet[RoomAttendance]:
    seen = registration.room_attendance.select_related("room__group", "room__round", "room__session")
    return seen.order_by("room__round__number", "room")


def _rooms_as_data(registration: Registration) -> list[dict[str, Any]]:
    return [{"room": one.room.label} for one in _seen(registration)]


def register_own_groups() -> None:
    """Called once when Django starts."""
    register_data("groups_by_round", _groups_as_data)
    register_data("rooms_in_which_you_were", _rooms_as_data)
    register_section(Section("groups", 10, _("Your working groups"), "breakouts/_own_groups.html", _groups))
