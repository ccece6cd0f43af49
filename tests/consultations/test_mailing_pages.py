"""Mailings by screen: written, looked at, tested, sent, taken back."""

import re
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.timezone import now

from consultations.actions import mailing_out, mailings, no_mailings
from consultations.models import Mailing, MailingState, Message, MessageState
from registrations.models import Contact
from tests import factories


def page(name, consultation, *args):
    return reverse(f"consultations:{name}", args=[consultation.slug, *args])


def words(response):
    return " ".join(strip_tags(response.content.decode()).split())


@pytest.fixture
def contacts(consultation):
    return [
        Contact.objects.create(consultation=consultation, email=f"{name or 'nobody'}@people.example", name=name)
        for name in ("Ana", "", "Cy")
    ]


@pytest.fixture
def draft(consultation, organizer, contacts):
    return mailings.write_draft(
        consultation=consultation,
        by=organizer,
        subject="About {{ title }}",
        body="Dear {{ name }},\n\n[the call]({{ link }})",
        audience="contacts",
        filters={"reach": ["all"]},
    )


def sent(consultation, number, state=MessageState.SENT):
    """A mailing that is done, with letters."""
    mailing = Mailing.objects.create(consultation=consultation, subject="Old", body="x", state=MailingState.DONE)
    Message.objects.bulk_create(
        Message(consultation=consultation, mailing=mailing, to=f"a{at}@x.example", subject="Old", text="x", state=state)
        for at in range(number)
    )
    return mailing


def test_an_organizer_writes_looks_and_sends_and_can_take_it_back(
    as_organizer, consultation, contacts, django_capture_on_commit_callbacks
):
    choose = as_organizer.get(page("mailing_new", consultation))
    assert "Contacts of the stakeholder list" in words(choose)
    new = page("mailing_new", consultation) + "?audience=contacts&reach=all"
    form = as_organizer.get(new)
    assert re.search(r'value="all"[^>]*checked', form.content.decode())
    written = {"subject": "About {{ title }}", "body": "Dear {{ name }}", "language": "en", "filter-reach": ["all"]}
    saved = as_organizer.post(new, written)
    mailing = Mailing.objects.get()
    assert saved["Location"] == page("mailing", consultation, mailing.pk)
    shown = words(as_organizer.get(saved["Location"]))
    assert "3 people get this letter." in shown
    assert "About Sharing the river" in shown
    assert "Dear Ana" in shown
    assert "Dear nobody@people.example" in shown
    assert "No name is known: the address stands in." in shown

    with django_capture_on_commit_callbacks(execute=True):
        as_organizer.post(page("mailing_test", consultation, mailing.pk))
    assert [letter.subject for letter in django_mail.outbox] == ["Test: About Sharing the river"]

    ask = as_organizer.get(page("mailing_send", consultation, mailing.pk))
    assert "Send “About {{ title }}” to 3 people?" in words(ask)
    held = as_organizer.post(page("mailing_send", consultation, mailing.pk), follow=True)
    assert "It leaves in 10 minutes. Until then nobody has it." in words(held)
    assert "Leaves in 10 minutes" in words(as_organizer.get(page("mailings", consultation)))
    assert "Taken back. Nobody has got it." in words(
        as_organizer.post(page("mailing_take_back", consultation, mailing.pk), follow=True)
    )
    mailing.refresh_from_db()
    assert mailing.state == MailingState.DRAFT


def test_with_nothing_ticked_the_page_says_that_nobody_gets_it(as_organizer, consultation, organizer, contacts):
    draft = mailings.write_draft(
        consultation=consultation, by=organizer, subject="x", body="y", audience="contacts", filters={}
    )
    shown = words(as_organizer.get(page("mailing", consultation, draft.pk)))
    assert "Nobody gets this letter yet: tick at least one group of people." in shown
    assert "Send to" not in shown
    refused = as_organizer.post(page("mailing_send", consultation, draft.pk), follow=True)
    assert "This would reach nobody." in words(refused)


def test_a_mistake_is_told_beside_its_field_and_nothing_is_lost(as_organizer, consultation, contacts):
    new = page("mailing_new", consultation) + "?audience=contacts"
    wrong = {"subject": "Hello", "body": "Dear {{ nmae }}", "language": "fr", "filter-reach": ["invited"]}
    again = as_organizer.post(new, wrong)
    html = again.content.decode()
    assert "Nobody knows what “nmae” becomes." in words(again)
    assert "Dear {{ nmae }}" in html
    assert re.search(r'value="invited"[^>]*checked', html)
    assert not Mailing.objects.exists()


