"""What a mail provider tells of our letters: told with its secret only, and heeded from then on."""

import json
from base64 import b64encode

import pytest
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason
from django.core import mail as django_mail
from django.urls import reverse

from consultations.actions import mail, mail_fates, mailings, no_mailings
from consultations.actions.mail_fates import Fate
from consultations.mail_events import fate_of
from consultations.mailing_reach import reach_of
from consultations.models import Mailing, MailingState, Message, MessageState
from registrations.models import Contact

SECRET = "openfloor:correct-horse-battery-staple"
BOUNCE = {"RecordType": "Bounce", "Type": "HardBounce", "Description": "No <ana@people.example> here"}
COMPLAINT = {"RecordType": "SpamComplaint", "Type": "SpamComplaint"}
DELIVERY = {"RecordType": "Delivery", "DeliveredAt": "2026-11-19T10:00:00Z"}


@pytest.fixture(autouse=True)
def _provider(settings):
    settings.MAIL_PROVIDER = "postmark"
    settings.MAIL_EVENTS_SECRET = SECRET
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}


@pytest.fixture
def letter(consultation):
    mailing = Mailing.objects.create(consultation=consultation, subject="The call", body="x", state=MailingState.DONE)
    return Message.objects.create(
        consultation=consultation,
        mailing=mailing,
        to="ana@people.example",
        subject="The call",
        text="x",
        state=MessageState.SENT,
    )


@pytest.fixture
def tell(client, letter):
    def told(event, secret=SECRET, provider="postmark", metadata=None):
        body = {"MessageID": "abc", "Email": letter.to, "Metadata": metadata or {"message": str(letter.pk)}, **event}
        response = client.post(
            reverse("mail_events", args=[provider]),
            json.dumps(body),
            content_type="application/json",
            headers={"Authorization": "Basic " + b64encode(secret.encode()).decode()},
        )
        letter.refresh_from_db()
        return response.status_code

    return told


def test_a_letter_that_came_back_is_marked_and_later_mailings_leave_the_address_out(
    tell, letter, consultation, organizer
):
    Contact.objects.create(consultation=consultation, email="Ana@people.example")
    assert tell(BOUNCE) == 200
    assert (letter.state, letter.error) == (MessageState.BOUNCED, "No <…@…> here")
    later = mailings.write_draft(
        consultation=consultation,
        by=organizer,
        subject="x",
        body="y",
        audience="contacts",
        filters={"reach": ["all"]},
    )
    reach = reach_of(later)
    assert (reach.recipients, dict(reach.left_out)) == ([], {"bounced": 1})


def test_a_complaint_stops_mailings_but_no_personal_letter(
    tell, letter, consultation, django_capture_on_commit_callbacks
):
    assert tell(COMPLAINT) == 200
    assert letter.state == MessageState.COMPLAINED
    assert no_mailings.reason_for(consultation.series, "ana@people.example") == "complained"
    with django_capture_on_commit_callbacks(execute=True):
        mail.queue(consultation=consultation, to="ana@people.example", subject="Your place", text="You have one.")
    assert [sent.subject for sent in django_mail.outbox] == ["Your place"]


def test_that_a_letter_was_delivered_is_kept_with_its_time_and_changes_nothing_else(tell, letter, consultation):
    assert tell(DELIVERY) == 200
    assert letter.delivered_at.isoformat() == "2026-11-19T10:00:00+00:00"
    assert (letter.state, no_mailings.reason_for(consultation.series, letter.to)) == (MessageState.SENT, "")


def test_told_twice_and_in_any_order_a_complaint_stays_a_complaint(tell, letter, consultation):
    for event in (COMPLAINT, BOUNCE, DELIVERY, COMPLAINT):
        assert tell(event) == 200
    assert letter.state == MessageState.COMPLAINED
    assert no_mailings.reason_for(consultation.series, letter.to) == "complained"


def test_a_bounce_that_is_told_before_we_recorded_the_sending_is_not_overwritten(letter, monkeypatch):
    Message.objects.update(state=MessageState.QUEUED)

    def sent_and_told(post, message):
        mail_fates.record(fate=Fate.NO_SUCH_ADDRESS, key=str(message.pk), provider_id="")
        return "abc"

    monkeypatch.setattr("consultations.posting.Post.send", sent_and_told)
    mail.deliver_waiting()
    letter.refresh_from_db()
    assert letter.state == MessageState.BOUNCED


def test_a_letter_is_known_by_the_providers_own_name_too(tell, letter):
    Message.objects.update(provider_id="abc")
    assert tell(BOUNCE, metadata={"other": "x"}) == 200
    assert letter.state == MessageState.BOUNCED


def test_events_of_letters_that_are_not_ours_are_taken_and_forgotten(tell, letter):
    assert tell(BOUNCE, metadata={"message": "00000000-0000-0000-0000-000000000000"}) == 200
    assert letter.state == MessageState.SENT


@pytest.mark.parametrize(
    ("kind", "reason", "fate"),
    [
        (EventType.BOUNCED, RejectReason.BOUNCED, Fate.NO_SUCH_ADDRESS),
        (EventType.REJECTED, RejectReason.INVALID, Fate.NO_SUCH_ADDRESS),
        (EventType.BOUNCED, RejectReason.TIMED_OUT, Fate.NOT_SENT),
        (EventType.REJECTED, RejectReason.BLOCKED, Fate.NOT_SENT),
        (EventType.REJECTED, None, Fate.NOT_SENT),
        (EventType.UNSUBSCRIBED, RejectReason.UNSUBSCRIBED, Fate.STOPPED),
        (EventType.OPENED, None, None),
        (EventType.DEFERRED, None, None),
    ],
)
def test_only_an_address_that_is_gone_counts_as_gone(kind, reason, fate):
    assert fate_of(AnymailTrackingEvent(event_type=kind, reject_reason=reason)) == fate


def test_whoever_does_not_know_the_secret_tells_nothing(tell, letter):
    assert tell(BOUNCE, secret="openfloor:guess") == 400
    assert letter.state == MessageState.SENT


@pytest.mark.parametrize("missing", ["secret", "provider"])
def test_without_a_provider_or_a_secret_there_is_no_such_page(tell, letter, settings, missing):
    if missing == "secret":
        settings.MAIL_EVENTS_SECRET = ""
    else:
        settings.MAIL_PROVIDER = ""
    assert tell(BOUNCE) == 404
    assert letter.state == MessageState.SENT


def test_another_providers_words_are_not_listened_to(tell, letter):
    assert tell(BOUNCE, provider="sendgrid") == 404


def test_the_provider_is_told_our_name_of_the_letter_and_its_own_is_kept(consultation, settings, monkeypatch):
    settings.EMAIL_BACKEND = "anymail.backends.test.EmailBackend"
    kept = []
    monkeypatch.setattr("anymail.backends.test.EmailBackend._send", _keeping(kept))
    waiting = Message.objects.create(consultation=consultation, to="bo@people.example", subject="x", text="y")
    assert mail.deliver_waiting() == 1
    waiting.refresh_from_db()
    assert [sent.metadata for sent in kept] == [{"message": str(waiting.pk)}]
    assert waiting.provider_id == "0"


def _keeping(kept):
    from anymail.backends.test import EmailBackend

    original = EmailBackend._send

    def send(self, message):
        kept.append(message)
        return original(self, message)

    return send
