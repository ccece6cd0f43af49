"""What the stakeholder list says of a participant's address: for her to take away, and to have erased."""

from typing import Any

from django.db.models import Q, QuerySet

from registrations.models import Contact, ImportRow, Registration


def entries_of(registration: Registration) -> list[dict[str, Any]]:
    """Every entry of hers, with where it came from."""
    rows = _entries(registration).select_related("organization").prefetch_related("source_links__source")
    return [_entry(contact) for contact in rows.order_by("pk")]


def erase_entries(registration: Registration) -> None:
    """Delete her entry, what was merged into it, and rows of files that wait to be loaded."""
    consultation, email = registration.consultation, registration.email
    if not email:
        return
    _entries(registration).delete()
    ImportRow.objects.filter(batch__consultation=consultation, email__iexact=email).delete()


def _entries(registration: Registration) -> "QuerySet[Contact]":
    """Those with her address and, where one was merged into another, all that are now one with it."""
    if not registration.email:
        return Contact.everybody.none()
    hers = Contact.everybody.filter(consultation=registration.consultation, email__iexact=registration.email)
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
