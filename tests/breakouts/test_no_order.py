"""No order of speaking: neither in what organizers read nor in what the database file holds."""

import pytest
from django.db import connection
from django.urls import reverse

from breakouts.actions.accept import accept_notes
from breakouts.actions.screen import Watchman
from breakouts.models import Note, NoteObjective

MANY = 12


def accept_one_by_one(event, notes):
    for note in notes:
        accept_notes(consultation=event.consultation, notes=[note.pk], actor=event.organizer)


def in_order_of(event, column):
    """The texts of the accepted notes in the order of a column that SQLite or Django fills in by itself."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM breakouts_note ORDER BY {column}")
        return [text for (text,) in cursor.fetchall()]


@pytest.fixture
def spoken(event, write):
    """Notes in the order in which people spoke."""
    return [write(f"Point {number:02}.") for number in range(MANY)]


def test_notes_accepted_one_by_one_do_not_stay_in_the_order_of_speaking(event, spoken):
    accept_one_by_one(event, spoken)
    assert in_order_of(event, "position") != [note.text for note in spoken]


def test_what_was_accepted_before_keeps_its_order_among_itself(event, spoken, write):
    accept_one_by_one(event, spoken[:8])
    for note in spoken[8:]:
        note.delete()
    before = in_order_of(event, "position")
    later = write("Later.")
    accept_notes(consultation=event.consultation, notes=[later.pk], actor=event.organizer)
    after = in_order_of(event, "position")
    assert [text for text in after if text != later.text] == before
    assert sorted(Note.objects.values_list("position", flat=True)) == list(range(1, 10))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="row numbers are SQLite's")
def test_the_row_numbers_of_the_file_do_not_follow_the_order_of_acceptance(event, spoken):
    accept_one_by_one(event, spoken)
    assert in_order_of(event, "rowid") != [note.text for note in spoken]


def test_the_links_to_objectives_do_not_follow_the_order_of_acceptance(event, spoken):
    accept_one_by_one(event, spoken)
    linked = list(NoteObjective.objects.order_by("pk").values_list("note__text", flat=True))
    assert sorted(linked) == [note.text for note in spoken]
    assert linked != [note.text for note in spoken]


def test_organizers_read_handed_in_notes_in_another_order_than_they_came(client, event, spoken):
    client.force_login(event.organizer)
    html = client.get(reverse("breakouts:notes", args=[event.consultation.slug])).content.decode()
    shown = sorted((html.index(note.text), note.text) for note in spoken)
    assert [text for _place, text in shown] != [note.text for note in spoken]


def test_a_screening_mark_cannot_be_checked_with_the_database_alone(event, write, settings):
    note = write("Wells fall dry.")
    assert note.screened_with == Watchman(event.consultation).mark(note.text, note.room)
    settings.SECRET_KEY = "another key of the same length " + "x" * 40
    assert note.screened_with != Watchman(event.consultation).mark(note.text, note.room)
