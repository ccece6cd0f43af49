"""What became of a letter after it left, as its mail provider tells."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now

from accounts.text import mask_addresses, one_line
from consultations.actions import no_mailings
from consultations.models import Message, MessageState, WhyNoMailings

_WORDS_KEPT = 200


class Fate(StrEnum):
    DELIVERED = "delivered"
    NO_SUCH_ADDRESS = "no_such_address"
    NOT_SENT = "not_sent"
    """Refused for a reason that has nothing to do with the address: blocked, too large, timed out."""
    UNWANTED = "unwanted"
    STOPPED = "stopped"


_STATES = {
    Fate.NO_SUCH_ADDRESS: MessageState.BOUNCED,
    Fate.NOT_SENT: MessageState.FAILED,
    Fate.UNWANTED: MessageState.COMPLAINED,
}
_REASONS = {
    Fate.NO_SUCH_ADDRESS: WhyNoMailings.BOUNCED,
    Fate.UNWANTED: WhyNoMailings.COMPLAINED,
    Fate.STOPPED: WhyNoMailings.ASKED,
}


@transaction.atomic
def record(*, fate: Fate, key: str, provider_id: str, words: str = "", at: datetime | None = None) -> bool:
    """Keep what became of a letter, and stop mailings where it says so; returns whether the letter is ours.

    A provider may tell the same twice, in any order, and before we have recorded that it took the letter. That a
    reader marked a letter as unwanted is never taken back.
    """
    message = _find(key, provider_id)
    if message is None:
        return False
    if fate == Fate.DELIVERED:
        message.delivered_at = message.delivered_at or at or now()
        message.save(update_fields=["delivered_at"])
    elif fate in _STATES and message.state != MessageState.COMPLAINED:
        message.state = _STATES[fate]
        if fate != Fate.UNWANTED:
            message.error = mask_addresses(one_line(words))[:_WORDS_KEPT]
        message.save(update_fields=["state", "error"])
    if fate in _REASONS and message.consultation is not None:
        no_mailings.stop(series=message.consultation.series, email=message.to, reason=_REASONS[fate])
    return True


def _find(key: str, provider_id: str) -> Message | None:
    """By the key that we gave to the provider, or else by the name that the provider gave to the letter."""
    messages = Message.objects.select_for_update(of=("self",)).select_related("consultation__series")
    try:
        return messages.filter(pk=UUID(key)).first()
    except ValueError:
        return messages.filter(provider_id=provider_id).first() if provider_id else None
