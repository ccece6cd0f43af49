"""Addresses that get no mailings of a series: they asked, complained, or cannot be reached."""

from django.db import transaction
from django.utils.crypto import salted_hmac

from consultations.models import Message, MessageState, Series, Unsubscribed, WhyNoMailings

_ERASED = "@erased.invalid"
BY_WILL = (WhyNoMailings.ASKED, WhyNoMailings.COMPLAINED)


@transaction.atomic
def stop(*, series: Series, email: str, reason: WhyNoMailings = WhyNoMailings.ASKED) -> None:
    """Stop the mailings of a series to an address, those that wait to leave included. Twice is the same as once.

    What the person wants counts for more than that a letter came back.
    """
    Series.objects.select_for_update().get(pk=series.pk)
    of_mailings = Message.objects.filter(mailing__isnull=False, consultation__series=series)
    of_mailings.filter(to__iexact=email, state=MessageState.QUEUED).delete()
    known = Unsubscribed.objects.filter(series=series, email__iexact=email).first()
    if known is None:
        Unsubscribed.objects.create(series=series, email=email, reason=reason)
    elif known.reason == WhyNoMailings.BOUNCED and reason != WhyNoMailings.BOUNCED:
        known.reason = reason
        known.save(update_fields=["reason"])


def start_again(*, series: Series, email: str) -> None:
    """The person wants mailings again."""
    Unsubscribed.objects.filter(series=series, email__in=_forms_of(series, email)).delete()


def reach_again(*, series: Series, email: str) -> bool:
    """Write again to an address that could not be reached; never to one that wants no mailings."""
    bounced = Unsubscribed.objects.filter(series=series, email__iexact=email, reason=WhyNoMailings.BOUNCED)
    return bounced.delete()[0] > 0


def stopped(series_id: int) -> "Stopped":
    """Everybody who gets no mailings of a series, ready to be asked; one query."""
    rows = Unsubscribed.objects.filter(series=series_id).values_list("email", "reason")
    return Stopped({email.lower(): reason for email, reason in rows})


def reason_for(series: Series, email: str) -> str:
    """Why an address gets no mailings; empty where it gets them."""
    return stopped(series.pk).reason(email)


def erase(*, series: Series, email: str) -> None:
    """Forget the address, but not the wish: a keyed fingerprint is left, so that a later import does not undo it."""
    own = Unsubscribed.objects.filter(series=series, email__iexact=email)
    form = erased_form(email)
    if own.filter(reason__in=BY_WILL).exists() and not series.unsubscribed.filter(email=form).exists():
        own.update(email=form)
    else:
        own.delete()


class Stopped:
    """Addresses that get no mailings, with the reason."""

    def __init__(self, reasons: dict[str, str]) -> None:
        self._reasons = reasons
        self._some_erased = any(email.endswith(_ERASED) for email in reasons)

    def reason(self, email: str) -> str:
        """Why this address gets none; empty where it gets mailings."""
        found = self._reasons.get(email.lower(), "")
        if not found and self._some_erased:
            found = self._reasons.get(erased_form(email), "")
        return found


def erased_form(email: str) -> str:
    """What is left of an address that was erased: nobody can read it, but the same address gives the same again."""
    return salted_hmac("openfloor.erased", email.lower(), algorithm="sha256").hexdigest()[:40] + _ERASED


def _forms_of(series: Series, email: str) -> list[str]:
    low = Unsubscribed.objects.filter(series=series, email__iexact=email).values_list("email", flat=True)
    return [*low, erased_form(email)]
