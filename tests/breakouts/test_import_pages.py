"""A rapporteur brings in notes that were written elsewhere."""

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from breakouts.models import Finding, Note, NoteStatus
from tests import factories

TEXT = "Key challenges\n- Maria: wells run dry\n- pumps break\n\nOverall progress\n- slow"


@pytest.fixture
def room(event):
    return event.room()


@pytest.fixture
def address(event, room):
    return reverse("breakouts:import_notes", args=[event.consultation.slug, room.pk])


@pytest.fixture
def rapporteur(client, event):
    cache.clear()  # what an account of the same number did in the test before counts for none
    client.force_login(event.rapporteur)
    return client


def hidden(html, name):
    return re.search(rf'name="{name}" value="([^"]*)"', html)[1]


def read(client, address, text=TEXT, **more):
    """Read a text, and what the form then holds."""
    html = client.post(address, {"text": text, "do": "read", **more}).text
    return html, {"text": text, "seed": hidden(html, "seed"), "seen": hidden(html, "seen"), "do": "save", **more}


def test_the_room_leads_to_the_page(rapporteur, event, room, address):
    html = rapporteur.get(reverse("breakouts:room", args=[event.consultation.slug, room.pk])).text
    assert f'href="{address}"' in html
    assert "Paste them here" in rapporteur.get(address).text


def test_what_was_read_is_shown_and_nothing_is_stored(rapporteur, address):
    html, _form = read(rapporteur, address)
    assert "3 notes were read" in html
    assert "Line 2 · Key challenges" in html
    assert "Before 1 note stood what may be a speaker" in html
    assert "put “<bdi>Maria:</bdi>” back" in html
    assert not Note.objects.exists()


def test_saving_makes_drafts_without_the_speakers(rapporteur, event, address):
    _html, form = read(rapporteur, address, objective=event.objectives[0].pk)
    answer = rapporteur.post(address, form, follow=True)
    assert "3 notes brought in as drafts." in answer.text
    assert list(Note.objects.values_list("text", "heading__label", "status")) == [
        ("wells run dry", "Key challenges", NoteStatus.DRAFT),
        ("pumps break", "Key challenges", NoteStatus.DRAFT),
        ("slow", "Overall progress", NoteStatus.DRAFT),
    ]
    about = [list(note.objectives.all()) for note in Note.objects.all()]
    assert about == [[event.objectives[0]], [event.objectives[0]], []]


def test_sending_the_form_twice_doubles_nothing_and_undoes_no_correction(rapporteur, address):
    _html, form = read(rapporteur, address)
    rapporteur.post(address, form)
    Note.objects.filter(text="slow").update(text="slow but sure")
    rapporteur.post(address, form)
    assert sorted(Note.objects.values_list("text", flat=True)) == ["pumps break", "slow but sure", "wells run dry"]


def test_words_that_name_nobody_are_put_back(rapporteur, address):
    html, form = read(rapporteur, address, "Key challenges\n- Cost: too high")
    rapporteur.post(address, {**form, re.search(r'name="(keep-[^"]+)"', html)[1]: "0"})
    assert Note.objects.get().text == "Cost: too high"


def test_a_text_that_was_changed_is_shown_again_before_it_is_saved(rapporteur, address):
    _html, form = read(rapporteur, address)
    answer = rapporteur.post(address, {**form, "text": TEXT + "\n- Ali: late"})
    assert "The text has changed" in answer.text
    assert "4 notes were read" in answer.text
    assert not Note.objects.exists()


def test_a_note_before_the_first_heading_asks_for_one_and_nothing_is_half_written(rapporteur, event, address):
    text = "- first\n\n" + TEXT
    html, form = read(rapporteur, address, text)
    assert "Line 1 stands below no heading" in html
    answer = rapporteur.post(address, form)
    assert answer.status_code == 422
    assert "Line 1: no heading stands before it. Choose one." in answer.text
    assert "pumps break" in answer.text
    assert not Note.objects.exists()
    own = re.search(r'name="(heading-[^"]+)"', html)[1]
    rapporteur.post(address, {**form, own: event.overall.pk})
    assert Note.objects.get(text="first").heading == event.overall


