"""A mailing whose worker is killed: everybody gets the letter, and nobody two different ones."""

import random
from datetime import timedelta

import pytest
from django.utils.timezone import now

from benchmarks.mail_kill import Sink, deliver_with_kills
from consultations.models import Mailing, MailingState, Message, MessageState
from registrations.models import Contact
from tests import factories

pytestmark = pytest.mark.worker

LETTERS = 200


def test_a_worker_killed_at_any_moment_loses_nobody_and_writes_to_nobody_twice(start_worker, monkeypatch):
    consultation = factories.ConsultationFactory()
    readers = {f"c{number}@people.example" for number in range(LETTERS)}
    Contact.objects.bulk_create(Contact(consultation=consultation, email=email) for email in readers)
    Mailing.objects.create(
        consultation=consultation,
        subject="About {{ title }}",
        body="Dear {{ name }}, see {{ link }}",
        audience={"key": "contacts", "filters": {"reach": ["all"]}},
        state=MailingState.HELD,
        hold_until=now() - timedelta(seconds=1),
    )
    kill_at = sorted(random.sample(range(20, LETTERS - 20), 2))
    with Sink(pause=0.004) as sink:
        monkeypatch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{sink.port}")
        monkeypatch.setenv("OPENFLOOR_MAIL_STUCK_SECONDS", "2")

        def kill_now():
            if kill_at and len(sink.got) >= kill_at[0]:
                del kill_at[0]
                return True
            return False

        kills = deliver_with_kills(
            start_worker,
            done=lambda: Mailing.objects.get().state == MailingState.DONE,
            kill_now=kill_now,
            most_seconds=90,
        )
        outcome = sink.outcome(readers, kills, 0)
    assert (outcome.kills, outcome.missing, outcome.readers_with_two_ids) == (2, 0, 0)
    # Only what was in the hands of a killed worker can have been accepted twice, under the same name.
    assert outcome.sent_again_under_the_same_id <= kills
    assert len({message_id for _reader, message_id in sink.got}) == LETTERS
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.SENT}
