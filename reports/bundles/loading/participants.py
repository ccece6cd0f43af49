"""The left side of the wall: contacts, registrations, constraints, placements."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.utils.timezone import now

from breakouts.models import Constraint, ConstraintMember, Placement
from registrations.models import (
    Attendance,
    AttendanceSource,
    Contact,
    ContactSource,
    Preference,
    Registration,
    RegistrationState,
    Source,
)
from reports.bundles.loading.world import BATCH, World, create
from reports.bundles.values import without_address


def make_contacts(world: World, contacts: Iterator[dict[str, Any]]) -> None:
    """The sources and, in batches, the contacts: never more than one batch is in memory."""
    sources = create(
        Source,
        (
            Source(consultation=world.consultation, position=position, key=entry["key"], name=entry["name"])
            for position, entry in enumerate(world.rows("sources"))
        ),
    )
    world.sources = {source.key: source for source in sources}
    count = 0
    while batch := list(islice(contacts, BATCH)):
        made = Contact.objects.bulk_create(
            Contact(
                consultation=world.consultation,
                email=entry["email"],
                name=entry.get("name", ""),
                organization=world.organization(entry),
            )
            for entry in batch
        )
        ContactSource.objects.bulk_create(
            ContactSource(contact=contact, source=world.sources[key], position=position)
            for contact, entry in zip(made, batch, strict=True)
            for position, key in enumerate(entry["sources"])
        )
        count += len(batch)
    if count:
        world.made["contacts"] = count


def make_registrations(world: World) -> None:
    """Registrations with preferences and attendance."""
    entries = world.rows("registrations")
    registrations = create(Registration, [_registration(world, entry) for entry in entries])
    # An address of somebody who comes along may be that of a registration, so it waits until it is known with whom.
    world.registrations = {registration.key: registration for registration in registrations}
    pairs = list(zip(registrations, entries, strict=True))
    assisting = [(registration, entry["assists"]) for registration, entry in pairs if "assists" in entry]
    for registration, key in assisting:
        registration.assists = world.registrations[key]
    for registration, entry in pairs:
        registration.email = _address(entry)
    assistants = [registration for registration, _key in assisting]
    Registration.objects.bulk_update(assistants, ["assists", "email"], batch_size=200)
    create(
        Preference,
        (
            Preference(registration=registration, group=world.groups[number], rank=rank)
            for registration, entry in pairs
            for rank, number in enumerate(entry.get("preferences", []), start=1)
        ),
    )
    create(
        Attendance,
        (
            Attendance(registration=registration, present=entry["attended"], source=AttendanceSource.BUNDLE)
            for registration, entry in pairs
            if "attended" in entry
        ),
    )


def make_placements(world: World) -> None:
    """Who asked to sit together or apart, and who sits where."""
    entries = world.rows("constraints")
    constraints = create(
        Constraint,
        (
            Constraint(consultation=world.consultation, position=position, kind=entry["kind"])
            for position, entry in enumerate(entries)
        ),
    )
    create(
        ConstraintMember,
        (
            ConstraintMember(constraint=constraint, registration=world.registrations[key], position=position)
            for constraint, entry in zip(constraints, entries, strict=True)
            for position, key in enumerate(entry["registrations"])
        ),
    )
    create(
        Placement,
        (
            Placement(
                registration=world.registrations[entry["registration"]],
                round=world.rounds[entry["round"]],
                group=world.groups[entry["group"]],
                locked=entry.get("locked", False),
            )
            for entry in world.rows("placements")
        ),
    )


def _address(entry: dict[str, Any]) -> str:
    return "" if entry["email"] == without_address(entry["key"]) else str(entry["email"])


def _registration(world: World, entry: dict[str, Any]) -> Registration:
    status = entry.get("status", RegistrationState.CONFIRMED)
    return Registration(
        consultation=world.consultation,
        key=entry["key"],
        email="" if "assists" in entry else _address(entry),
        name=entry["name"],
        display_name=entry.get("display_name", ""),
        other_names=entry.get("other_names", []),
        organization=world.organization(entry),
        organization_name=entry.get("organization_name", ""),
        position=entry.get("position", ""),
        country=entry.get("country", ""),
        sector=entry.get("sector", ""),
        gender=entry.get("gender", ""),
        languages=entry.get("languages", []),
        person=world.person(entry),
        needs=entry.get("needs", ""),
        status=status,
        confirmed_at=now() if status == RegistrationState.CONFIRMED else None,
    )
