"""Contacts, registrations, constraints and placements."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q

from breakouts.models import Constraint, ConstraintKind, ConstraintMember, Placement
from consultations.models import Consultation
from registrations.models import Contact, ContactSource, Registration
from reports.bundles.values import without_address

BATCH = 1000


def sources(consultation: Consultation) -> list[dict[str, Any]]:
    return [{"key": row.key, "name": row.name} for row in consultation.sources.order_by("position", "pk")]


def contacts(consultation: Consultation) -> Iterator[dict[str, Any]]:
    """One contact after another; a batch at a time is in memory."""
    found = Contact.objects.filter(consultation=consultation).order_by("pk")
    rows = found.values_list("pk", "email", "name", "organization__key").iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        sources: dict[int, list[str]] = {}
        links = ContactSource.objects.filter(contact__in=[pk for pk, *_rest in batch]).order_by("position", "pk")
        for contact, source in links.values_list("contact_id", "source__key"):
            sources.setdefault(contact, []).append(source)
        for pk, email, name, organization in batch:
            yield {"email": email, "name": name, "organization": organization, "sources": sources.get(pk, [])}


def registrations(consultation: Consultation, *, needs: bool) -> list[dict[str, Any]]:
    found = (
        consultation.registrations.select_related("organization", "assists", "person", "attendance")
        .prefetch_related("preference_links__group")
        .order_by("pk")
    )
    return [_registration(row, needs) for row in found]


def constraints(consultation: Consultation) -> list[dict[str, Any]]:
    """Those that bind people to each other, all that the schema knows; a fixed place is a locked placement."""
    found = (
        Constraint.objects.filter(consultation=consultation, kind__in=(ConstraintKind.TOGETHER, ConstraintKind.APART))
        .prefetch_related("members__registration")
        .order_by("position", "pk")
    )
    return [
        {"kind": row.kind, "registrations": [member.registration.key for member in row.members.all()]} for row in found
    ]


def placements(consultation: Consultation) -> list[dict[str, Any]]:
    """Who sits where; somebody whom a rule fixes to the group is locked there, since a run may not move her."""
    pins = ConstraintMember.objects.filter(constraint__kind=ConstraintKind.PIN, registration=OuterRef("registration"))
    every_or_this = Q(constraint__round=None) | Q(constraint__round=OuterRef("round"))
    fixed = Exists(pins.filter(every_or_this, constraint__group=OuterRef("group")))
    found = Placement.objects.filter(registration__consultation=consultation).annotate(fixed=fixed)
    return [
        {"round": sitting, "group": group, "registration": key, "locked": locked or fixed}
        for sitting, group, key, locked, fixed in found.order_by("pk").values_list(
            "round__number", "group__number", "registration__key", "locked", "fixed"
        )
    ]


def _registration(row: Registration, needs: bool) -> dict[str, Any]:
    attendance = getattr(row, "attendance", None)
    return {
        "key": row.key,
        "email": row.email or without_address(row.key),
        "name": row.name,
        "display_name": row.display_name,
        "other_names": row.other_names,
        "organization": row.organization.key if row.organization else None,
        "organization_name": row.organization_name,
        "position": row.position,
        "country": row.country,
        "sector": row.sector,
        "gender": row.gender,
        "languages": row.languages,
        "preferences": [link.group.number for link in row.preference_links.all()],
        "assists": row.assists.key if row.assists else None,
        "person": row.person.key if row.person else None,
        "status": row.status,
        "attended": attendance.present if attendance else None,
        "needs": row.needs if needs else "",
    }
