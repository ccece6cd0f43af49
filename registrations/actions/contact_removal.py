"""Taking somebody off the stakeholder list, for a reason that is kept."""

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.database import forget_deleted
from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit
from consultations.models import Consultation
from registrations.models import Contact, RemovalReason, RemovedAddress


def digest_of(consultation: Consultation, email: str) -> str:
    """What is kept of an address whose owner asked to be taken off the list; it leads back to nobody."""
    return salted_hmac(f"openfloor.removed.{consultation.pk}", email.lower(), algorithm="sha256").hexdigest()


@transaction.atomic
def remove_contact(*, contact: Contact, actor: User, reason: str) -> None:
    """Delete a contact with everything that was merged into it. Whoever asked for it is not loaded again."""
    if reason not in RemovalReason.values:
        raise Refused(_("Say why, so that others know later."), field="reason")
    contact = Contact.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=contact.pk)
    consultation = contact.consultation
    addresses = Contact.everybody.filter(Q(pk=contact.pk) | Q(merged_into=contact)).values_list("email", flat=True)
    if reason == RemovalReason.ASKED:
        RemovedAddress.objects.bulk_create(
            [RemovedAddress(consultation=consultation, digest=digest_of(consultation, email)) for email in addresses],
            ignore_conflicts=True,
        )
    key = contact.pk
    contact.delete()
    audit.record(
        consultation=consultation, actor=actor, verb="contact.removed", subject=f"contact {key}", reason=reason
    )
    forget_deleted()
