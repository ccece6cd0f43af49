"""A change after publication is told: in sentences, by one letter that is prepared and sent like every mailing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.timezone import now
from icalendar import Calendar

from consultations.actions import mailing_out, mailings, no_mailings, programme, settings, telling
from consultations.actions.changes import note_change
from consultations.models import AuditLine, ChangedFact, Mailing, MailingState, Message, UntoldChange, Visibility
from consultations.models import WhyNoMailings as Why
from consultations.untold import sentence, untold
from registrations.models import Contact, Invitation, RegistrationState
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def soon(consultation):
    """A public consultation three weeks from now, at nine in Bangkok."""
    consultation.starts_at = (now() + timedelta(days=21)).replace(hour=2, minute=0, second=0, microsecond=0)
    consultation.ends_at = consultation.starts_at + timedelta(hours=3)
    consultation.save()
    return consultation


@pytest.fixture
def session(soon):
    return soon.sessions.create(
        key="opening",
        position=0,
        title="Opening *now*",
        kind="plenary",
        starts_at=soon.starts_at,
        ends_at=soon.starts_at + timedelta(hours=1),
    )


def page(name, consultation, *args):
    return reverse(f"consultations:{name}", args=[consultation.slug, *args])


def words(response):
    return " ".join(strip_tags(response.content.decode()).split())


def later(consultation, organizer, **more):
    moved = {"starts_at": consultation.starts_at + timedelta(hours=1), "ends_at": consultation.ends_at}
    return settings.change_consultation(consultation=consultation, actor=organizer, **(moved | more))


def test_a_later_start_is_told_to_everyone_concerned_with_the_entry_for_their_calendars(
    as_organizer, organizer, soon, session
):
    coming = factories.RegistrationFactory(consultation=soon)
    waiting = factories.RegistrationFactory(consultation=soon, status=RegistrationState.WAITLISTED)
    gone = factories.RegistrationFactory(consultation=soon, status=RegistrationState.WITHDRAWN)
    speaker = factories.PersonFactory(consultation=soon, email="speaker@people.example", key="ada")
    session.roles.create(role="keynote", person=speaker, position=0)
    both = factories.PersonFactory(consultation=soon, email=coming.email.upper())
    session.roles.create(role="speaker", person=both, position=1)
    invited = Contact.objects.create(consultation=soon, email="invited@people.example")
    Invitation.objects.create(contact=invited)
    Contact.objects.create(consultation=soon, email="other@people.example")
    no_mailings.stop(series=soon.series, email=coming.email, reason=Why.ASKED)
    assert "Nothing to tell" in words(as_organizer.get(page("changes", soon)))

    organizer.timezone = "Europe/Paris"
    organizer.save()
    later(soon, organizer)
    programme.change_session(session=session, actor=organizer, ends_at=session.ends_at + timedelta(minutes=15))
    assert "Nobody has been told of 2 changes" in words(as_organizer.get(page("home", soon)))
    assert "Those concerned have not been told of 2 changes." in words(as_organizer.get(page("settings", soon)))
    shown = words(as_organizer.get(page("changes", soon)))
    assert "The event is now on" in shown
    assert "10:00–12:00 Bangkok time" in shown
    assert "“Opening *now*” is now on" in shown
    assert "People with a place or on the waiting list: 2" in shown

    refused = as_organizer.post(page("changes", soon), {"who": []})
    assert "Choose at least one group of people." in words(refused)
    who = ["registered", "speakers", "invited"]
    written = as_organizer.post(page("changes", soon), {"who": who})
    mailing = Mailing.objects.get()
    assert written["Location"] == page("mailing", soon, mailing.pk)
    assert "4 people get this letter." in words(as_organizer.get(written["Location"]))
    assert "The letter that tells of the changes is not sent" in words(as_organizer.get(page("home", soon)))

    assert "your time" in shown
    assert "your time" not in mailing.body
    mailings.send(mailing=mailing, by=organizer)
    assert untold(soon) == []
    mailing.refresh_from_db()
    mailing.hold_until = now()
    mailing.save()
    mailing_out.release_due()
    letters = {letter.to.lower(): letter for letter in Message.objects.filter(mailing=mailing)}
    assert set(letters) == {coming.email, waiting.email, "speaker@people.example", "invited@people.example"}
    assert gone.email not in letters
    assert "The event is now on" in letters[coming.email].text
    assert "/registration/" in letters[coming.email].text
    assert "/registration/" not in letters["invited@people.example"].text
    assert not letters[waiting.email].files.exists()
    assert not letters["invited@people.example"].files.exists()
    file = letters[coming.email].files.get()
    assert file.media_type.endswith("method=REQUEST")
    event = Calendar.from_ical(bytes(file.content)).events[0]
    assert event["UID"] == f"{soon.slug}.{coming.key}@openfloor"
    assert event["SEQUENCE"] >= 1
    assert event.start == soon.starts_at + timedelta(hours=1)
    assert letters["speaker@people.example"].files.count() == 1
    verbs = set(AuditLine.objects.values_list("verb", flat=True))
    assert "changes.letter_written" in verbs


def test_a_link_to_join_is_never_printed_in_the_letter(organizer, soon):
    later(soon, organizer, starts_at=soon.starts_at, venue="https://meet.example/secret")
    mailing = telling.prepare_letter(consultation=soon, by=organizer, who=["invited"])
    assert "There is a new link to join" in mailing.body
    assert "meet.example" not in mailing.body
    assert mailing.calendar


def test_a_venue_is_told_with_the_one_before(organizer, soon):
    soon.venue = "River Hall"
    soon.save()
    later(soon, organizer, starts_at=soon.starts_at, venue="Delta Hall")
    assert [sentence(change) for change in untold(soon)] == ["The place is now: Delta Hall. Before: River Hall."]


def test_a_session_that_is_off_and_new_dates_of_the_call_are_told(organizer, soon, session):
    programme.remove_session(session=session, actor=organizer)
    call = soon.call
    settings.change_call(
        consultation=soon,
        actor=organizer,
        opens_at=call.opens_at,
        closes_at=call.closes_at + timedelta(days=1),
        text=call.text,
    )
    told = sorted(sentence(change) for change in untold(soon))
    assert told[0].startswith("The call is open: ")
    assert told[1].startswith("“Opening *now*”, planned for ")
    assert told[1].endswith(" is off.")
    mailing = telling.prepare_letter(consultation=soon, by=organizer, who=["applicants"])
    assert "“Opening ·now·”, planned for" in mailing.body
    assert not mailing.calendar


def test_what_was_told_is_the_old_value_of_the_next_change(organizer, soon):
    first = soon.starts_at
    moved = later(soon, organizer)
    mailing = telling.prepare_letter(consultation=soon, by=organizer, who=["invited"])
    Mailing.objects.filter(pk=mailing.pk).update(state=MailingState.SENDING)
    later(moved, organizer, starts_at=first)
    change = UntoldChange.objects.get()
    assert change.before["starts_at"] == moved.starts_at.isoformat()
    assert change.after["starts_at"] == first.isoformat()
    assert untold(soon) == [change]


def test_more_that_changes_meanwhile_is_written_into_the_same_draft(as_organizer, organizer, soon):
    moved = later(soon, organizer)
    one = telling.prepare_letter(consultation=soon, by=organizer, who=["invited"])
    later(moved, organizer, starts_at=moved.starts_at, venue="Delta Hall")
    assert "more has changed since then" in words(as_organizer.get(page("changes", soon)))
    two = telling.prepare_letter(consultation=soon, by=organizer, who=["invited"])
    assert two.pk == one.pk
    assert "Delta Hall" in two.body
    assert "The event is now on" in two.body


def test_a_letter_thrown_away_leaves_the_change_untold(organizer, soon):
    later(soon, organizer)
    mailing = telling.prepare_letter(consultation=soon, by=organizer, who=["invited"])
    mailings.discard(mailing=mailing, by=organizer)
    assert [change.mailing for change in untold(soon)] == [None]


def test_nobody_need_be_told(as_organizer, organizer, soon):
    later(soon, organizer)
    answer = as_organizer.post(page("changes_drop", soon), follow=True)
    assert "Nobody is told of these changes." in words(answer)
    assert untold(soon) == []
    assert AuditLine.objects.filter(verb="changes.dropped", details={"changes": 1}).exists()
    nothing = as_organizer.post(page("changes", soon), {"who": ["invited"]})
    assert not Mailing.objects.exists()
    assert "Nothing to tell" in words(nothing)


def test_before_publication_and_after_the_event_nothing_is_remembered(organizer, soon):
    facts = {"consultation": soon, "fact": ChangedFact.PLACE, "before": {"venue": ""}, "after": {"venue": "Hall"}}
    soon.visibility = Visibility.DRAFT
    note_change(**facts)
    soon.visibility = Visibility.PUBLIC
    soon.ends_at = now() - timedelta(days=1)
    note_change(**facts)
    assert not UntoldChange.objects.exists()


def test_a_letter_that_is_held_is_stopped_by_a_correction_and_the_first_value_stays_the_old_one(organizer, soon):
    first = soon.starts_at
    moved = later(soon, organizer)
    mailing = telling.prepare_letter(consultation=soon, by=organizer, who=["invited"])
    Mailing.objects.filter(pk=mailing.pk).update(state=MailingState.HELD, hold_until=now() + timedelta(minutes=5))
    later(moved, organizer)
    mailing.refresh_from_db()
    assert mailing.state == MailingState.DRAFT
    change = UntoldChange.objects.get()
    assert change.before["starts_at"] == first.isoformat()
    assert change.after["starts_at"] == (first + timedelta(hours=2)).isoformat()
    assert untold(soon) == [change]
