"""Reminders: switched on by screen, made by the clock into a held mailing, each once."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.timezone import now

from accounts.errors import Refused
from consultations.actions import mailing_out, no_mailings, reminders
from consultations.models import AuditLine, Mailing, MailingState, Message, Reminder, TeamRole, Visibility
from consultations.reminders import KINDS, reminder_of
from registrations.models import Contact, RegistrationState
from tests import factories


@pytest.fixture
def closing(consultation):
    """A call that closes in two days."""
    call = consultation.call
    call.closes_at = now() + timedelta(days=2)
    call.save()
    consultation.starts_at, consultation.ends_at = now() + timedelta(days=20), now() + timedelta(days=20, hours=3)
    consultation.save()
    return consultation


@pytest.fixture
def switch_on(closing, organizer):
    def on(kind, hours, **fields):
        given = {"on": True, "subject": "Soon: {{ title }}", "body": "Dear {{ name }}, {{ link }}", **fields}
        return reminders.set_up(consultation=closing, by=organizer, kind=kind, hours=hours, **given)

    return on


def page(consultation, *kind):
    return reverse("consultations:reminder" if kind else "consultations:reminders", args=[consultation.slug, *kind])


def words(response):
    return " ".join(strip_tags(response.content.decode()).split())


def readers(mailing):
    mailing.hold_until = now()
    mailing.save()
    mailing_out.release_due()
    return sorted(Message.objects.filter(mailing=mailing).values_list("to", flat=True))


def test_nothing_is_on_until_somebody_switches_it_on(closing):
    Contact.objects.create(consultation=closing, email="ana@people.example")
    assert reminders.make_due() == 0
    assert not Reminder.objects.exists()
    assert {kind.key for kind in KINDS.values()} == {"call_closes", "not_confirmed", "reviews", "event_starts"}


def test_the_call_reminds_only_those_who_have_not_answered_and_only_once(closing, switch_on):
    for name in ("ana", "bo", "cy", "dee"):
        Contact.objects.create(consultation=closing, email=f"{name}@people.example")
    factories.RegistrationFactory(consultation=closing, email="Bo@people.example")
    factories.ApplicationFactory(consultation=closing, contact_email="cy@PEOPLE.example")
    no_mailings.stop(series=closing.series, email="dee@people.example")
    switch_on("call_closes", hours=49)
    call_command("deliver_mail")
    mailing = Mailing.objects.get()
    assert mailing.state == MailingState.HELD
    assert mailing.hold_until > now() + timedelta(minutes=9)
    assert readers(mailing) == ["ana@people.example"]
    assert (reminders.make_due(), Mailing.objects.count()) == (0, 1)
    assert list(
        AuditLine.objects.filter(verb__startswith="reminder").values_list("verb", flat=True).order_by("pk")
    ) == [
        "reminder.on",
        "reminder.made",
    ]


@pytest.mark.parametrize(
    ("closes_in", "made"),
    [(timedelta(hours=25), 0), (timedelta(hours=23, minutes=59), 1), (timedelta(seconds=-1), 0)],
    ids=["not yet", "its time has come", "the call is closed"],
)
def test_a_reminder_is_made_between_its_time_and_the_moment_it_is_about(closing, switch_on, closes_in, made):
    Contact.objects.create(consultation=closing, email="ana@people.example")
    switch_on("call_closes", hours=24)
    closing.call.closes_at = now() + closes_in
    closing.call.save()
    assert reminders.make_due() == made


def test_while_the_consultation_is_hidden_none_leaves(closing, switch_on):
    Contact.objects.create(consultation=closing, email="ana@people.example")
    switch_on("call_closes", hours=49)
    closing.visibility = Visibility.DRAFT
    closing.save()
    assert reminders.make_due() == 0


def test_each_is_reminded_in_the_language_she_reads_with_the_title_that_the_call_has_in_it(
    closing, switch_on, as_organizer
):
    closing.call.translations.create(language="fr", title="Qui partage le fleuve ?", main_title=closing.title)
    for email, languages in {"ana@people.example": ["fr"], "bo@people.example": ["en"]}.items():
        Contact.objects.create(consultation=closing, email=email, languages=languages)
    switch_on("call_closes", hours=49)
    address = reverse("consultations:reminder_language", args=[closing.slug, "call_closes", "fr"])
    refused = as_organizer.post(address, {"subject": "Bientôt", "body": "Bonjour {{ nom }}"})
    assert "Nobody knows what “nom” becomes." in words(refused)
    assert "Bonjour {{ nom }}" in refused.content.decode()
    as_organizer.post(address, {"subject": "Bientôt : {{ title }}", "body": "Bonjour {{ name }}, {{ link }}"})
    assert "Change: French" in words(as_organizer.get(page(closing, "call_closes")))
    reminders.make_due()
    mailing = Mailing.objects.get()
    readers(mailing)
    assert dict(Message.objects.filter(mailing=mailing).values_list("to", "subject")) == {
        "ana@people.example": "Bientôt : Qui partage le fleuve ?",
        "bo@people.example": f"Soon: {closing.title}",
    }
    listed = words(as_organizer.get(reverse("consultations:mailings", args=[closing.slug])))
    assert f"Soon: {closing.title}" in listed
    as_organizer.post(address, {"take_out": "1"})
    assert Reminder.objects.get(kind="call_closes").translations == {}


def test_a_reminder_is_not_translated_into_its_own_language_nor_into_one_that_nobody_has(closing, as_organizer):
    address = reverse("consultations:reminder_language", args=[closing.slug, "call_closes", "en"])
    answer = as_organizer.post(address, {"subject": "Soon", "body": "Dear {{ name }}"})
    assert "The letter is written in this language already." in words(answer)
    assert not Reminder.objects.exists()
    assert as_organizer.get(address.replace("/en/", "/tlh/")).status_code == 404


def test_registrations_that_wait_for_their_confirmation_are_reminded_in_time(closing, switch_on):
    pending = factories.RegistrationFactory(consultation=closing, status=RegistrationState.PENDING)
    factories.RegistrationFactory(consultation=closing, status=RegistrationState.CONFIRMED)
    switch_on("not_confirmed", hours=49)
    assert reminders.make_due() == 1
    assert readers(Mailing.objects.get()) == [pending.email]


def test_who_has_a_place_gets_the_programme_for_the_calendar(closing, switch_on):
    confirmed = factories.RegistrationFactory(consultation=closing, status=RegistrationState.CONFIRMED)
    factories.RegistrationFactory(consultation=closing, status=RegistrationState.WAITLISTED)
    closing.sessions.create(
        key="opening", position=1, title="Opening", kind="plenary", starts_at=closing.starts_at, ends_at=closing.ends_at
    )
    switch_on("event_starts", hours=21 * 24)
    assert reminders.make_due() == 1
    mailing = Mailing.objects.get()
    file = mailing.files.get()
    assert (file.name, file.media_type) == ("programme.ics", "text/calendar; charset=utf-8; method=PUBLISH")
    assert bytes(file.content).startswith(b"BEGIN:VCALENDAR")
    assert readers(mailing) == [confirmed.email]


def test_reviewers_are_reminded_after_the_call_until_they_have_finished(closing, switch_on):
    closing.call.opens_at, closing.call.closes_at = now() - timedelta(days=9), now() - timedelta(days=5)
    closing.call.save()
    application = factories.ApplicationFactory(consultation=closing)
    idle, busy = (
        factories.TeamMemberFactory(consultation=closing, role=TeamRole.REVIEWER).user for _number in range(2)
    )
    person = factories.PersonFactory(consultation=closing, user=busy, email=busy.email)
    application.reviews.create(reviewer=person, score=4)
    switch_on("reviews", hours=24)
    assert reminders.make_due() == 1
    assert readers(Mailing.objects.get()) == [idle.email]


def test_with_nobody_to_remind_no_mailing_is_written(closing, switch_on, as_organizer):
    switch_on("call_closes", hours=49)
    assert reminders.make_due() == 0
    assert not Mailing.objects.exists()
    assert Reminder.objects.get().made_at is not None
    Contact.objects.create(consultation=closing, email="late@people.example")
    assert reminders.make_due() == 0
    assert "Not needed" in words(as_organizer.get(page(closing)))


def test_an_organizer_sets_one_up_and_sees_when_it_leaves(as_organizer, closing):
    Contact.objects.create(consultation=closing, email="ana@people.example")
    assert words(as_organizer.get(page(closing))).count("Set up") == 4
    form = as_organizer.get(page(closing, "call_closes"))
    assert "As things are now, that is 1 person." in words(form)
    written = {**form.context["form"].initial, "on": "on", "hours": 24}
    told = words(as_organizer.post(page(closing, "call_closes"), written, follow=True))
    assert "The reminder is on." in told
    assert "Change: The call closes soon" in told
    reminder = Reminder.objects.get()
    assert (reminder.on, reminder.hours, reminder.subject) == (True, 24, "The call closes soon: {{ title }}")
    del written["on"]
    assert "Saved. The reminder is off." in words(as_organizer.post(page(closing, "call_closes"), written, follow=True))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"body": "Dear {{ nmae }}"}, "Nobody knows what “nmae” becomes."),
        ({"hours": 0}, "Ensure this value is greater than or equal to 1."),
        ({"subject": ""}, "Please write something here."),
    ],
)
def test_a_mistake_is_told_and_nothing_is_lost(as_organizer, closing, wrong, sentence):
    written = {"on": "on", "hours": 24, "subject": "Soon", "body": "My own words", **wrong}
    response = as_organizer.post(page(closing, "call_closes"), written)
    assert sentence in words(response)
    assert written["body"] in response.content.decode()
    assert not Reminder.objects.exists()


def test_a_reminder_of_a_moment_that_is_over_cannot_be_switched_on(closing, switch_on):
    closing.call.opens_at, closing.call.closes_at = now() - timedelta(days=9), now() - timedelta(days=5)
    closing.call.save()
    with pytest.raises(Refused, match="The moment is over"):
        switch_on("call_closes", hours=24)


def test_one_that_was_sent_is_sent_again_only_at_a_time_still_to_come(closing, switch_on):
    Contact.objects.create(consultation=closing, email="ana@people.example")
    switch_on("call_closes", hours=49)
    reminders.make_due()
    with pytest.raises(Refused, match="was sent already"):
        switch_on("call_closes", hours=49)
    switch_on("call_closes", hours=24)
    assert reminders.make_due() == 0
    assert Reminder.objects.get().made_at is None


def test_the_words_to_start_from_are_in_the_language_of_the_call(closing):
    reminder = reminder_of(closing, KINDS["event_starts"])
    assert (reminder.pk, reminder.on) == (None, False)
    assert reminder.subject == "See you soon: {{ title }}"


def test_the_list_of_reminders_costs_the_same_whatever_is_on(as_organizer, closing, switch_on):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            as_organizer.get(page(closing))
        return len(seen)

    queries()
    none = queries()
    for kind in KINDS:
        switch_on(kind, hours=1)
    assert queries() == none
