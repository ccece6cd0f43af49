"""Another e-mail address for a registration: asked for on one's own page, confirmed through the new address."""

import hashlib

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.errors import Refused
from consultations import links
from consultations.actions import audit, no_mailings
from consultations.models import Message, MessageState, WhyNoMailings
from registrations.actions import letters
from registrations.actions.registering import locked, registered_with, require_before_end
from registrations.models import Registration, RegistrationState
from registrations.own_addresses import others_with

LINK = "registration-address"


@transaction.atomic
def ask_for_address(*, registration: Registration, email: str) -> None:
    """Write to a new address; until its link is used, everything goes to the old one.

    An address that is registered already gets a letter that says so, and the page is the same.
    Raises Refused for the address that is used now, after withdrawing, and after the event.
    """
    locked(registration.consultation)
    current = (
        Registration.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=registration.pk)
    )
    require_before_end(current.consultation)
    if current.status == RegistrationState.WITHDRAWN:
        raise Refused(_("You have withdrawn. To take part after all, please register again."))
    email = email.strip().lower()
    if email == current.email.lower():
        raise Refused(_("This is the address that we use now."), field="email")
    current.new_email = email
    current.save(update_fields=["new_email"])
    audit.record(consultation=current.consultation, actor=None, verb="registration.address_asked", subject=current.key)
    other = registered_with(current.consultation, email)
    if other is not None and current.assists_id is None:
        letters.send_link_again(other)
    else:
        letters.confirm_address(current, link_to(current))


@transaction.atomic
def confirm_address(*, registration: Registration) -> Registration:
    """The holder of the new address uses the link: it takes the place of the old one, and earlier links end.

    Raises Refused where the address was registered meanwhile.
    """
    locked(registration.consultation)
    current = (
        Registration.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=registration.pk)
    )
    old = current.email
    if not current.new_email or current.new_email != registration.new_email:
        raise Refused(_("This link no longer works. Please ask for the change once more."))
    if current.assists_id is None and registered_with(current.consultation, current.new_email):
        raise Refused(_("Another registration has this address already. Withdraw that one first."))
    current.email, current.new_email = current.new_email, ""
    current.former_addresses = [one for one in (*current.former_addresses, old) if one and one != current.email]
    current.link_version += 1
    current.save(update_fields=["email", "new_email", "former_addresses", "link_version"])
    _leave(current, old)
    audit.record(
        consultation=current.consultation, actor=None, verb="registration.address_changed", subject=current.key
    )
    letters.tell_of_new_address(current, old)
    return current


def _leave(registration: Registration, old: str) -> None:
    """No letter that waits leaves to the old address any more, and who wanted no mailings there wants none here."""
    consultation = registration.consultation
    if old and not others_with(registration, old).exists():
        Message.objects.filter(consultation=consultation, to__iexact=old, state=MessageState.QUEUED).delete()
    reason = no_mailings.reason_for(consultation.series, old)
    if reason in no_mailings.BY_WILL:
        no_mailings.stop(series=consultation.series, email=registration.email, reason=WhyNoMailings(reason))


def registration_for_address(token: str) -> Registration | None:
    """The registration whose new address a link confirms; None once it was used or another address was asked for."""
    found = links.read(kind=LINK, token=token)
    if found is None:
        return None
    public_id, version = found
    registration = (
        Registration.objects.filter(public_id=public_id).exclude(new_email="").select_related("consultation").first()
    )
    if registration is None or version != _fingerprint(registration):
        return None
    return registration


def _current(registration: Registration) -> Registration:
    """The registration as it is now; the consultation is locked first, always, so that two never block each other."""
    locked(registration.consultation)
    rows = Registration.objects.select_for_update(of=("self",)).select_related("consultation")
    return rows.get(pk=registration.pk)


def link_to(registration: Registration) -> str:
    """The link that confirms her new address."""
    token = links.make(kind=LINK, public_id=registration.public_id, version=_fingerprint(registration))
    return f"{settings.SITE_URL}{reverse('registrations:address_confirm', args=[token])}"


def _fingerprint(registration: Registration) -> int:
    """What binds a link to one address: a link that went to an earlier one confirms nothing."""
    text = f"{registration.link_version}:{registration.new_email}"
    return int(hashlib.sha256(text.encode()).hexdigest()[:12], 16)
