"""Calendars that follow the programme learn of every change, whatever is done in whatever order."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule
from icalendar import Calendar

from consultations.actions import parts
from consultations.actions import programme as actions
from consultations.actions.printed import publish_programme
from consultations.actions.settings import change_consultation
from consultations.calendar import attachment, invitation, programme_calendar
from consultations.models import Consultation, Person, ProgrammeVersion, Session, SessionRole, SessionRoleKind
from tests import factories

SHOWN = ("summary", "dtstart", "dtend", "description", "location", "status")
TITLES = st.sampled_from(["Opening", "Groups", "Highlights", "Closing"])
MINUTES = st.integers(0, 20).map(lambda tens: tens * 10)


def entries(consultation):
    """Every entry of the feed by its UID: what it shows, and its sequence."""
    calendar = Calendar.from_ical(programme_calendar(consultation, url="http://127.0.0.1/programme/"))
    assert str(calendar["method"]) == "PUBLISH"
    events = calendar.walk("VEVENT")
    found = {
        str(event["uid"]): ({name: str(event.get(name, "")) for name in SHOWN}, int(event["sequence"]))
        for event in events
    }
    for event, times in ((event, (event.decoded("dtstart"), event.decoded("dtend"))) for event in events):
        found[str(event["uid"])][0].update(dtstart=times[0], dtend=times[1])
    assert len(found) == len(events), "no UID stands twice"
    return found


class ProgrammeInCalendars(RuleBasedStateMachine):
    """Somebody edits the programme; a calendar that reads the feed now and then never shows what is no longer so."""

    sessions = Bundle("sessions")
    held = Bundle("held")
    people = Bundle("people")

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.actor = factories.UserFactory()
        self.consultation = factories.ConsultationFactory()
        self.before = {}

    @initialize(target=sessions)
    def begin(self):
        return self.add_session("Opening", 0)

    @initialize(target=held, session=sessions)
    def fill(self, session):
        return multiple(*(self.add_part(session, role, True) for role in ("moderator", "keynote")))

    def teardown(self):
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def now(self):
        return Consultation.objects.get(pk=self.consultation.pk)

    @rule(target=sessions, title=TITLES, minutes=MINUTES)
    def add_session(self, title, minutes):
        start = self.consultation.starts_at + timedelta(minutes=minutes)
        facts = {"starts_at": start, "ends_at": start + timedelta(minutes=30), "kind": "plenary"}
        return actions.add_session(consultation=self.now(), actor=self.actor, title=title, **facts).pk

    @rule(session=sessions, title=TITLES, minutes=MINUTES)
    def change_session(self, session, title, minutes):
        start = self.consultation.starts_at + timedelta(minutes=minutes)
        facts = {"starts_at": start, "ends_at": start + timedelta(minutes=30)}
        actions.change_session(session=Session.objects.get(pk=session), actor=self.actor, title=title, **facts)

    @rule(session=consumes(sessions))
    def remove_session(self, session):
        actions.remove_session(session=Session.objects.get(pk=session), actor=self.actor)

    @rule(session=sessions, down=st.booleans())
    def move_session(self, session, down):
        actions.move_session(session=Session.objects.get(pk=session), actor=self.actor, down=down)

    @rule(target=people, name=TITLES)
    def add_person(self, name):
        return parts.save_person(consultation=self.now(), actor=self.actor, name=f"Speaker of {name}").pk

    @rule(person=people, name=TITLES)
    def rename_person(self, person, name):
        known = Person.objects.get(pk=person)
        parts.save_person(consultation=self.now(), actor=self.actor, person=known, name=f"Speaker of {name}")

    @rule(target=held, session=sessions, role=st.sampled_from(SessionRoleKind.values), named=st.booleans())
    def add_part(self, session, role, named):
        session = Session.objects.get(pk=session)
        part = parts.add_part(session=session, actor=self.actor, role=role, group_id=None)
        if named:
            speaker = factories.PersonFactory(consultation=self.consultation)
            holder = {"person_id": speaker.pk, "organization_id": None, "mode": "", "link": ""}
            parts.fill_part(part=part, actor=self.actor, **holder)
        return part.pk

    @rule(part=held, person=people, named=st.booleans())
    def fill_part(self, part, person, named):
        if found := SessionRole.objects.filter(pk=part).first():
            person_id = person if named else None
            parts.fill_part(part=found, actor=self.actor, person_id=person_id, organization_id=None, mode="", link="")

    @rule(part=held, down=st.booleans())
    def move_part(self, part, down):
        if found := SessionRole.objects.filter(pk=part).first():
            parts.move_part(part=found, actor=self.actor, down=down)

    @rule(part=held)
    def remove_part(self, part):
        if found := SessionRole.objects.filter(pk=part).first():
            parts.remove_part(part=found, actor=self.actor)

    @rule(version=st.sampled_from(ProgrammeVersion.values))
    def publish(self, version):
        if self.consultation.sessions.exists():
            publish_programme(consultation=self.now(), actor=self.actor, version=version)

    @rule(venue=st.sampled_from(["", "Hall A", "Hall B", "https://meet.example/room"]))
    def move_house(self, venue):
        change_consultation(consultation=self.now(), actor=self.actor, venue=venue)

    @invariant()
    def a_reader_of_the_feed_misses_nothing(self):
        after = entries(self.now())
        assert set(self.before) <= set(after), "no entry vanishes; it is cancelled"
        for uid, (shown, sequence) in self.before.items():
            new, risen = after[uid]
            assert risen >= sequence
            if new != shown:
                assert risen > sequence, f"{uid} changed from {shown} to {new} under the same sequence"
        on_the_page = {session.title for session in self.consultation.sessions.all()}
        assert {shown["summary"] for shown, _ in after.values() if shown["status"] != "CANCELLED"} == on_the_page
        self.before = after


class TestProgrammeInCalendars(ProgrammeInCalendars.TestCase, TestCase):
    settings = settings(max_examples=15, stateful_step_count=15, deadline=None)


@pytest.fixture
def entry(consultation):
    def parsed(**facts):
        consultation.refresh_from_db()
        facts = {"key": "r-1", "email": "maro@people.example", **facts}
        calendar = Calendar.from_ical(invitation(consultation, **facts))
        (event,) = calendar.walk("VEVENT")
        return str(calendar["method"]), event

    return parsed


def test_an_invitation_is_for_one_person_and_says_where(consultation, entry, settings):
    settings.DEFAULT_FROM_EMAIL = "River commission <office@rivers.example>"
    consultation.venue = "https://meet.example/room"
    consultation.save()
    method, event = entry(name="Maro Telvane")
    assert method == "REQUEST"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (consultation.starts_at, consultation.ends_at)
    assert str(event["location"]) == "https://meet.example/room"
    assert str(event["attendee"]) == "mailto:maro@people.example"
    assert str(event["organizer"]) == "mailto:office@rivers.example"
    assert (event["attendee"].params["CN"], event["attendee"].params["RSVP"]) == ("Maro Telvane", "FALSE")
    assert str(event["status"]) == "CONFIRMED"


def test_a_moved_date_raises_the_sequence_of_the_same_entry(consultation, organizer, entry):
    _, first = entry()
    later = consultation.starts_at + timedelta(days=1)
    change_consultation(consultation=consultation, actor=organizer, starts_at=later, ends_at=later + timedelta(hours=3))
    _, second = entry()
    assert str(second["uid"]) == str(first["uid"])
    assert int(second["sequence"]) == int(first["sequence"]) + 1
    assert second.decoded("dtstart") == later


def test_who_withdraws_is_told_so_under_the_same_uid_and_without_the_link(consultation, entry):
    consultation.venue = "https://meet.example/room"
    consultation.save()
    _, invited = entry(revision=1)
    method, cancelled = entry(revision=2, cancelled=True)
    assert (method, str(cancelled["status"])) == ("CANCEL", "CANCELLED")
    assert str(cancelled["uid"]) == str(invited["uid"])
    assert int(cancelled["sequence"]) > int(invited["sequence"])
    assert "location" not in cancelled


def test_entries_of_two_people_are_two_entries(entry):
    assert str(entry()[1]["uid"]) != str(entry(key="r-2")[1]["uid"])


def test_an_attachment_names_its_method(consultation):
    name, media_type, content = attachment(consultation, b"BEGIN", cancelled=True)
    assert (name, content) == (f"{consultation.slug}.ics", b"BEGIN")
    assert media_type == "text/calendar; charset=utf-8; method=CANCEL"


def test_a_tentative_programme_is_tentative_in_calendars(consultation, organizer):
    facts = {"starts_at": consultation.starts_at, "ends_at": consultation.ends_at, "kind": "plenary"}
    actions.add_session(consultation=consultation, actor=organizer, title="Opening", **facts)
    ((shown, first),) = entries(consultation).values()
    assert shown["status"] == "TENTATIVE"
    publish_programme(consultation=consultation, actor=organizer, version="final")
    ((shown, second),) = entries(Consultation.objects.get()).values()
    assert (shown["status"], second) == ("CONFIRMED", first + 1)
    publish_programme(consultation=consultation, actor=organizer, version="as_held")
    ((_, third),) = entries(Consultation.objects.get()).values()
    assert third == second, "nothing that a calendar shows has changed"
