"""The programme is written by screen: sessions, parts, people, version, and what calendars are told."""

from datetime import timedelta

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from accounts.errors import Refused
from breakouts.models import Room
from consultations.actions import parts
from consultations.actions import programme as actions
from consultations.models import Session
from tests import factories


def _url(name, consultation, *args):
    return reverse(f"consultations:{name}", args=[consultation.slug, *args])


def _typed(consultation, title, minutes=0, **more):
    start = (consultation.starts_at + timedelta(minutes=minutes)).astimezone(consultation.zone)
    end = start + timedelta(minutes=30)
    shape = "%Y-%m-%dT%H:%M"
    return {
        "title": title,
        "starts_at": start.strftime(shape),
        "ends_at": end.strftime(shape),
        "kind": "plenary",
    } | more


def _events(client, consultation):
    calendar = Calendar.from_ical(client.get(_url("calendar", consultation)).content)
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


@pytest.fixture
def add(consultation, organizer):
    def session(title, minutes=0):
        start = consultation.starts_at + timedelta(minutes=minutes)
        facts = {"starts_at": start, "ends_at": start + timedelta(minutes=30), "kind": "plenary"}
        return actions.add_session(consultation=consultation, actor=organizer, title=title, **facts)

    return session


def _titles(consultation):
    return [session.title for session in consultation.sessions.order_by("position")]


def test_a_session_is_added_at_its_place_in_the_zone_of_the_event(as_organizer, consultation, add):
    add("Late", 60)
    response = as_organizer.post(_url("session_new", consultation), _typed(consultation, "Early", on_record="on"))
    assert response.status_code == 302
    assert _titles(consultation) == ["Early", "Late"]
    early = consultation.sessions.get(title="Early")
    assert early.starts_at == consultation.starts_at.replace(second=0, microsecond=0)
    assert early.on_record
    assert consultation.audit_lines.filter(verb="programme.session_added", subject="Early").exists()


def test_an_end_before_the_start_is_refused_beside_the_field(as_organizer, consultation):
    typed = _typed(consultation, "Opening")
    html = as_organizer.post(_url("session_new", consultation), typed | {"ends_at": typed["starts_at"]})
    assert "The end must be after the start." in html.content.decode()
    assert not consultation.sessions.exists()


def test_a_new_title_or_time_raises_the_sequence_and_a_new_kind_does_not(as_organizer, consultation, add):
    session = add("Opening")
    url = _url("session_edit", consultation, session.pk)
    for typed, sequence in (
        (_typed(consultation, "Opening", kind="break"), 0),
        (_typed(consultation, "Welcome", kind="break"), 1),
        (_typed(consultation, "Welcome", 15, kind="break"), 2),
    ):
        assert as_organizer.post(url, typed).status_code == 302
        session.refresh_from_db()
        assert session.sequence == sequence
    assert session.kind == "break"


def test_sessions_change_places(as_organizer, consultation, add):
    first, second = add("One"), add("Two")
    as_organizer.post(_url("session_move", consultation, first.pk), {"to": "down"})
    assert _titles(consultation) == ["Two", "One"]
    as_organizer.post(_url("session_move", consultation, second.pk), {"to": "up"})
    assert _titles(consultation) == ["Two", "One"], "nothing is above the first"


def test_calendars_are_told_that_a_session_is_off(as_organizer, consultation, add):
    session = add("Opening")
    before = _events(as_organizer, consultation)["Opening"]
    assert "Take “Opening” out" in as_organizer.get(_url("session_remove", consultation, session.pk)).content.decode()
    as_organizer.post(_url("session_remove", consultation, session.pk))
    after = _events(as_organizer, consultation)["Opening"]
    assert (after["uid"], after["status"]) == (before["uid"], "CANCELLED")
    assert after["sequence"] > before["sequence"]
    assert add("Opening").key != session.key, "a new session of the same name has an identifier of its own"


def test_a_session_with_a_room_stays(as_organizer, consultation, organizer, add):
    session = add("Groups")
    Room.objects.create(consultation=consultation, session=session)
    page = as_organizer.post(_url("session_remove", consultation, session.pk), follow=True).content.decode()
    assert "This session has rooms or statements." in page
    assert consultation.sessions.filter(pk=session.pk).exists()
    assert not consultation.cancelled_sessions.exists()
    with pytest.raises(Refused):
        actions.remove_session(session=session, actor=organizer)


def test_only_its_parts_go_with_a_session():
    """A new relation that cascades would take along what was said: it must be refused first."""
    cascading = {
        relation.related_model.__name__
        for relation in Session._meta.related_objects
        if relation.on_delete is models.CASCADE
    }
    assert cascading == {"SessionRole"}


def test_a_part_is_added_then_filled_and_taken_out(as_organizer, consultation, add):
    session = add("Opening")
    response = as_organizer.post(_url("part_new", consultation, session.pk), {"role": "keynote"})
    part = session.roles.get()
    assert response.url == _url("session_role", consultation, part.pk)
    assert part.tbc
    as_organizer.post(_url("part_remove", consultation, part.pk))
    assert not session.roles.exists()


def test_parts_and_sessions_of_another_consultation_are_not_found(as_organizer, consultation, organizer):
    other = factories.ConsultationFactory()
    times = {"starts_at": other.starts_at, "ends_at": other.ends_at, "kind": "plenary"}
    session = actions.add_session(consultation=other, actor=organizer, title="Elsewhere", **times)
    part = parts.add_part(session=session, actor=organizer, role="speaker", group_id=None)
    for name, pk in (("session_edit", session.pk), ("session_remove", session.pk), ("part_remove", part.pk)):
        assert as_organizer.post(_url(name, consultation, pk)).status_code == 404


def test_a_person_is_added_once_and_corrected(as_organizer, consultation):
    typed = {"name": "Ada Okonjo", "honorific": "Ms.", "email": "ada@rivers.example"}
    as_organizer.post(_url("person_new", consultation), typed)
    person = consultation.people.get()
    html = as_organizer.post(_url("person_new", consultation), typed | {"email": "ADA@rivers.example"})
    assert "Somebody else in this consultation has this address." in html.content.decode()
    as_organizer.post(_url("person_edit", consultation, person.pk), typed | {"position": "Director"})
    person.refresh_from_db()
    assert (person.titled_name, person.position) == ("Ms. Ada Okonjo", "Director")


def test_the_public_page_says_which_version_it_is(as_organizer, consultation, add):
    add("Opening")
    page = _url("programme", consultation)
    assert "Version of the programme: Tentative" in as_organizer.get(page).content.decode()
    as_organizer.post(_url("programme_version", consultation), {"version": "as_held"})
    assert "Version of the programme: As held" in as_organizer.get(page).content.decode()


def test_the_editor_costs_as_many_queries_with_thirty_sessions(as_organizer, consultation, organizer, add):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert "Session 0" in as_organizer.get(_url("programme_settings", consultation)).content.decode()
        return len(queries)

    person = factories.PersonFactory(consultation=consultation)

    def held(at):
        part = parts.add_part(session=add(f"Session {at}", at), actor=organizer, role="speaker", group_id=None)
        part.person, part.tbc = person, False
        part.save()

    held(0)
    cost()
    few = cost()
    for at in range(1, 31):
        held(at)
    assert cost() == few
