"""Adding and correcting one contact by hand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from accounts.text import one_line
from consultations.actions import audit
from consultations.models import Consultation, Organization
from consultations.organizations import matching_organization
from registrations.actions.contact_removal import digest_of
from registrations.actions.duplicates import look_at
from registrations.models import Contact, ContactSource, Source


@dataclass(frozen=True, slots=True)
class Entry:
    """What an organizer types about somebody."""

    email: str
    name: str = ""
    organization_name: str = ""
    position: str = ""
    country: str = ""
    sector: str = ""
    languages: Sequence[str] = field(default_factory=list)
    notes: str = ""


@transaction.atomic
def add_contact(*, consultation: Consultation, entry: Entry, sources: Collection[Source], actor: User) -> Contact:
    """Put somebody on the list. Raises Refused where the address is there, or its owner asked to be left out."""
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    contact = Contact(consultation=consultation)
    _write(contact, entry)
    digest = digest_of(consultation, contact.email)
    if consultation.removed_addresses.filter(digest=digest).exists():
        raise Refused(_("This person asked to be taken off the list."), field="email")
    _save(contact)
    _link(contact, sources, actor)
    audit.record(consultation=consultation, actor=actor, verb="contact.added", subject=f"contact {contact.pk}")
    look_at(contact)
    return contact


@transaction.atomic
def change_contact(*, contact: Contact, entry: Entry, sources: Collection[Source], actor: User) -> Contact:
    """Correct a contact. A source can be added; one that is there says where she came from, and stays."""
    contact = Contact.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=contact.pk)
    _write(contact, entry)
    _save(contact)
    _link(contact, sources, actor)
    audit.record(
        consultation=contact.consultation, actor=actor, verb="contact.changed", subject=f"contact {contact.pk}"
    )
    look_at(contact)
    return contact


def _write(contact: Contact, entry: Entry) -> None:
    contact.email = entry.email.strip().lower()
    contact.name = one_line(entry.name)
    typed = one_line(entry.organization_name)
    if typed != contact.shown_organization:
        contact.organization_name = typed
        contact.organization = _meant(contact.consultation, typed)
    contact.position = one_line(entry.position)
    contact.country, contact.sector = entry.country, entry.sector
    contact.languages, contact.notes = list(entry.languages), entry.notes.strip()


def _meant(consultation: Consultation, typed: str) -> Organization | None:
    return matching_organization(consultation, typed) if typed else None


def _save(contact: Contact) -> None:
    same = Contact.everybody.filter(consultation=contact.consultation, email__iexact=contact.email)
    other = same.exclude(pk=contact.pk).select_related("merged_into").first()
    if other is not None:
        left = other.merged_into or other
        raise Refused(
            _("This address is on the list already, for %(name)s.") % {"name": left.name or left.email}, field="email"
        )
    try:
        with transaction.atomic():
            contact.save()
    except IntegrityError as error:
        raise Refused(_("This address is on the list already."), field="email") from error


def _link(contact: Contact, sources: Collection[Source], actor: User) -> None:
    has = set(contact.source_links.values_list("source_id", flat=True))
    position = 1 + max(contact.source_links.values_list("position", flat=True), default=-1)
    ContactSource.objects.bulk_create(
        ContactSource(contact=contact, source=source, position=position + at, added_by=actor, added_at=now())
        for at, source in enumerate(source for source in sources if source.pk not in has)
    )