def test_one_heading_can_be_chosen_for_all_that_lack_one(rapporteur, event, address):
    _html, form = read(rapporteur, address, "- first\n- second", heading=event.challenge.pk)
    rapporteur.post(address, form)
    assert Note.objects.filter(heading=event.challenge).count() == 2


def test_a_note_that_is_too_long_saves_none_and_says_where(rapporteur, address):
    _html, form = read(rapporteur, address, f"{TEXT}\n- {'long ' * 4100}")
    answer = rapporteur.post(address, form)
    assert "Line 7: This is longer than a note can be" in answer.text
    assert not Note.objects.exists()


def test_the_screener_marks_what_could_tell_who_spoke(rapporteur, event, address):
    name = event.consultation.registrations.first().name
    html, _form = read(rapporteur, address, f"Key challenges\n- as {name} said, wells run dry")
    assert '<mark class="marked">' in html
    assert "Please rewrite:" in html
    assert not Finding.objects.exists()


def test_a_file_is_read_and_its_words_travel_in_the_form(rapporteur, address):
    file = SimpleUploadedFile("pad.html", b"<h2>Key challenges</h2><ul><li>Maria: caf\xe9</li></ul>")
    html = rapporteur.post(address, {"text": "", "file": file, "do": "read"}).text
    assert "1 note was read" in html
    assert "- Maria: café" in html


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("notes.docx", b"PK", "Please choose a text file: TXT, MD or HTML."),
        ("notes.txt", b"\x00\x01" * 50 + b"\xff", "This file holds no text that we can read."),
        ("notes.txt", b"a" * (1024 * 1024 + 1), "This file is larger than 1 MB."),
        ("notes.txt", b"", "Paste your notes, or choose a file."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(rapporteur, address, name, content, sentence):
    answer = rapporteur.post(address, {"text": "", "file": SimpleUploadedFile(name, content), "do": "read"})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_what_was_pasted_stays_when_the_file_is_refused(rapporteur, address):
    answer = rapporteur.post(address, {"text": TEXT, "file": SimpleUploadedFile("a.pdf", b"%PDF"), "do": "read"})
    assert "pumps break" in answer.text


def test_more_notes_than_there_is_room_for_are_refused_with_the_text_kept(rapporteur, address):
    answer = rapporteur.post(address, {"text": "- dry\n" * 201, "do": "read"})
    assert "There is room for 200 notes at once." in answer.text
    assert "- dry" in answer.text


def test_readings_without_a_pause_are_stopped_with_the_text_kept(rapporteur, address, monkeypatch):
    monkeypatch.setattr("breakouts.views.import_notes.READINGS_A_MINUTE", 1)
    read(rapporteur, address)
    answer = rapporteur.post(address, {"text": TEXT, "do": "read"})
    assert "Please try again in a minute." in answer.text
    assert "pumps break" in answer.text


def test_a_rapporteur_of_another_group_finds_no_page(client, event, address):
    client.force_login(factories.UserFactory())
    assert client.get(address).status_code == 404
    client.force_login(event.rapporteur)
    other = reverse("breakouts:import_notes", args=[event.consultation.slug, event.room(group=1).pk])
    assert client.post(other, {"text": TEXT}).status_code == 404


def test_reading_costs_the_same_queries_for_one_note_and_a_hundred(rapporteur, address):
    def queries(count):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            rapporteur.post(address, {"text": "Key challenges\n" + "- wells run dry\n" * count, "do": "read"})
        return len(captured)

    queries(1)
    assert queries(1) == queries(100)


def test_a_table_is_told_and_read_as_a_note_for_each_row(rapporteur, address):
    html, form = read(rapporteur, address, text="Overall progress\nWell\tDepth\nNorth\t12 m")
    assert "2 notes are rows of a table, with semicolons between the cells." in html
    rapporteur.post(address, form)
    assert sorted(Note.objects.values_list("text", flat=True)) == ["North; 12 m", "Well; Depth"]
