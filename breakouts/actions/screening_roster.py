"""From a consultation's rows to the roster that the screener reads: the one look across the wall.

The roster lives in memory for the moment of screening (while a note is typed, for a minute). Nothing that leaves this
module for storage says whom a text matched.
"""

import hashlib

from django.db.models import Exists, OuterRef
from django.utils.timezone import now

from breakouts.models import AllowEntry, Placement, Room, RoomAttendance, RoomCount
from breakouts.screening import Organization, Person, Policy, Roster, edition
from consultations import models as c
from consultations.countries import scheme_for, subregion
from consultations.models import Consultation
from registrations.models import Attendance, Registration


def room_key(room: Room | None) -> str | None:
    """The name of a room as the screener knows it; None for a plenary or for overall material."""
    if room is None or room.group_id is None:
        return None
    return f"g{room.group_id}r{room.round_id or '*'}"


def session_key(room: Room | None) -> str | None:
    """The name of the plenary session that a note comes from, if any."""
    return str(room.session_id) if room is not None and room.session_id else None


def allowed_wordings(consultation: Consultation) -> list[tuple[int | None, str]]:
    """What may stand, each with its room (None: everywhere).

    It holds until the event ends, whether or not the daily deletion has come by.
    """
    if consultation.ends_at < now():
        return []
    entries = AllowEntry.objects.filter(consultation=consultation)
    return list(entries.order_by("surface", "pk").values_list("room_id", "surface"))


def make_policy(consultation: Consultation, allowed: list[tuple[int | None, str]], room: int | None = None) -> Policy:
    """How careful this consultation is, with the wordings it allows everywhere or in this room."""
    surfaces = [surface for where, surface in allowed if where is None or where == room]
    return Policy(
        k_min=consultation.k_min,
        organizations_min=consultation.organizations_min,
        allow=tuple(dict.fromkeys(surfaces)),
    )


def make_roster(consultation: Consultation) -> Roster:
    """Everybody whom a text of this consultation could reveal: participants and people with a role."""
    people = list(
        Registration.objects.filter(consultation=consultation)
        .exclude(status="withdrawn")
        .select_related("organization", "person")
        .order_by("pk")
    )
    scheme = scheme_for([person.country for person in people if person.country])
    rooms = _rooms_of(consultation)
    recorded = _on_record_sessions(consultation)
    printed = set(
        c.GroupRole.objects.filter(group__consultation=consultation, role__in=c.PRINTED_ROLES).values_list(
            "person_id", flat=True
        )
    )
    known = {person.person_id for person in people if person.person_id}
    others = c.Person.objects.filter(consultation=consultation).exclude(pk__in=known).select_related("organization")
    typed = _typed_organizations(people)
    return Roster(
        people=tuple(_participant(p, scheme, rooms, recorded, printed, typed) for p in people)
        + tuple(_role_holder(p, scheme, recorded, printed) for p in others.order_by("pk")),
        organizations=tuple(_organizations(consultation))
        + tuple(Organization(key, (name,)) for name, key in sorted(typed.items())),
        emptied=_emptied_rooms(consultation),
    )


def fingerprint(roster: Roster, policy: Policy, on_record: tuple[str, ...] = ()) -> str:
    """A digest that changes when roster, policy, statements or the screener do: findings made with others are stale."""
    return hashlib.sha256(repr((edition(), roster, policy, on_record)).encode()).hexdigest()[:16]


def _participant(
    person: Registration,
    scheme: str,
    rooms: dict[int, tuple[str, ...]],
    recorded: dict[int, tuple[str, ...]],
    printed: set[int],
    typed: dict[str, str],
) -> Person:
    names = [person.name, person.display_name, *person.other_names]
    if person.person:
        names.append(person.person.name)
    role = person.person_id or 0
    organization = str(person.organization_id) if person.organization_id else typed.get(person.organization_name)
    return Person(
        key=f"r{person.pk}",
        names=tuple(dict.fromkeys(name for name in names if name)),
        emails=(person.email,) if person.email else (),
        organization=organization,
        country=person.country or None,
        subregion=(subregion(person.country, scheme) if person.country else None) or None,
        sector=person.sector or None,
        gender=person.gender or None,
        position=person.position or None,
        rooms=rooms.get(person.pk, ()),
        on_record_sessions=recorded.get(role, ()),
        printed=role in printed,
    )


