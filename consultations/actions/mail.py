"""The outbox: writing a message is a database row, sending it a task after the commit."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from time import monotonic

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import now

from accounts.background import after_commit
from consultations.actions import no_mailings
from consultations.models import Consultation, Message, MessageFile, MessageState, WhyNoMailings
from consultations.posting import ERRORS, Post, Trouble, trouble_of

MOST_ATTEMPTS = 5
STUCK_AFTER = timedelta(seconds=settings.MAIL_STUCK_SECONDS)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))
"""How long after its first, second, third and fourth failure a letter is tried again."""

File = tuple[str, str, bytes]
"""Name, media type and content of an attachment."""

_MINUTE = timedelta(minutes=1)
_TURN = 0x6D61696C
"""The number of the lock under which letters are counted where only so many may leave in a minute."""


def queue(
    *,
    consultation: Consultation | None,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    attachments: Iterable[File] = (),
    language: str = "",
    not_before: datetime | None = None,
) -> Message:
    """Write a message into the outbox; it leaves after the transaction.

    `html` says the same as `text`. With `not_before` it waits until then, and can be taken back.
    Attachments are kept with the message and go when it is purged.
    """
    from consultations.tasks import deliver_message

    with transaction.atomic():
        message = Message.objects.create(
            consultation=consultation,
            to=to,
            subject=" ".join(subject.split())[:300],
            text=text,
            html=html,
            language=language,
            next_try_at=not_before,
        )
        for name, media_type, content in attachments:
            MessageFile.objects.create(message=message, name=name, media_type=media_type, content=content)
        after_commit(deliver_message, str(message.pk))
    return message


def deliver(*, message_id: str) -> bool:
    """Send one waiting message now. Returns whether it was sent; a failure is recorded and tried again later."""
    with Post() as post:
        return bool(_send_next(post, Message.objects.filter(pk=message_id)))


def deliver_waiting(*, limit: int = 500, seconds: float | None = None) -> int:
    """Send what waits and is due, letters to one person before mailings; returns how many were sent.

    Several workers may do this at once: each letter is claimed by one of them.
    """
    repair()
    end = None if seconds is None else monotonic() + seconds
    taken = sent = 0
    with Post() as post:
        while taken < limit and (end is None or monotonic() < end):
            done = _send_next(post, Message.objects.filter(mailing__isnull=True))
            if done is None:
                done = _send_next(post, Message.objects.filter(mailing__isnull=False), by_the_minute=True)
            if done is None:
                break
            taken += 1
            sent += done
    return sent


def repair() -> int:
    """Put back what a worker took and never finished; returns how many letters that were.

    They carry the same Message-ID as before, since the server may have accepted one that we could not record.
    """
    stuck = Message.objects.filter(state=MessageState.SENDING, claimed_at__lt=now() - STUCK_AFTER)
    stuck.filter(attempts__gte=MOST_ATTEMPTS).update(state=MessageState.FAILED)
    return stuck.update(state=MessageState.QUEUED, next_try_at=None)


def try_again(*, consultation: Consultation | None = None) -> int:
    """Queue letters that were given up, as if they were new; not those whose address does not exist."""
    failed = Message.objects.filter(state=MessageState.FAILED)
    if consultation is not None:
        failed = failed.filter(consultation=consultation)
    return failed.update(state=MessageState.QUEUED, attempts=0, next_try_at=None, error="")


def _send_next(post: Post, among: QuerySet[Message], *, by_the_minute: bool = False) -> bool | None:
    """Claim one letter and send it; None where there is none to send, or none may or can be sent now."""
    if not _due(among).exists() or not post.is_open():
        return None
    message = _claim(among, by_the_minute=by_the_minute)
    if message is None:
        return None
    # A worker that took so long that its letter was given to another has nothing to say about it any more.
    ours = Message.objects.filter(pk=message.pk, state=MessageState.SENDING, attempts=message.attempts)
    try:
        provider_id = post.send(message)
    except ERRORS as error:
        _record_trouble(ours, message, trouble_of(error))
        return False
    ours.update(state=MessageState.SENT, sent_at=now(), error="", next_try_at=None, provider_id=provider_id[:255])
    return True


def _due(among: QuerySet[Message]) -> QuerySet[Message]:
    due = Q(next_try_at__isnull=True) | Q(next_try_at__lte=now())
    return among.filter(due, state=MessageState.QUEUED, attempts__lt=MOST_ATTEMPTS).order_by("created_at")


@transaction.atomic
def _claim(among: QuerySet[Message], *, by_the_minute: bool) -> Message | None:
    """Mark one letter as ours. Two workers never claim the same."""
    if by_the_minute and not _may_leave():
        return None
    skip = connection.features.has_select_for_update_skip_locked
    message = _due(among).select_for_update(skip_locked=skip).first()
    if message is not None:
        message.state, message.claimed_at = MessageState.SENDING, now()
        message.attempts += 1
        message.save(update_fields=["state", "claimed_at", "attempts"])
    return message


def _may_leave() -> bool:
    """Whether another letter may leave within this minute; counted over all workers, so under one lock."""
    most = settings.MAIL_PER_MINUTE
    if not most:
        return True
    if connection.vendor == "postgresql":  # SQLite lets only one writer in anyway
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
    return Message.objects.filter(claimed_at__gt=now() - _MINUTE).count() < most


@transaction.atomic
def _record_trouble(ours: QuerySet[Message], message: Message, trouble: Trouble) -> None:
    """Try again later, give up, or, where the address does not exist, send it no more mailings."""
    if trouble.gone:
        if ours.update(state=MessageState.BOUNCED, error=trouble.words) and message.consultation is not None:
            no_mailings.stop(series=message.consultation.series, email=message.to, reason=WhyNoMailings.BOUNCED)
    elif trouble.permanent or message.attempts >= MOST_ATTEMPTS:
        ours.update(state=MessageState.FAILED, error=trouble.words)
    else:
        pause = PAUSES[min(message.attempts, len(PAUSES)) - 1]
        ours.update(state=MessageState.QUEUED, error=trouble.words, next_try_at=now() + pause)
