"""Working groups, rounds and the programme."""

from breakouts.models import Room
from consultations.models import (
    GroupRole,
    GroupRoleKind,
    Round,
    Session,
    SessionRole,
    WorkingGroup,
    WorkingGroupObjective,
)
from reports.bundles.loading.world import World, create

GROUP_ROLES = (
    ("co_hosts", GroupRoleKind.CO_HOST),
    ("focal_points", GroupRoleKind.FOCAL_POINT),
    ("rapporteurs", GroupRoleKind.RAPPORTEUR),
)


def make_groups(world: World) -> None:
    """Working groups with their objectives and people, and the rounds in which they meet."""
    entries = world.rows("working_groups")
    groups = create(
        WorkingGroup,
        (
            WorkingGroup(
                consultation=world.consultation,
                number=entry["number"],
                title=entry.get("title", ""),
                min_size=entry.get("min_size"),
                max_size=entry.get("max_size"),
                language=entry.get("language", ""),
            )
            for entry in entries
        ),
    )
    pairs = list(zip(groups, entries, strict=True))
    world.groups = {group.number: group for group in groups}
    create(
        WorkingGroupObjective,
        (
            WorkingGroupObjective(group=group, objective=world.objectives[number], position=position)
            for group, entry in pairs
            for position, number in enumerate(entry["objectives"])
        ),
    )
    create(
        GroupRole,
        (
            GroupRole(group=group, person=world.people[key], role=role, position=position)
            for group, entry in pairs
            for name, role in GROUP_ROLES
            for position, key in enumerate(entry.get(name, []))
        ),
    )
    rounds = create(
        Round,
        (
            Round(
                consultation=world.consultation,
                number=entry["number"],
                starts_at=world.moment(entry["starts_at"]) if "starts_at" in entry else None,
                ends_at=world.moment(entry["ends_at"]) if "ends_at" in entry else None,
            )
            for entry in world.rows("rounds")
        ),
    )
    world.rounds = {sitting.number: sitting for sitting in rounds}


def make_programme(world: World) -> None:
    """Sessions and who does what in them."""
    entries = world.rows("programme")
    sessions = create(
        Session,
        (
            Session(
                consultation=world.consultation,
                position=position,
                key=entry["key"],
                title=entry["title"],
                starts_at=world.moment(entry["starts_at"]),
                ends_at=world.moment(entry["ends_at"]),
                kind=entry["kind"],
                round=world.rounds[entry["round"]] if "round" in entry else None,
                on_record=entry.get("on_record", False),
                opening=entry.get("opening", False),
                closing=entry.get("closing", False),
            )
            for position, entry in enumerate(entries)
        ),
    )
    world.sessions = {session.key: session for session in sessions}
    create(
        SessionRole,
        (
            SessionRole(
                session=session,
                position=position,
                role=role["role"],
                person=world.person(role),
                organization=world.organization(role),
                tbc=role.get("tbc", False),
                group=world.groups[role["group"]] if "group" in role else None,
                mode=role.get("mode", ""),
                attribution=role.get("attribution", ""),
                link=role.get("link", ""),
            )
            for session, entry in zip(sessions, entries, strict=True)
            for position, role in enumerate(entry.get("roles", []))
        ),
    )


def make_rooms(world: World) -> None:
    """A room for each group in each round, and for each other place that notes come from."""
    places: dict[tuple[int | None, int | None, str | None], None] = {
        (group, sitting, None): None for sitting in sorted(world.rounds) for group in sorted(world.groups)
    }
    for session in world.sessions.values():
        if session.kind == "plenary":
            places[None, None, session.key] = None
    for note in world.document.get("notes", []):
        if "group" in note or "session" in note:
            places[note.get("group"), note.get("round"), note.get("session")] = None
    rooms = create(
        Room,
        (
            Room(
                consultation=world.consultation,
                group=world.groups[group] if group is not None else None,
                round=world.rounds[sitting] if sitting is not None else None,
                session=world.sessions[key] if key is not None else None,
            )
            for group, sitting, key in places
        ),
    )
    world.rooms = dict(zip(places, rooms, strict=True))
