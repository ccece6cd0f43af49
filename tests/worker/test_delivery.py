"""Letters and a worker: sent after the commit, never before; no letter is lost with its worker, none is sent twice."""

import signal
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.timezone import now

from accounts.models import KeptMail
from consultations.actions.mail import STUCK_AFTER, queue
from consultations.models import Message, MessageState
from consultations.tasks import deliver_waiting_messages
from tests.waiting import until

pytestmark = pytest.mark.worker


def write(number):
    return queue(consultation=None, to=f"maro{number}@people.example", subject=f"Letter {number}", text="Hello.")


def states():
    return sorted(Message.objects.values_list("state", flat=True))


def kept():
    return sorted(KeptMail.objects.values_list("subject", flat=True))


def test_a_letter_leaves_after_the_commit_and_one_that_was_rolled_back_never(start_worker, client):
    start_worker("post")
    assert client.get("/readyz").json()["broker"] == "ok"
    with transaction.atomic():
        write(1)
        transaction.set_rollback(True)
    with transaction.atomic():
        message = write(2)
        assert kept() == []
    until(lambda: states() == [MessageState.SENT], "the letter is sent")
    message.refresh_from_db()
    assert message.attempts == 1
    assert kept() == ["Letter 2"]


def test_a_killed_worker_loses_no_letter_and_none_is_sent_twice(start_worker):
    dying = start_worker("dying", settings="tests.worker.hanging")
    for number in (1, 2, 3):
        write(number)
    until(lambda: MessageState.SENDING in states(), "the worker takes a letter")
    dying.end(signal.SIGKILL)
    assert kept() == []
    assert states() == [MessageState.QUEUED, MessageState.QUEUED, MessageState.SENDING]

    # The time passes after which a letter that was taken counts as stuck.
    Message.objects.filter(state=MessageState.SENDING).update(claimed_at=now() - STUCK_AFTER - timedelta(seconds=1))
    start_worker("next")
    deliver_waiting_messages.delay()
    until(lambda: states() == [MessageState.SENT] * 3, "all letters are sent")
    assert kept() == ["Letter 1", "Letter 2", "Letter 3"]
