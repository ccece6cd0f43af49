"""The outbox: writing a message is a database row, sending it a task after the commit."""

from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.timezone import now

from accounts.background import after_commit
from consultations.models import Consultation, Message, MessageState

MOST_ATTEMPTS = 5
STUCK_AFTER = timedelta(minutes=10)


def queue(*, consultation: Consultation | None, to: str, subject: str, text: str) -> Message:
    """Write a message into the outbox; it leaves after the transaction."""
    from consultations.tasks import deliver_message

    message = Message.objects.create(consultation=consultation, to=to, subject=" ".join(subject.split()), text=text)
    after_commit(deliver_message, str(message.pk))
    return message


def deliver(*, message_id: str) -> bool:
    """Send one waiting message. Two workers never send the same one: the first claims the row.

    Returns whether it was sent now. A failure is recorded and retried by `deliver_waiting`.
    """
    with transaction.atomic():
        message = (
            Message.objects.select_for_update()
            .filter(pk=message_id, state=MessageState.QUEUED, attempts__lt=MOST_ATTEMPTS)
            .first()
        )
        if message is None:
            return False
        message.state = MessageState.SENDING
        message.claimed_at = now()
        message.attempts += 1
        message.save(update_fields=["state", "claimed_at", "attempts"])
    try:
        EmailMessage(
            message.subject,
            message.text,
            to=[message.to],
            headers={**message.headers, "Message-ID": message.message_id},
        ).send()
    except OSError as error:  # smtplib's errors are OSErrors too
        message.state = MessageState.QUEUED if message.attempts < MOST_ATTEMPTS else MessageState.FAILED
        message.error = type(error).__name__
        message.save(update_fields=["state", "error"])
        return False
    message.state, message.sent_at, message.error = MessageState.SENT, now(), ""
    message.save(update_fields=["state", "sent_at", "error"])
    return True


def deliver_waiting(*, limit: int = 500) -> int:
    """Send what waits, and what a worker took and never finished; returns how many were sent."""
    stuck = Message.objects.filter(state=MessageState.SENDING, claimed_at__lt=now() - STUCK_AFTER)
    stuck.filter(attempts__gte=MOST_ATTEMPTS).update(state=MessageState.FAILED)
    stuck.update(state=MessageState.QUEUED)
    waiting = Message.objects.waiting().order_by("created_at").values_list("pk", flat=True)[:limit]
    return sum(deliver(message_id=str(pk)) for pk in list(waiting))
