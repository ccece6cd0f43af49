"""The letters of a consultation: found again, looked at, and sent once more where they did not leave."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.timezone import now

from consultations.actions import mail, mail_mending, no_mailings
from consultations.actions.conflicts import declare_conflict
from consultations.models import AuditLine, Mailing, MailingState, Message, MessageState, WhyNoMailings
from tests import factories
from tests.consultations.conftest import make_reviewer


@pytest.fixture
def mailing(consultation):
    return Mailing.objects.create(consultation=consultation, subject="The call", body="x", state=MailingState.DONE)


def letter(consultation, to="ana@people.example", **fields):
    given = {"subject": "Your place", "text": "Dear Ana", "state": MessageState.SENT, **fields}
    return Message.objects.create(consultation=consultation, to=to, **given)


def page(consultation, name="outbox", *args):
    return reverse(f"consultations:{name}", args=[consultation.slug, *args])


def words(response):
    return " ".join(strip_tags(response.content.decode()).split())


def shown(client, consultation, **query):
    return [row.record.to for row in client.get(page(consultation), query).context["table"].rows]


def test_letters_are_found_by_address_state_and_mailing(as_organizer, consultation, mailing):
    letter(consultation)
    letter(consultation, "bo@people.example", mailing=mailing, subject="The call", state=MessageState.BOUNCED)
    letter(consultation, "cy@people.example", mailing=mailing, subject="The call", state=MessageState.SENDING)
    letter(factories.ConsultationFactory(), "else@people.example")
    everybody = {"ana@people.example", "bo@people.example", "cy@people.example"}
    assert set(shown(as_organizer, consultation)) == everybody
    assert shown(as_organizer, consultation, q="BO@") == ["bo@people.example"]
    assert shown(as_organizer, consultation, q="your pl") == ["ana@people.example"]
    assert shown(as_organizer, consultation, state="bounced") == ["bo@people.example"]
    assert shown(as_organizer, consultation, state="queued") == ["cy@people.example"]
    assert shown(as_organizer, consultation, mailing=mailing.pk, state="bounced") == ["bo@people.example"]
    assert shown(as_organizer, consultation, mailing="none") == ["ana@people.example"]
    nothing = as_organizer.get(page(consultation), {"q": "nobody"})
    assert "No letter fits this search." in words(nothing)


def test_the_page_says_what_will_stand_here(as_organizer, consultation):
    assert "Nothing was written yet." in words(as_organizer.get(page(consultation)))


def test_a_page_of_letters_costs_the_same_for_one_and_for_many(as_organizer, consultation, mailing):
    letter(consultation, mailing=mailing)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert as_organizer.get(page(consultation)).status_code == 200
        return len(seen)

    queries()
    one = queries()
    for number in range(60):
        letter(consultation, f"many{number}@people.example", mailing=mailing)
    assert queries() == one


def test_what_did_not_leave_is_counted_and_sent_again_with_one_button(as_organizer, consultation):
    long_ago = now() - mail.STUCK_AFTER - timedelta(seconds=1)
    letter(consultation, "given-up@people.example", state=MessageState.FAILED, attempts=5, error="550 5.7.1 policy")
    letter(consultation, "stuck@people.example", state=MessageState.SENDING, attempts=1, claimed_at=long_ago)
    letter(consultation, "busy@people.example", state=MessageState.SENDING, attempts=1, claimed_at=now())
    letter(consultation, "gone@people.example", state=MessageState.BOUNCED)
    letter(factories.ConsultationFactory(), "other@people.example", state=MessageState.FAILED)
    told = words(as_organizer.get(page(consultation)))
    assert "1 letter could not be sent, after several tries." in told
    assert "1 letter was being sent when the work broke off." in told

    mended = words(as_organizer.post(page(consultation, "outbox_mend"), follow=True))
    assert "2 letters wait again. It takes a minute until they leave." in mended
    assert "could not be sent" not in mended
    mail.deliver_waiting()
    assert sorted(sent.to[0] for sent in django_mail.outbox) == ["given-up@people.example", "stuck@people.example"]
    line = AuditLine.objects.get(verb="mail.mended")
    assert line.details["letters"] == 2
    assert "people.example" not in f"{line.subject}{line.details}"


def test_the_home_page_says_that_letters_did_not_leave(as_organizer, consultation):
    home = page(consultation, "home")
    assert "did not leave" not in words(as_organizer.get(home))
    letter(consultation, state=MessageState.FAILED)
    letter(consultation, "bo@people.example", state=MessageState.FAILED)
    assert "2 letters did not leave" in words(as_organizer.get(home))


def test_the_second_try_has_the_same_message_id(consultation, organizer, django_capture_on_commit_callbacks):
    one = letter(consultation, state=MessageState.FAILED)
    with django_capture_on_commit_callbacks(execute=True):
        mail_mending.send_again(message=one, by=organizer)
    assert [sent.extra_headers["Message-ID"] for sent in django_mail.outbox] == [one.message_id]


def test_an_address_that_exists_after_all_is_written_to_again(
    as_organizer, consultation, django_capture_on_commit_callbacks
):
    no_mailings.stop(series=consultation.series, email="ana@people.example", reason=WhyNoMailings.BOUNCED)
    one = letter(consultation, state=MessageState.BOUNCED, error="550 5.1.1 unknown")
    told = words(as_organizer.get(page(consultation, "message", one.pk)))
    assert "It came back: the mail server of the reader knows no such address." in told
    assert "Letters cannot be delivered" in told
    with django_capture_on_commit_callbacks(execute=True):
        as_organizer.post(page(consultation, "message_again", one.pk))
    one.refresh_from_db()
    assert one.state == MessageState.SENT
    assert no_mailings.reason_for(consultation.series, "ana@people.example") == ""


def test_who_wants_no_mailings_gets_none_by_sending_it_again(as_organizer, consultation, mailing):
    no_mailings.stop(series=consultation.series, email="ana@people.example")
    one = letter(consultation, mailing=mailing, state=MessageState.FAILED)
    told = as_organizer.post(page(consultation, "message_again", one.pk), follow=True)
    assert "This address wants no mailings." in words(told)
    one.refresh_from_db()
    assert one.state == MessageState.FAILED


def test_whoever_stops_the_mailings_does_not_get_one_that_waits(consultation, mailing):
    letter(consultation, "Ana@people.example", mailing=mailing, state=MessageState.QUEUED)
    personal = letter(consultation, state=MessageState.QUEUED)
    no_mailings.stop(series=consultation.series, email="ana@people.example")
    assert list(Message.objects.all()) == [personal]


def test_a_letter_that_left_is_not_sent_again(as_organizer, consultation):
    one = letter(consultation)
    assert "Send it again" not in words(as_organizer.get(page(consultation, "message", one.pk)))
    told = as_organizer.post(page(consultation, "message_again", one.pk), follow=True)
    assert "This letter does not wait for another try." in words(told)


def test_a_letter_of_another_consultation_is_not_to_be_had(as_organizer, consultation):
    other = letter(factories.ConsultationFactory(), state=MessageState.FAILED)
    assert as_organizer.get(page(consultation, "message", other.pk)).status_code == 404
    assert as_organizer.post(page(consultation, "message_again", other.pk)).status_code == 404


def test_letters_to_whom_one_is_in_conflict_with_are_hidden_however_the_address_is_written(
    as_organizer, consultation, organizer
):
    application = factories.ApplicationFactory(consultation=consultation, contact_email="Rival@people.example")
    person = factories.PersonFactory(consultation=consultation, user=organizer, email=organizer.email)
    application.conflicts.create(reviewer=person)
    hidden = letter(consultation, "rival@PEOPLE.example")
    assert shown(as_organizer, consultation) == []
    assert as_organizer.get(page(consultation, "message", hidden.pk)).status_code == 404


def test_letters_to_applicants_whom_the_reader_may_not_know_are_not_counted_among_those_in_trouble(
    client, consultation, organizer
):
    person = make_reviewer(consultation)
    factories.TeamMemberFactory(consultation=consultation, user=person.user, role="organizer")
    application = factories.ApplicationFactory(consultation=consultation)
    declare_conflict(application=application, reviewer=person, actor=person.user)
    Message.objects.create(
        consultation=consultation,
        to=application.contact_email.upper(),
        subject="L",
        text="x",
        state=MessageState.FAILED,
    )
    home = reverse("consultations:home", args=[consultation.slug])
    for user, told in ((organizer, True), (person.user, False)):
        client.force_login(user)
        assert ("1 letter did not leave" in client.get(home).content.decode()) is told
