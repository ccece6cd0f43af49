"""The clock of an installation without Celery: what waits for its time leaves by itself."""

import logging
import os
from datetime import timedelta

from django.core import mail
from django.core.management import call_command
from django.utils.timezone import now

from config.management.commands import clock
from consultations.models import Mailing, MailingState
from registrations.models import Contact


def test_a_mailing_leaves_when_its_hold_is_over(consultation):
    Contact.objects.create(consultation=consultation, email="ana@people.example", name="Ana")
    mailing = Mailing.objects.create(
        consultation=consultation,
        subject="Come",
        body="Dear {{ name }}",
        audience={"key": "contacts", "filters": {"reach": ["all"]}},
        state=MailingState.HELD,
        hold_until=now() + timedelta(minutes=1),
    )
    call_command("clock", "--once")
    assert mail.outbox == []
    Mailing.objects.update(hold_until=now())
    call_command("clock", "--once")
    mailing.refresh_from_db()
    assert [letter.to for letter in mail.outbox] == [["ana@people.example"]]
    assert mailing.state == MailingState.DONE


def test_it_goes_on_after_trouble_and_tells_nothing_about_people(db, caplog):
    def fails():
        raise ValueError("ana@people.example")

    with caplog.at_level(logging.ERROR):
        clock.tick(fails)
    assert caplog.messages == ["What is done every minute failed: ValueError"]


def test_it_ends_with_the_process_that_started_it(monkeypatch):
    turns = []
    parents = iter([7, 7, 7, 7, 1])
    monkeypatch.setattr(os, "getppid", lambda: next(parents))
    monkeypatch.setattr(clock, "sleep", lambda seconds: None)
    monkeypatch.setattr(clock, "close_old_connections", lambda: None)
    clock.while_alive(lambda: turns.append("turn"), parent=7, pause=1)
    assert turns == ["turn", "turn"]
