"""Letters that wait are sent by a command where there is no worker."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils.timezone import now

from consultations.actions.mail import MOST_ATTEMPTS, PAUSES, STUCK_AFTER, deliver_waiting, queue
from consultations.models import Mailing, Message, MessageState, Unsubscribed
from tests import factories


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


def test_a_server_that_hangs_up_is_tried_again_later_and_in_the_end_the_letter_counts_as_not_sent(waiting, monkeypatch):
    Message.objects.exclude(pk=waiting[0].pk).delete()
    answer_with(monkeypatch, SMTPServerDisconnected("Connection unexpectedly closed"))
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert deliver_waiting() == 0
        assert deliver_waiting() == 0  # not before its pause is over
        message = Message.objects.get()
        assert (message.attempts, message.error) == (attempt, "SMTPServerDisconnected")
        assert message.state == (MessageState.QUEUED if attempt < MOST_ATTEMPTS else MessageState.FAILED)
        if attempt < MOST_ATTEMPTS:
            assert message.next_try_at - now() > PAUSES[attempt - 1] - timedelta(seconds=30)
            Message.objects.update(next_try_at=now())
    assert deliver_waiting() == 0


@pytest.mark.parametrize(
    ("error", "state", "words"),
    [
        (SMTPRecipientsRefused({"x@y.example": (450, b"4.2.1 try later")}), "queued", "450 4.2.1 try later"),
        (SMTPRecipientsRefused({"x@y.example": (550, b"no such user")}), "bounced", "550 no such user"),
        (
            SMTPRecipientsRefused({"x@y.example": (550, b"5.1.1 <x@y.example> unknown")}),
            "bounced",
            "550 5.1.1 <…@…> unknown",
        ),
        (SMTPRecipientsRefused({"x@y.example": (550, b"5.7.1 policy")}), "failed", "550 5.7.1 policy"),
        (SMTPDataError(451, b"4.3.0 greylisted"), "queued", "451 4.3.0 greylisted"),
        (SMTPDataError(554, b"5.7.1 spam"), "failed", "554 5.7.1 spam"),
        (SMTPSenderRefused(421, b"4.7.0 too many", "us@y.example"), "queued", "421 4.7.0 too many"),
        (TimeoutError(), "queued", "TimeoutError"),
    ],
)
def test_not_now_is_told_from_never_and_from_no_such_address(waiting, monkeypatch, error, state, words):
    Message.objects.exclude(pk=waiting[0].pk).delete()
    consultation = factories.ConsultationFactory()
    Message.objects.update(consultation=consultation)
    answer_with(monkeypatch, error)
    assert deliver_waiting() == 0
    message = Message.objects.get()
    assert (message.state, message.error) == (state, words)
    reasons = list(Unsubscribed.objects.values_list("email", "reason"))
    assert reasons == ([(message.to, "bounced")] if state == "bounced" else [])


def test_a_server_that_cannot_be_reached_costs_no_letter_an_attempt(waiting, monkeypatch, caplog):
    def refuse(self):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "open", refuse)
    assert deliver_waiting() == 0
    assert set(Message.objects.values_list("state", "attempts")) == {(MessageState.QUEUED, 0)}
    assert [record.getMessage() for record in caplog.records] == [
        "The mail server cannot be reached: ConnectionRefusedError"
    ]


def test_one_connection_is_used_for_many_letters_and_a_new_one_after_trouble(waiting, monkeypatch):
    opened = []
    monkeypatch.setattr(EmailBackend, "open", lambda self: opened.append(self))
    assert deliver_waiting() == 3
    assert len(opened) == 1
    Message.objects.update(state=MessageState.QUEUED, attempts=0)
    answer_with(monkeypatch, TimeoutError())
    assert deliver_waiting() == 0
    assert len(opened) == 4


def test_letters_to_one_person_go_before_mailings_and_only_mailings_are_counted_by_the_minute(waiting, settings):
    settings.MAIL_PER_MINUTE = 2
    mailing = Mailing.objects.create(consultation=factories.ConsultationFactory(), subject="x", body="y")
    first, *others = waiting
    Message.objects.exclude(pk=first.pk).update(mailing=mailing)
    Message.objects.filter(pk=first.pk).update(created_at=now() + timedelta(minutes=1))
    assert deliver_waiting() == 2
    assert subjects() == ["Letter 1", "Letter 2"]
    assert deliver_waiting() == 0
    Message.objects.filter(claimed_at__isnull=False).update(claimed_at=now() - timedelta(seconds=61))
    assert deliver_waiting() == 1
    assert others[1].pk in set(Message.objects.filter(state=MessageState.SENT).values_list("pk", flat=True))


def test_a_worker_that_was_given_up_for_dead_does_not_undo_what_its_successor_recorded(waiting, monkeypatch):
    Message.objects.exclude(pk=waiting[0].pk).delete()

    def slow(self, messages):
        Message.objects.update(state=MessageState.SENT, attempts=2, error="")  # another took over and sent it
        raise TimeoutError

    monkeypatch.setattr(EmailBackend, "send_messages", slow)
    deliver_waiting()
    assert Message.objects.get().state == MessageState.SENT


def test_letters_that_were_given_up_are_tried_again_when_somebody_says_so(waiting, capsys):
    Message.objects.update(state=MessageState.FAILED, attempts=5, error="554 spam")
    Message.objects.filter(pk=waiting[0].pk).update(state=MessageState.BOUNCED)
    call_command("deliver_mail")
    call_command("deliver_mail", retry_failed=True)
    assert capsys.readouterr().out == "0 sent, 0 still waiting.\n2 queued again.\n2 sent, 0 still waiting.\n"
    assert subjects() == ["Letter 2", "Letter 3"]


def test_the_name_of_a_letter_is_in_the_domain_that_we_write_from(waiting, settings):
    settings.DEFAULT_FROM_EMAIL = "Rivers <no-reply@consult.example.org>"
    deliver_waiting()
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{waiting[0].pk}@consult.example.org>"


def test_what_a_message_was_queued_with_goes_with_it(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        queue(
            consultation=None,
            to="maro@people.example",
            subject="Two\nlines",
            text="Hello.",
            html="<p>Hello.</p>",
            attachments=[("date.ics", "text/calendar; method=REQUEST", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")],
            language="fr",
        )
    (letter,) = mail.outbox
    whole = letter.message()
    assert letter.subject == "Two lines"
    assert whole["Content-Language"] == "fr"
    kinds = [(part.get_content_type(), part.get_param("method")) for part in whole.walk()]
    assert kinds[2:] == [("text/plain", None), ("text/html", None), ("text/calendar", "REQUEST")]


def answer_with(monkeypatch, error):
    def refuse(self, messages):
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
