"""The addresses of a participant: the one used now, and those that she used before."""

from django.db.models import Q, QuerySet

from registrations.models import Registration, RegistrationState


def addresses_of(registration: Registration) -> list[str]:
    """The address used now, and earlier ones. What goes to one that somebody else uses by now is not hers.

    An address that she has not confirmed is not among them: it may be anybody's.
    """
    earlier = [one for one in registration.former_addresses if not others_with(registration, one).exists()]
    return [one for one in (registration.email, *earlier) if one]


def others_with(registration: Registration, email: str) -> QuerySet[Registration]:
    """Whoever else takes part with an address, on her own or with somebody."""
    others = Registration.objects.filter(consultation=registration.consultation, email__iexact=email)
    return others.exclude(pk=registration.pk).exclude(status=RegistrationState.WITHDRAWN)


def one_of(field: str, addresses: list[str]) -> Q:
    """A field that holds one of the addresses, in whatever case; nothing where there are none."""
    found = Q(pk__in=[])
    for address in addresses:
        found |= Q(**{f"{field}__iexact": address})
    return found
