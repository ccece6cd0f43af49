"""Letters that wait are sent by a command where there is no worker."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils.timezone import now

from consultations.actions.mail import MOST_ATTEMPTS, STUCK_AFTER, deliver_waiting
from consultations.models import Message, MessageState


@pytest.fixture
def waiting(db):
    """Three letters that nobody has begun to send."""
    return [
        Message.objects.create(to=f"maro{number}@people.example", subject=f"Letter {number}", text="Hello.")
        for number in (1, 2, 3)
    ]


def subjects():
    return [letter.subject for letter in mail.outbox]


def test_letters_that_wait_are_sent_oldest_first_and_only_once(waiting, capsys):
    call_command("deliver_mail", limit=2)
    assert capsys.readouterr().out == "2 sent, 1 still waiting.\n"
    call_command("deliver_mail")
    call_command("deliver_mail")
    assert capsys.readouterr().out == "1 sent, 0 still waiting.\n0 sent, 0 still waiting.\n"
    assert subjects() == ["Letter 1", "Letter 2", "Letter 3"]


def test_a_letter_that_somebody_is_sending_is_left_alone_until_it_counts_as_stuck(waiting):
    taken, stuck, _third = waiting
    Message.objects.filter(pk=taken.pk).update(state=MessageState.SENDING, claimed_at=now())
    long_ago = now() - STUCK_AFTER - timedelta(seconds=1)
    Message.objects.filter(pk=stuck.pk).update(state=MessageState.SENDING, claimed_at=long_ago)
    assert deliver_waiting() == 2
    assert subjects() == ["Letter 2", "Letter 3"]


def test_a_letter_that_was_stuck_too_often_is_given_up_and_does_not_wait_for_ever(waiting):
    long_ago = now() - STUCK_AFTER - timedelta(seconds=1)
    Message.objects.update(state=MessageState.SENDING, claimed_at=long_ago, attempts=MOST_ATTEMPTS)
    assert deliver_waiting() == 0
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.FAILED}


def test_a_server_that_hangs_up_is_tried_again_and_in_the_end_the_letter_counts_as_not_sent(waiting, monkeypatch):
    def hang_up(*args):
        raise SMTPServerDisconnected("Connection unexpectedly closed")

    monkeypatch.setattr(EmailBackend, "send_messages", hang_up)
    Message.objects.exclude(pk=waiting[0].pk).delete()
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert deliver_waiting() == 0
        message = Message.objects.get()
        assert (message.attempts, message.error) == (attempt, "SMTPServerDisconnected")
        assert message.state == (MessageState.QUEUED if attempt < MOST_ATTEMPTS else MessageState.FAILED)
    assert deliver_waiting() == 0
