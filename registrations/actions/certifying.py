"""Issuing a certificate of attendance."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from consultations.actions import audit
from registrations import certificates
from registrations.actions.attending import lock
from registrations.models import Certificate, Registration


@transaction.atomic
def issue_certificate(*, registration: Registration, name: str) -> Certificate:
    """A certificate under this name. Under another name it gets another code, and the earlier one holds no more.

    Raises Refused where certificates are not given, she is not recorded as present, or the name is not hers.
    """
    lock(registration.consultation)
    registration = Registration.objects.select_related("consultation").get(pk=registration.pk)
    if not certificates.may_have_one(registration):
        raise Refused(_("There is a certificate once it is recorded that you attended."))
    if name not in certificates.names_of(registration):
        raise Refused(_("Choose one of your names."), field="name")
    known = Certificate.objects.filter(registration=registration).first()
    if known is not None and known.name == name:
        return known
    certificate, _made = Certificate.objects.update_or_create(
        registration=registration, defaults={"name": name, "code": certificates.new_code(), "issued_at": now()}
    )
    audit.record(
        consultation=registration.consultation, actor=None, verb="attendance.certified", subject=registration.key
    )
    return certificate
