"""What the screener says while a note is typed: at once, to those of the room alone, and nothing of it stays."""

import json
import logging

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from breakouts import live_screening
from breakouts.models import Finding, Note
from breakouts.views import live_findings
from consultations.models import AuditLine
from registrations.models import Registration
from tests import factories

SECRET = "Serwaa Dlamini-Okafor said that wells fall dry."


@pytest.fixture
def address(event):
    cache.clear()
    live_screening.forget()
    Registration.objects.filter(pk=Registration.objects.first().pk).update(name="Serwaa Dlamini-Okafor")
    yield reverse("breakouts:check_typed", args=[event.consultation.slug, event.room().pk])
    live_screening.forget()


@pytest.fixture
def check(client, event, address):
    """Types a text in the rapporteur's room and reads the answer."""
    client.force_login(event.rapporteur)

    def check(text):
        return client.post(address, json.dumps({"text": text}), content_type="application/json")

    return check


def test_a_name_is_found_with_a_rewrite_and_its_place_as_browsers_count(check):
    (finding,) = check(f"\N{DROPLET} {SECRET}").json()["findings"]
    assert (finding["start"], finding["end"]) == (3, 24)
    assert finding["level"] == "block"
    assert finding["message"] == "This is the name of somebody who takes part."
    assert finding["suggestion"] == "A participant"


def test_the_answer_holds_neither_whom_it_matched_nor_how_many(check):
    (finding,) = check("A participant from Tonga said that wells fall dry.").json()["findings"]
    assert set(finding) == {"start", "end", "level", "message", "suggestion"}
    (name,) = check("Serwa Dlamini-Okafor said so.").json()["findings"]
    assert "Serwaa" not in json.dumps(name)


def test_a_text_without_findings_is_answered_with_none(check):
    assert check("Wells fall dry.").json() == {"findings": []}
    assert check("").json() == {"findings": []}
    assert check("\ud83d half a sign").status_code == 200


def test_nothing_of_it_is_kept_or_logged(check, caplog):
    caplog.set_level(logging.DEBUG)
    check(SECRET)
    assert not Note.objects.exists()
    assert not Finding.objects.exists()
    assert not AuditLine.objects.exists()
    assert not [record for record in caplog.records if "Serwaa" in record.getMessage()]


def test_whoever_is_not_of_the_room_is_told_nothing(event, address):
    body = json.dumps({"text": SECRET})
    for account, expected in ((None, 302), (factories.UserFactory(), 404), (event.organizer, 404)):
        visitor = Client()
        if account:
            visitor.force_login(account)
        assert visitor.post(address, body, content_type="application/json").status_code == expected


def test_a_rapporteur_of_another_group_is_told_nothing(client, event, address):
    client.force_login(event.rapporteur)
    elsewhere = reverse("breakouts:check_typed", args=[event.consultation.slug, event.room(group=1).pk])
    assert client.post(elsewhere, '{"text": "x"}', content_type="application/json").status_code == 404
    assert client.get(address).status_code == 405


def test_a_message_without_the_token_is_refused(event, address):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(event.rapporteur)
    assert strict.post(address, json.dumps({"text": SECRET}), content_type="application/json").status_code == 403


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b'{"text": 3}', b"{}"])
def test_what_no_page_of_ours_sends_is_answered_with_a_sentence(client, event, address, body):
    client.force_login(event.rapporteur)
    response = client.post(address, body, content_type="application/json")
    assert response.status_code == 400
    assert "checked once it is handed in" in response.json()["refused"]


def test_a_text_longer_than_a_note_is_not_checked(check, monkeypatch):
    assert check("x " * 10_000).status_code == 200
    assert check("x " * 10_001).status_code == 400
    monkeypatch.setattr(live_findings, "MOST_BYTES", 10)
    assert check("longer than that").status_code == 400


def test_who_tries_out_name_after_name_is_asked_to_wait(check, monkeypatch):
    monkeypatch.setattr(live_findings, "CHECKS_A_MINUTE", 2)
    assert [check("Wells.").status_code for _ in range(3)] == [200, 200, 429]


def test_the_roster_is_read_once_for_many_checks_and_anew_after_a_minute(check, monkeypatch):
    check(SECRET)
    with CaptureQueriesContext(connection) as queries:
        check(SECRET)
    assert not any("registrations_registration" in query["sql"] for query in queries)
    Registration.objects.filter(name="Serwaa Dlamini-Okafor").update(name="Ilse Brandvold")
    monkeypatch.setattr(live_screening, "FRESH", -1.0)
    (found,) = check("Ilse Brandvold said that wells fall dry.").json()["findings"]
    assert found["message"] == "This is the name of somebody who takes part."


def test_the_room_says_that_a_second_person_reads_every_note(client, event):
    client.force_login(event.rapporteur)
    html = client.get(reverse("breakouts:room", args=[event.consultation.slug, event.room().pk])).text
    assert "a second person reads every note" in html


def test_the_form_without_script_screens_when_it_saves(client, event, address):
    client.force_login(event.rapporteur)
    room = reverse("breakouts:room", args=[event.consultation.slug, event.room().pk])
    sent = {"text": SECRET, "heading": event.challenge.pk, "objectives": [event.objectives[0].pk], "heard_from": "one"}
    html = client.post(room, sent, follow=True).text
    assert Finding.objects.filter(level="block").exists()
    assert "Saved. Some words could tell who spoke; they are marked below." in html
    assert '<mark class="marked">Serwaa Dlamini-Okafor</mark>' in html
