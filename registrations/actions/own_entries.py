"""What the stakeholder list says of a participant's address: for her to take away, and to have erased."""

from typing import Any

from django.db.models import Q, QuerySet

from registrations.models import Contact, ImportRow, Registration
from registrations.own_addresses import addresses_of, one_of


def entries_of(registration: Registration) -> list[dict[str, Any]]:
    """Every entry of hers, with where it came from."""
    rows = _entries(registration).select_related("organization").prefetch_related("source_links__source")
    return [_entry(contact) for contact in rows.order_by("pk")]


def erase_entries(registration: Registration) -> None:
    """Delete her entry, what was merged into it, and rows of files that wait to be loaded."""
    _entries(registration).delete()
    rows = ImportRow.objects.filter(batch__consultation=registration.consultation)
    rows.filter(one_of("email", addresses_of(registration))).delete()


def _entries(registration: Registration) -> "QuerySet[Contact]":
    """Those with an address of hers and, where one was merged into another, all that are now one with it."""
    entries = Contact.everybody.filter(consultation=registration.consultation)
    hers = entries.filter(one_of("email", addresses_of(registration)))
    roots = {merged_into or pk for pk, merged_into in hers.values_list("pk", "merged_into")}
    return Contact.everybody.filter(Q(pk__in=roots) | Q(merged_into__in=roots))


def _entry(contact: Contact) -> dict[str, Any]:
    return {
        "email": contact.email,
        "name": contact.name,
        "organization": contact.shown_organization,
        "position": contact.position,
        "country": contact.country,
        "sector": contact.sector,
        "languages": contact.languages,
        "notes": contact.notes,
        "sources": [
            {"source": link.source.name, "added_at": link.added_at.isoformat()} for link in contact.source_links.all()
        ],
    }