def _role_holder(person: c.Person, scheme: str, recorded: dict[int, tuple[str, ...]], printed: set[int]) -> Person:
    organization = person.organization
    country = organization.country if organization else ""
    return Person(
        key=f"p{person.pk}",
        names=(person.name,),
        emails=(person.email,) if person.email else (),
        organization=str(organization.pk) if organization else None,
        country=country or None,
        subregion=(subregion(country, scheme) if country else None) or None,
        sector=(organization.sector if organization else "") or None,
        position=person.position or None,
        on_record_sessions=recorded.get(person.pk, ()),
        printed=person.pk in printed,
    )


def _organizations(consultation: Consultation) -> list[Organization]:
    rows = c.Organization.objects.filter(series=consultation.series_id).prefetch_related("aliases").order_by("pk")
    return [
        Organization(
            key=str(row.pk),
            names=tuple(
                dict.fromkeys(n for n in (row.name, row.short_name, *(a.name for a in row.aliases.all())) if n)
            ),
            country=row.country or None,
            sector=row.sector or None,
        )
        for row in rows
    ]


def _typed_organizations(people: list[Registration]) -> dict[str, str]:
    """Names that registrants typed and nobody has matched yet reveal as much as a matched one."""
    names = sorted({p.organization_name for p in people if p.organization_name and not p.organization_id})
    return {name: f"typed-{index}" for index, name in enumerate(names)}


def _rooms_of(consultation: Consultation) -> dict[int, tuple[str, ...]]:
    """Where each participant was.

    In a room of which a report told who was there, these are present, wherever they had been placed. In any other it
    is whoever was placed there and not seen elsewhere in the round; once attendance is known, of those who came.
    """
    in_rounds = RoomAttendance.objects.filter(room__consultation=consultation, room__round__isnull=False)
    present = list(in_rounds.values_list("registration_id", "room__group_id", "room__round_id"))
    told = {(group, sitting) for _person, group, sitting in present} | _no_longer_told(consultation)
    elsewhere = {(person, sitting) for person, _group, sitting in present}
    placements = Placement.objects.filter(round__consultation=consultation)
    if Attendance.objects.filter(registration__consultation=consultation, present=True).exists():
        placements = placements.filter(registration__attendance__present=True)
    for person, group, sitting in placements.values_list("registration_id", "group_id", "round_id"):
        if (group, sitting) not in told and (person, sitting) not in elsewhere:
            present.append((person, group, sitting))
    rooms: dict[int, list[str]] = {}
    for person, group, sitting in present:
        rooms.setdefault(person, []).extend((f"g{group}r{sitting}", f"g{group}r*"))
    return {person: tuple(dict.fromkeys(keys)) for person, keys in rooms.items()}


def _no_longer_told(consultation: Consultation) -> set[tuple[int | None, int | None]]:
    """Rooms, as group and round, of which only the number of people is left: who was there has been deleted.

    So has where they were placed, or it is no longer known who of them was not there (docs/retention.md).
    """
    counted = RoomCount.objects.filter(room__consultation=consultation, room__round__isnull=False, people__gt=0)
    seen = RoomAttendance.objects.filter(room=OuterRef("room"))
    return set(counted.filter(~Exists(seen)).values_list("room__group_id", "room__round_id"))


def _emptied_rooms(consultation: Consultation) -> tuple[str, ...]:
    """The rooms of which only the number of people is left, and their groups over all rounds."""
    emptied = _no_longer_told(consultation)
    return tuple(sorted({key for group, sitting in emptied for key in (f"g{group}r{sitting}", f"g{group}r*")}))


def _on_record_sessions(consultation: Consultation) -> dict[int, tuple[str, ...]]:
    """The sessions in which each person speaks on the record, by person."""
    roles = c.SessionRole.objects.filter(session__consultation=consultation, person__isnull=False).on_record()
    sessions: dict[int, list[str]] = {}
    for person, session in roles.values_list("person_id", "session_id"):
        sessions.setdefault(person, []).append(str(session))
    return {person: tuple(keys) for person, keys in sessions.items()}
