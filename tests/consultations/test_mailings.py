"""A mailing is held, can be taken back, and writes to each address once."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.timezone import now

from accounts.errors import Refused
from consultations import mailing_links
from consultations.actions import mail, mailing_out, mailings, no_mailings
from consultations.mailing_reach import reach_of, samples
from consultations.models import Mailing, MailingState, Message, TeamRole, Unsubscribed, WhyNoMailings
from registrations.models import Contact
from tests import factories


@pytest.fixture
def consultation(db):
    return factories.ConsultationFactory()


@pytest.fixture
def organizer(consultation):
    return factories.TeamMemberFactory(consultation=consultation, role=TeamRole.ORGANIZER).user


@pytest.fixture
def draft(consultation, organizer):
    for name in ("Ana", "Bo", "Cy"):
        Contact.objects.create(consultation=consultation, email=f"{name}@people.example", name=name)
    return mailings.write_draft(
        consultation=consultation,
        by=organizer,
        subject="About {{ title }}",
        body="Dear {{ name }}, see {{ link }}",
        audience="contacts",
        filters={"reach": ["not_registered"]},
    )


def let_go(draft, organizer):
    """Send, and let the hold end."""
    mailings.send(mailing=draft, by=organizer)
    Mailing.objects.filter(pk=draft.pk).update(hold_until=now() - timedelta(seconds=1))


def addresses(draft):
    return [item.email for item in reach_of(draft).recipients]


def test_an_unknown_placeholder_is_refused_with_those_that_are_known(consultation, organizer):
    with pytest.raises(Refused) as refusal:
        mailings.write_draft(
            consultation=consultation, by=organizer, subject="x", body="{{ nmae }}", audience="team", filters={}
        )
    assert str(refusal.value) == (
        "Nobody knows what “nmae” becomes. You can use {{ name }}, {{ title }}, {{ when }}, {{ link }}."
    )
    assert refusal.value.field == "body"


def test_no_filter_chosen_means_nobody(consultation, organizer, draft):
    draft = mailings.write_draft(
        consultation=consultation, by=organizer, subject="x", body="y", audience="contacts", filters={}, mailing=draft
    )
    assert addresses(draft) == []
    with pytest.raises(Refused, match="reach nobody"):
        mailings.send(mailing=draft, by=organizer)


def test_a_held_mailing_does_not_leave_and_can_be_taken_back(draft, organizer):
    held = mailings.send(mailing=draft, by=organizer)
    assert held.state == MailingState.HELD
    assert mailing_out.release_due() == 0
    assert mailings.take_back(mailing=draft, by=organizer).state == MailingState.DRAFT
    assert not Message.objects.exists()


def test_when_the_hold_ends_each_address_gets_one_letter_with_one_click_unsubscribing(draft, organizer):
    let_go(draft, organizer)
    call_command("deliver_mail")
    call_command("deliver_mail")
    assert sorted(letter.to[0] for letter in django_mail.outbox) == [
        "Ana@people.example",
        "Bo@people.example",
        "Cy@people.example",
    ]
    headers = django_mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<http")
    draft.refresh_from_db()
    assert draft.state == MailingState.DONE
    with pytest.raises(Refused):
        mailings.take_back(mailing=draft, by=organizer)


def test_no_letter_shows_another_reader(draft, organizer):
    let_go(draft, organizer)
    call_command("deliver_mail")
    for letter in django_mail.outbox:
        own = letter.to[0]
        others = {"Ana", "Bo", "Cy"} - {own.partition("@")[0]}
        whole = letter.message().as_string()
        assert letter.recipients() == [own]
        assert not [name for name in others if f"{name}@people.example" in whole or f"Dear {name}" in whole]


def test_the_database_refuses_a_second_letter_of_a_mailing_to_an_address(draft):
    Message.objects.create(mailing=draft, to="ana@people.example", subject="x", text="y")
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(mailing=draft, to="Ana@People.example", subject="x", text="y")


def test_a_worker_that_died_while_it_wrote_the_letters_is_taken_over_and_nobody_gets_two(draft, organizer, monkeypatch):
    monkeypatch.setattr(mailing_out, "AT_ONCE", 1)
    let_go(draft, organizer)

    class Killed(BaseException):
        pass

    write, batches = mailing_out._write, []

    def dies(mailing, recipients):
        if len(batches) == 2:
            raise Killed
        batches.append(recipients)
        write(mailing, recipients)

    monkeypatch.setattr(mailing_out, "_write", dies)
    with pytest.raises(Killed):
        mailing_out.release_due()
    assert Message.objects.count() == 2
    monkeypatch.setattr(mailing_out, "_write", write)
    assert mailing_out.release_due() == 0  # it may still be alive
    mailing_out.finish()
    draft.refresh_from_db()
    assert draft.state == MailingState.SENDING
    Mailing.objects.update(claimed_at=now() - mailing_out.TAKEN_OVER_AFTER - timedelta(seconds=1))
    assert mailing_out.release_due() == 1
    assert sorted(Message.objects.values_list("to", flat=True)) == [
        "Ana@people.example",
        "Bo@people.example",
        "Cy@people.example",
    ]


def test_one_post_without_a_form_token_stops_mailings_but_not_personal_letters(consultation, draft):
    url = f"/unsubscribe/{mailing_links.make(series=consultation.series, email='Ana@people.example')}/"
    client = Client(enforce_csrf_checks=True)
    assert "Stop mailings?" in client.get(url).content.decode()
    assert len(addresses(draft)) == 3
    assert "No more mailings" in client.post(url, {"List-Unsubscribe": "One-Click"}).content.decode()
    client.post(url)
    assert addresses(draft) == ["Bo@people.example", "Cy@people.example"]
    assert reach_of(draft).left_out == {WhyNoMailings.ASKED: 1}
    letter = mail.queue(consultation=consultation, to="Ana@people.example", subject="Yours", text="Hello.")
    assert letter.headers == {}
    assert [sent.to for sent in django_mail.outbox] == []  # it leaves with the commit of this test's transaction
    assert client.get("/unsubscribe/forged/").status_code == 404


def test_the_person_can_get_mailings_again(consultation, draft):
    no_mailings.stop(series=consultation.series, email="ana@people.example")
    url = f"/unsubscribe/{mailing_links.make(series=consultation.series, email='Ana@people.example')}/"
    assert "No more mailings" in Client().get(url).content.decode()
    assert "You get mailings again" in Client().post(url, {"again": "1"}).content.decode()
    assert len(addresses(draft)) == 3


def test_what_the_person_wants_counts_for_more_than_that_a_letter_came_back(consultation):
    series = consultation.series
    no_mailings.stop(series=series, email="ana@people.example", reason=WhyNoMailings.BOUNCED)
    no_mailings.stop(series=series, email="Ana@people.example", reason=WhyNoMailings.COMPLAINED)
    no_mailings.stop(series=series, email="ana@people.example", reason=WhyNoMailings.BOUNCED)
    assert no_mailings.reason_for(series, "ANA@people.example") == WhyNoMailings.COMPLAINED
    assert no_mailings.reach_again(series=series, email="ana@people.example") is False
    assert Unsubscribed.objects.count() == 1


def test_who_wants_no_mailings_and_is_erased_gets_none_after_a_later_import(consultation, draft):
    series = consultation.series
    no_mailings.stop(series=series, email="Ana@people.example")
    no_mailings.erase(series=series, email="ana@people.example")
    assert "ana" not in Unsubscribed.objects.get().email.partition("@")[0]
    assert addresses(draft) == ["Bo@people.example", "Cy@people.example"]
    no_mailings.start_again(series=series, email="ana@people.example")
    assert len(addresses(draft)) == 3


def test_whom_the_writer_or_the_sender_may_not_know_of_is_left_out(consultation, organizer):
    factories.ApplicationFactory(consultation=consultation, contact_email="office@open.example")
    own = factories.ApplicationFactory(consultation=consultation, contact_email="office@own.example")
    draft = mailings.write_draft(
        consultation=consultation,
        by=organizer,
        subject="x",
        body="y",
        audience="applicants",
        filters={"state": ["submitted"]},
    )
    assert addresses(draft) == ["office@open.example", "office@own.example"]
    person = factories.PersonFactory(consultation=consultation, email=organizer.email)
    own.conflicts.create(reviewer=person)
    assert addresses(draft) == ["office@open.example"]
    other = factories.TeamMemberFactory(consultation=consultation).user
    Mailing.objects.update(created_by=other)
    draft.refresh_from_db()
    assert addresses(draft) == ["office@open.example", "office@own.example"]
    assert [item.email for item in reach_of(draft, viewer=organizer).recipients] == ["office@open.example"]
    mailings.send(mailing=draft, by=organizer)
    draft.refresh_from_db()
    assert addresses(draft) == ["office@open.example"]


def test_each_reader_gets_the_letter_in_a_language_that_she_reads(consultation, organizer):
    for language in ("fr", "ar", "ru"):
        user = factories.UserFactory(email=f"{language}@people.example", name=language, language=language)
        factories.TeamMemberFactory(consultation=consultation, user=user, role=TeamRole.REVIEWER)
    draft = mailings.write_draft(
        consultation=consultation,
        by=organizer,
        subject="Hello",
        body="Hello {{ name }}",
        audience="team",
        filters={"role": ["reviewer"]},
    )
    mailings.translate(mailing=draft, by=organizer, language="fr", subject="Bonjour", body="Bonjour {{ name }}")
    mailings.translate(mailing=draft, by=organizer, language="ar", subject="مرحبا", body="مرحبا {{ name }}")
    draft.refresh_from_db()
    let_go(draft, organizer)
    mailing_out.release_due()
    got = {letter.to[:2]: letter for letter in Message.objects.all()}
    assert {key: (item.language, item.subject) for key, item in got.items()} == {
        "fr": ("fr", "Bonjour"),
        "ar": ("ar", "مرحبا"),
        "ru": ("en", "Hello"),
    }
    assert '<html lang="ar" dir="rtl">' in got["ar"].html
    assert '<html lang="en" dir="ltr">' in got["ru"].html
    assert got["fr"].text.startswith("Bonjour fr\n\n-- \n")


def test_files_go_with_every_letter_and_are_kept_once(draft, organizer):
    mailings.add_file(mailing=draft, by=organizer, name="a.pdf", media_type="application/pdf", content=b"%PDF-1")
    calendar = b"BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n"
    mailings.add_file(
        mailing=draft, by=organizer, name="a.ics", media_type="text/calendar; method=PUBLISH", content=calendar
    )
    with pytest.raises(Refused, match="of this name"):
        mailings.add_file(mailing=draft, by=organizer, name="a.pdf", media_type="application/pdf", content=b"%PDF-1")
    with pytest.raises(Refused, match="5 MB"):
        mailings.add_file(
            mailing=draft, by=organizer, name="b.pdf", media_type="application/pdf", content=b"x" * mailings.MOST_BYTES
        )
    let_go(draft, organizer)
    call_command("deliver_mail")
    assert len(django_mail.outbox) == 3
    whole = django_mail.outbox[2].message()
    parts = {part.get_filename(): part for part in whole.walk() if part.get_filename()}
    assert set(parts) == {"a.pdf", "a.ics"}
    assert parts["a.ics"].get_param("method") == "PUBLISH"
    assert parts["a.ics"].get_payload(decode=True) == calendar
    assert [part.get_content_type() for part in whole.walk()][2:4] == ["text/plain", "text/html"]


def test_letters_worth_a_look_are_the_first_one_without_a_name_and_the_longest(consultation):
    class Someone:
        def __init__(self, email, name):
            self.email, self.name, self.language = email, name, ""

    people = [Someone("a", "Ana"), Someone("b", "Bo"), Someone("c", "Cornelia Antonescu"), Someone("d", "")]
    assert [item.email for item in samples(people)] == ["a", "d", "c"]
    assert samples([]) == []
    assert [item.email for item in samples(people[:1])] == ["a"]


def test_a_copy_has_words_languages_files_and_audience_and_is_a_draft(draft, organizer):
    mailings.translate(mailing=draft, by=organizer, language="fr", subject="Bonjour", body="Bonjour")
    mailings.add_file(mailing=draft, by=organizer, name="a.pdf", media_type="application/pdf", content=b"%PDF-1")
    draft.refresh_from_db()
    let_go(draft, organizer)
    mailing_out.release_due()
    twin = mailings.copy(mailing=draft, by=organizer)
    assert (twin.state, twin.subject, twin.body) == (MailingState.DRAFT, draft.subject, draft.body)
    assert (twin.translations, twin.audience) == (draft.translations, draft.audience)
    assert [file.name for file in twin.files.all()] == ["a.pdf"]
