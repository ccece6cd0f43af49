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
from consultations.actions import mail, mailings
from consultations.models import Mailing, MailingState, Message, TeamRole
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


def test_an_unknown_placeholder_is_refused_with_those_that_are_known(consultation, organizer):
    with pytest.raises(Refused) as refusal:
        mailings.write_draft(
            consultation=consultation, by=organizer, subject="x", body="{{ nmae }}", audience="team", filters={}
        )
    assert str(refusal.value) == ("Nobody knows what “nmae” becomes. You can use {{ name }}, {{ title }}, {{ link }}.")
    assert refusal.value.field == "body"


def test_no_filter_chosen_means_nobody(consultation, organizer, draft):
    draft = mailings.write_draft(
        consultation=consultation, by=organizer, subject="x", body="y", audience="contacts", filters={}, mailing=draft
    )
    assert mailings.audience_of(draft) == []
    with pytest.raises(Refused, match="reach nobody"):
        mailings.send(mailing=draft, by=organizer)


def test_a_held_mailing_does_not_leave_and_can_be_taken_back(draft, organizer):
    held = mailings.send(mailing=draft, by=organizer)
    assert held.state == MailingState.HELD
    assert mailings.release_due() == 0
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


def test_the_database_refuses_a_second_letter_of_a_mailing_to_an_address(draft):
    Message.objects.create(mailing=draft, to="ana@people.example", subject="x", text="y")
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(mailing=draft, to="Ana@People.example", subject="x", text="y")


def test_one_post_without_a_form_token_stops_mailings_but_not_personal_letters(consultation, draft):
    url = f"/unsubscribe/{mailing_links.make(series=consultation.series, email='Ana@people.example')}/"
    client = Client(enforce_csrf_checks=True)
    assert "Stop mailings?" in client.get(url).content.decode()
    assert len(mailings.audience_of(draft)) == 3
    assert "No more mailings" in client.post(url, {"List-Unsubscribe": "One-Click"}).content.decode()
    client.post(url)
    assert [item.email for item in mailings.audience_of(draft)] == ["Bo@people.example", "Cy@people.example"]
    letter = mail.queue(consultation=consultation, to="Ana@people.example", subject="Yours", text="Hello.")
    assert letter.headers == {}
    assert client.get("/unsubscribe/forged/").status_code == 404