def test_who_gets_none_is_counted_with_the_reason(as_organizer, consultation, draft):
    no_mailings.stop(series=consultation.series, email="ana@people.example")
    no_mailings.stop(series=consultation.series, email="cy@people.example", reason="bounced")
    shown = words(as_organizer.get(page("mailing", consultation, draft.pk)))
    assert "1 person gets this letter." in shown
    assert (
        "They would fit too, but get no letter: 1 wants no mailings · 1 cannot be reached: letters came back" in shown
    )


def test_a_preview_does_not_give_away_a_personal_link(as_organizer, consultation, organizer):
    registration = factories.RegistrationFactory(consultation=consultation)
    draft = mailings.write_draft(
        consultation=consultation,
        by=organizer,
        subject="x",
        body="{{ link }}",
        audience="registrations",
        filters={"status": ["confirmed"]},
    )
    html = as_organizer.get(page("mailing", consultation, draft.pk)).content.decode()
    assert registration.public_id.hex not in html
    assert "/registration/…" in html
    assert "/unsubscribe/preview/" in html


def test_a_language_is_added_changed_and_taken_out(as_organizer, consultation, draft):
    address = page("mailing_language", consultation, draft.pk, "ar")
    assert 'dir="rtl"' in as_organizer.get(address).content.decode()
    as_organizer.post(address, {"subject": "مرحبا", "body": "مرحبا {{ name }}"})
    draft.refresh_from_db()
    assert draft.translations == {"ar": {"subject": "مرحبا", "body": "مرحبا {{ name }}"}}
    wrong = as_organizer.post(address, {"subject": "x", "body": "{{ nmae }}"})
    assert "Nobody knows what “nmae” becomes." in words(wrong)
    as_organizer.post(address, {"take_out": "1"})
    draft.refresh_from_db()
    assert draft.translations == {}
    assert as_organizer.get(page("mailing_language", consultation, draft.pk, "tlh")).status_code == 404


def test_files_are_attached_checked_and_taken_out(as_organizer, consultation, draft):
    add = page("mailing_file_add", consultation, draft.pk)
    wrong = as_organizer.post(add, {"file": SimpleUploadedFile("a.pdf", b"MZ, a program")})
    assert wrong.status_code == 422
    assert "The content of this file is not what its name says." in words(wrong)
    assert "Files of this kind cannot be attached, only " in words(
        as_organizer.post(add, {"file": SimpleUploadedFile("a.exe", b"MZ")})
    )
    as_organizer.post(add, {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")})
    (file,) = draft.files.all()
    assert (file.name, file.media_type) == ("a.pdf", "application/pdf")
    as_organizer.post(page("mailing_file_remove", consultation, draft.pk), {"file": file.pk})
    assert not draft.files.exists()


def test_what_is_on_its_way_cannot_be_changed(as_organizer, consultation, draft, organizer):
    mailings.send(mailing=draft, by=organizer)
    Mailing.objects.update(hold_until=now() - timedelta(seconds=1))
    mailing_out.release_due()
    edit = as_organizer.get(page("mailing_edit", consultation, draft.pk), follow=True)
    assert "Only a draft can be changed." in words(edit)
    back = as_organizer.post(page("mailing_take_back", consultation, draft.pk), follow=True)
    assert "This is “On its way” now and cannot become “Draft”." in words(back)
    assert "0 of 3 sent" in words(back)


def test_a_draft_is_thrown_away_after_being_asked_once(as_organizer, consultation, draft):
    address = page("mailing_discard", consultation, draft.pk)
    assert "Throw the draft “About {{ title }}” away?" in words(as_organizer.get(address))
    as_organizer.post(address)
    assert not Mailing.objects.exists()


def test_the_list_tells_what_became_of_each_and_costs_the_same_at_any_length(as_organizer, consultation):
    sent(consultation, 3)
    sent(consultation, 1, MessageState.BOUNCED)
    with CaptureQueriesContext(
        connection,
    ) as few:
        shown = words(as_organizer.get(page("mailings", consultation)))
    assert "3 letters" in shown
    assert "1 letter · 1 came back" in shown
    for _ in range(30):
        sent(consultation, 4)
    with CaptureQueriesContext(connection) as many:
        as_organizer.get(page("mailings", consultation))
    assert len(many) == len(few)


def test_without_any_the_list_says_what_comes_here(as_organizer, consultation):
    assert "No mailing was written yet" in words(as_organizer.get(page("mailings", consultation)))
