"""Every secret is read by those of the table and by nobody else, on no page, in no file, in nothing that is kept.

The words of the table are planted once (planting.py); a word that its readers do not find fails as well as one that
somebody else finds, so that the walk cannot pass by looking at nothing.
"""

from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse

from breakouts.actions.accept import accept_notes
from breakouts.actions.decide import decide_finding
from breakouts.actions.notes import save_note, set_aside
from breakouts.actions.policy import allow_wording
from breakouts.models import Finding, Note
from consultations.actions.vetting import apply_decisions, decide
from consultations.models import AuditLine, Message
from registrations.actions import support
from registrations.actions.registering import withdraw
from registrations.models import SupportRequest
from tests import factories
from tests.leaks import canaries as table
from tests.leaks.reading import CANARY, words_in
from tests.leaks.walking import AUDIENCES

# Files that an applicant named herself keep their name for those who may read them.
NAMED_BY_THEIR_AUTHOR = {"zqpaper", "zqlist"}
# One file of everything, which an organizer takes away on purpose; the audit trail says so.
WHOLE = {"reports:bundle"}


@pytest.fixture(autouse=True)
def unchanged(planted):
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_word_of_the_table_is_planted_and_every_planted_word_is_in_the_table():
    planting = Path(__file__).with_name("planting.py").read_text(encoding="utf-8")
    assert {word.lower() for word in CANARY.findall(planting)} == set(table.TABLE)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_audience_reads_what_the_table_gives_it_and_nothing_else(walked, audience):
    found = walked.by(audience)
    leaked = {word: sorted(pages) for word, pages in found.items() if audience not in table.TABLE.get(word, {audience})}
    assert leaked == {}
    assert table.of(audience) - set(found) == set(), "the walk did not find what is there"


def test_no_page_shows_words_beside_the_people_who_could_have_said_them(walked):
    together = {
        (one.page, word, person)
        for one in walked.seen
        if one.page not in WHOLE
        for word in one.words & set(table.NOTES)
        for person in one.words & set(table.PEOPLE)
    }
    assert together == set()


def test_what_only_some_may_read_is_kept_by_no_browser_and_named_in_no_address(walked):
    private = [one for one in walked.seen if one.words & set(table.TABLE)]
    assert len(private) > 100
    kept = {one.page for one in private if "no-store" not in one.headers.get("Cache-Control", "")}
    assert kept == set()
    assert {one.headers.get("Referrer-Policy") for one in private} <= {"same-origin", "no-referrer"}
    assert {word for one in walked.seen for word in words_in(one.file)} <= NAMED_BY_THEIR_AUTHOR


def test_nothing_is_left_in_logs_sessions_and_the_cache(walked):
    assert walked.logged - NAMED_BY_THEIR_AUTHOR == set()
    assert walked.kept == set()


def test_a_page_that_breaks_while_a_note_is_saved_says_nothing_of_it(planted, written, monkeypatch):
    def breaks(**values):
        raise RuntimeError(f"cannot save {values['text']}")

    monkeypatch.setattr("breakouts.views.rapporteur.save_note", breaks)
    world = planted.world
    client = Client(raise_request_exception=False)
    client.force_login(world.accounts["rapporteur"])
    room = world.room
    answer = client.post(
        reverse("breakouts:room", args=[world.consultation.slug, room.pk]),
        {
            "text": "zqtyped Wells.",
            "heading": world.note.heading_id,
            "objectives": list(room.group.objectives.values_list("pk", flat=True)),
        },
    )
    assert answer.status_code == 500
    assert any("RuntimeError" in line for line in written), "it was logged"
    assert "zqtyped" not in answer.content.decode() + "".join(written)
    assert mail.outbox == []


def test_verbs_on_secrets_leave_no_word_of_them_in_the_audit_trail_and_letters_tell_only_their_reader(planted):
    world, actor = planted.world, planted.world.accounts["organizer"]
    consultation, room = world.consultation, world.room
    note = save_note(
        room=room, heading=world.note.heading, text="zqtyped Wells.", objectives=list(room.group.objectives.all())
    )
    Finding.objects.filter(note=note).delete()
    accept_notes(consultation=consultation, notes=[note.pk], actor=actor)
    set_aside(note=Note.objects.get(key="of-zqsubmitted"), code="other", reason="zqasidewhy", actor=actor)
    decide_finding(finding=Finding.objects.get(rule="walked"), reason_code="topic", actor=actor)
    allow_wording(consultation=consultation, surface="zqallowed Wells", reason_code="topic", room=None, actor=actor)
    decide(application=world.application, actor=actor, outcome="declined", reason="zqwhynot")
    apply_decisions(consultation=consultation, actor=actor)
    support.decide(request=SupportRequest.objects.get(), granted=False, reason="zqgrant", actor=factories.UserFactory())
    withdraw(registration=world.registration)
    lines = AuditLine.objects.filter(consultation=consultation)
    assert lines.filter(verb__in=["notes.accepted", "note.set_aside", "wording.allowed"]).count() >= 3
    assert words_in(" ".join(f"{line.subject} {line.details}" for line in lines)) == set()
    readers = {"zqaddress@people.example": table.HERS, "zqapplicantmail@farmers.example": table.APPLICANT}
    letters = Message.objects.filter(consultation=consultation)
    assert set(readers) <= set(letters.values_list("to", flat=True))
    for letter in letters:
        for word in words_in(f"{letter.subject} {letter.text} {letter.html}"):
            mine = readers.get(letter.to, frozenset()) & set(table.TABLE.get(word, ()))
            assert mine or word == "zqwhynot", f"{word} was written to {letter.to}"


def test_nothing_prints_itself(planted):
    """What an exception, a log or a debugger shows of a row. The title of a submission is what its author calls it."""
    printed = set()
    for model in apps.get_models():
        for row in model._default_manager.all():
            for word in words_in(f"{row!s} {row!r}") - {"zqpending"}:
                printed.add((model._meta.label, word))
    assert printed == set()


def test_operators_find_no_secret_on_their_site_and_cannot_search_for_one(planted):
    client = Client()
    client.force_login(factories.UserFactory(is_staff=True, is_superuser=True))
    opened, found = 0, set()
    for model in admin.site._registry:
        part = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        rows = list(model._default_manager.order_by("-pk")[:3])
        pages = [reverse(f"{part}_changelist")]
        pages += [reverse(f"{part}_{page}", args=[row.pk]) for row in rows for page in ("change", "history")]
        for url in pages:
            answer = client.get(url)
            opened += answer.status_code == 200
            found |= {(url, word) for word in words_in(answer.content.decode()) & set(table.TABLE)}
        for word in ("zqlegal", "zqaddress", "zqneed", "zqdraft", "zqaccepted", "zqstatement"):
            listed = client.get(pages[0], {"q": word}).context["cl"]
            if model._meta.label != "accounts.User" and listed.search_fields:
                assert listed.result_count == 0, f"{model._meta.label} is found by {word}"
    assert opened > 20
    assert found == set()
