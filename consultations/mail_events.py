"""What a mail provider tells of our letters, in django-anymail's words for it, handed to the action that records it."""

from typing import Any

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking

from consultations.actions import mail_fates
from consultations.actions.mail_fates import Fate

_FATES = {
    EventType.DELIVERED: Fate.DELIVERED,
    EventType.COMPLAINED: Fate.UNWANTED,
    EventType.UNSUBSCRIBED: Fate.STOPPED,
    EventType.FAILED: Fate.NOT_SENT,
}
_REFUSALS = {
    RejectReason.UNSUBSCRIBED: Fate.STOPPED,
    RejectReason.SPAM: Fate.NOT_SENT,
    RejectReason.BLOCKED: Fate.NOT_SENT,
    RejectReason.TIMED_OUT: Fate.NOT_SENT,
    RejectReason.INVALID: Fate.NO_SUCH_ADDRESS,
    RejectReason.BOUNCED: Fate.NO_SUCH_ADDRESS,
}


def listen() -> None:
    """Begin to listen, when Django starts."""
    tracking.connect(_told, dispatch_uid="openfloor.mail_events")


def fate_of(event: AnymailTrackingEvent) -> Fate | None:
    """What the event means for the letter; None for one that means nothing, such as that it was opened."""
    if event.event_type in (EventType.BOUNCED, EventType.REJECTED):
        return _REFUSALS.get(event.reject_reason, Fate.NOT_SENT)
    return _FATES.get(event.event_type)


def _told(sender: Any, event: AnymailTrackingEvent, **kwargs: Any) -> None:
    fate = fate_of(event)
    if fate is not None:
        mail_fates.record(
            fate=fate,
            key=str((event.metadata or {}).get("message", "")),
            provider_id=event.message_id or "",
            words=event.mta_response or event.description or event.event_type,
            at=event.timestamp,
        )
