"""Mailings on their way: one letter written for each reader when the hold is over, in batches that survive a crash."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.timezone import now

from consultations.actions import audit, mail
from consultations.audiences import Entry, Recipient
from consultations.calendar import attachment, invitation
from consultations.mailing_reach import foot_for, in_language, letter_to, reach_of
from consultations.models import Mailing, MailingState, Message, MessageFile, MessageState
from consultations.states import MAILING

AT_ONCE = 500
TAKEN_OVER_AFTER = min(timedelta(minutes=2), mail.STUCK_AFTER)
"""How long a worker may be silent before another goes on writing the letters of its mailing."""


def release_due() -> int:
    """Write the letters of every mailing whose hold is over; returns how many mailings left."""
    due = Q(state=MailingState.HELD, hold_until__lte=now())
    left_lying = Q(state=MailingState.SENDING, written_at=None, claimed_at__lt=now() - TAKEN_OVER_AFTER)
    ready = Mailing.objects.filter(due | left_lying).order_by("pk").values_list("pk", flat=True)
    return sum(expand(mailing_id=pk) for pk in list(ready))


def expand(*, mailing_id: int) -> bool:
    """Write one letter for each recipient. Of two workers the second finds nothing to do.

    A worker that dies in between leaves whole batches; another goes on, and the database refuses a second letter of
    a mailing to an address.
    """
    if not _take(mailing_id):
        return False
    mailing = Mailing.objects.select_related("consultation__series", "created_by", "sent_by").get(pk=mailing_id)
    recipients = reach_of(mailing).recipients
    for start in range(0, len(recipients), AT_ONCE):
        _write(mailing, recipients[start : start + AT_ONCE])
    _all_written(mailing_id)
    return True


def finish() -> None:
    """Mark mailings done when all their letters were written and none waits or is on its way."""
    open_letters = Message.objects.filter(mailing=OuterRef("pk"), state__in=[MessageState.QUEUED, MessageState.SENDING])
    written = Mailing.objects.filter(state=MailingState.SENDING, written_at__isnull=False)
    written.filter(~Exists(open_letters)).update(state=MailingState.DONE)


@transaction.atomic
def _take(mailing_id: int) -> bool:
    """Whether the letters of this mailing are ours to write."""
    mailing = Mailing.objects.select_for_update().filter(pk=mailing_id).first()
    if mailing is None:
        return False
    at = now()
    if mailing.state == MailingState.HELD and mailing.hold_until is not None and mailing.hold_until <= at:
        mailing.claimed_at = at
        MAILING.transition(mailing, MailingState.SENDING, also=("claimed_at",))
        return True
    unfinished = mailing.state == MailingState.SENDING and mailing.written_at is None
    if unfinished and mailing.claimed_at is not None and mailing.claimed_at < at - TAKEN_OVER_AFTER:
        mailing.claimed_at = at
        mailing.save(update_fields=["claimed_at"])
        return True
    return False


@transaction.atomic
def _write(mailing: Mailing, recipients: list[Recipient]) -> None:
    Mailing.objects.select_for_update().get(pk=mailing.pk)
    addresses = [item.email.lower() for item in recipients]
    there = mailing.messages.annotate(low=Lower("to")).filter(low__in=addresses)
    written = set(there.order_by().values_list("low", flat=True))
    unwritten = [item for item in recipients if item.email.lower() not in written]
    letters = Message.objects.bulk_create([_letter(mailing, item) for item in unwritten], batch_size=AT_ONCE)
    if mailing.calendar:
        pairs = zip(letters, unwritten, strict=True)
        entries = [_entry(mailing, letter, item.entry) for letter, item in pairs if item.entry is not None]
        MessageFile.objects.bulk_create(entries, batch_size=AT_ONCE)
    Mailing.objects.filter(pk=mailing.pk).update(claimed_at=now())


@transaction.atomic
def _all_written(mailing_id: int) -> None:
    mailing = Mailing.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=mailing_id)
    if mailing.written_at is None:
        mailing.written_at = now()
        mailing.save(update_fields=["written_at"])
        audit.record(
            consultation=mailing.consultation,
            actor=None,
            verb="mailing.left",
            subject=mailing.subject,
            letters=mailing.messages.count(),
        )


def _entry(mailing: Mailing, letter: Message, entry: Entry) -> MessageFile:
    content = invitation(mailing.consultation, key=entry.key, email=letter.to, revision=entry.revision)
    name, media_type, content = attachment(mailing.consultation, content)
    return MessageFile(message=letter, name=name, media_type=media_type, content=content)


def _letter(mailing: Mailing, recipient: Recipient) -> Message:
    foot = foot_for(mailing, recipient)
    letter = letter_to(mailing, recipient, foot)
    return Message(
        consultation=mailing.consultation,
        mailing=mailing,
        to=recipient.email,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        language=in_language(mailing, recipient.language)[0],
        headers={"List-Unsubscribe": f"<{foot.link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
