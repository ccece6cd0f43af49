"""The board, the capture screen and the page of notes, as their users meet them."""

import uuid
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from breakouts.actions.allocate import run_allocation
from breakouts.actions.notes import set_aside
from breakouts.actions.publish import publish_allocation
from breakouts.models import Note, NoteStatus, Placement
from consultations.models import TeamRole
from registrations.models import Registration
from tests import factories


def page(name, event, *args):
    return reverse(f"breakouts:{name}", args=[event.consultation.slug, *args])


@pytest.fixture
def placed(event):
    run_allocation(consultation=event.consultation, effort=0.02)
    return event


@pytest.fixture
def as_rapporteur(client, event):
    client.force_login(event.rapporteur)
    return client


def test_an_empty_board_offers_to_place_everybody(as_organizer, event):
    html = as_organizer.get(page("groups", event)).text
    assert "Nobody has been placed yet" in html
    assert "Place everybody" in html


def test_one_click_places_everybody(as_organizer, event, monkeypatch):
    monkeypatch.setattr("breakouts.views.organizer.run_allocation", partial(run_allocation, effort=0.02))
    answer = as_organizer.post(page("run", event), {"seed": 3}, follow=True)
    assert "Everybody has been placed" in answer.text
    assert "ended early" not in answer.text
    assert Placement.objects.filter(round__number=1).count() == 12


def test_on_a_busy_machine_the_search_ends_early_and_says_so(as_organizer, event, monkeypatch):
    monkeypatch.setattr("breakouts.views.organizer.LONGEST_RUN", 0.01)
    answer = as_organizer.post(page("run", event), {"seed": 3}, follow=True)
    assert "Everybody has been placed" in answer.text
    assert "the search ended early" in answer.text
    assert Placement.objects.filter(round__number=1).count() == 12


def test_the_board_shows_display_names_and_never_the_legal_name_behind_them(as_organizer, placed):
    Registration.objects.filter(pk=Registration.objects.first().pk).update(
        name="Legal Name Behind", display_name="Shown Name"
    )
    html = as_organizer.get(page("groups", placed)).text
    assert "Shown Name" in html
    assert "Legal Name Behind" not in html


def test_causes_are_shown_where_no_plan_is_possible(as_organizer, event):
    event.consultation.working_groups.update(min_size=0, max_size=4)
    answer = as_organizer.post(page("run", event), {"seed": 1}, follow=True)
    assert "No plan is possible as things stand" in answer.text
    assert "12 people" in answer.text


def test_a_viewer_sees_the_board_without_its_buttons(client, placed):
    client.force_login(factories.TeamMemberFactory(consultation=placed.consultation, role=TeamRole.VIEWER).user)
    html = client.get(page("groups", placed)).text
    assert "Maro Telvane" in html
    assert "Run again" not in html
    assert client.post(page("run", placed), {"seed": 1}).status_code == 404


def test_zoom_file_has_the_two_columns_that_zoom_reads(as_organizer, placed):
    lines = as_organizer.get(page("export_rooms", placed, 1, "zoom", "csv")).content.decode().splitlines()
    assert lines[0] == "Pre-assign Room Name,Email Address"
    assert len(lines) == 13
    assert all(line.startswith("Group ") and "@people.example" in line for line in lines[1:])


def test_the_host_sheet_is_safe_to_open_in_a_spreadsheet(as_organizer, placed):
    Registration.objects.filter(pk=Registration.objects.first().pk).update(name="=HYPERLINK(1)")
    text = as_organizer.get(page("export_rooms", placed, 1, "sheet", "csv")).content.decode()
    assert text.startswith("\ufeff")
    assert "'=HYPERLINK(1)" in text


def test_the_host_sheet_is_in_the_order_of_the_names_it_shows(as_organizer, placed):
    Registration.objects.filter(pk=Registration.objects.first().pk).update(name="Aaron Hidden", display_name="Zuri")
    lines = (
        as_organizer.get(page("export_rooms", placed, 1, "sheet", "csv")).content.decode("utf-8-sig").splitlines()[1:]
    )
    seats = [tuple(line.split(",")[:2]) for line in lines]
    assert seats == sorted(seats)
    assert "Zuri" in {name for _, name in seats}


def test_the_board_costs_the_same_at_12_and_at_100_people(as_organizer, placed):
    with CaptureQueriesContext(connection) as few:
        small = as_organizer.get(page("groups", placed)).text
    factories.RegistrationFactory.create_batch(88, consultation=placed.consultation)
    run_allocation(consultation=placed.consultation, effort=0.001)
    with CaptureQueriesContext(connection) as many:
        large = as_organizer.get(page("groups", placed)).text
    assert len(many) == len(few)
    more = large.count("<small>") - small.count("<small>")
    assert more == 88
    assert (len(large) - len(small)) / more < 200, "A card weighs too much for a board of 2,000."


def test_participants_see_their_groups_once_published(client, placed):
    from registrations.actions.letters import link_to

    person = Registration.objects.first()
    link = link_to(person)
    assert "Your working groups" not in client.get(link).text
    publish_allocation(consultation=placed.consultation, actor=placed.organizer)
    html = client.get(link).text
    assert "Your working groups" in html
    assert "Round 1: working group" in html


def test_a_rapporteur_sees_her_own_rooms_only(as_rapporteur, event):
    html = as_rapporteur.get(page("rooms", event)).text
    assert "Group 1 · Round 1" in html
    assert "Group 1 · Round 2" in html
    assert "Group 2" not in html
    assert as_rapporteur.get(page("room", event, event.room(1).pk)).status_code == 404


def test_a_rapporteur_reads_what_her_group_is_about(as_rapporteur, event):
    event.groups[0].title = "Wells and those who dig them"
    event.groups[0].save()
    assert "Wells and those who dig them" in as_rapporteur.get(page("room", event, event.room().pk)).text


def test_a_note_is_saved_and_shown_with_its_heading(as_rapporteur, event):
    url = page("room", event, event.room().pk)
    answer = as_rapporteur.post(
        url,
        {
            "text": "Wells fall dry.",
            "heading": event.challenge.pk,
            "objectives": [event.objectives[0].pk],
            "heard_from": "many",
            "note_id": uuid.uuid4(),
        },
        follow=True,
    )
    assert "Wells fall dry." in answer.text
    assert "Key challenges" in answer.text
    assert Note.objects.get().heard_from == "many"


def test_whoever_saves_a_note_that_somebody_else_changed_is_told_to_read_it_once_more(as_rapporteur, event, write):
    note = write("Wells fall dry. Boats are old.")
    write("Most wells fall dry. Boats are old.", note_id=note.pk, base_text="Wells fall dry. Boats are old.")
    answer = as_rapporteur.post(
        page("change_note", event, event.room().pk, note.pk),
        {
            "note_id": note.pk,
            "base_text": "Wells fall dry. Boats are old.",
            "text": "Wells fall dry. Boats are old and leak.",
            "heading": note.heading_id,
            "objectives": [objective.pk for objective in note.objectives.all()],
        },
        follow=True,
    )
    assert "with what somebody else changed meanwhile" in answer.text
    assert "Most wells fall dry. Boats are old and leak." in answer.text


def test_a_refused_note_keeps_every_word_that_was_typed(as_rapporteur, event):
    answer = as_rapporteur.post(
        page("room", event, event.room().pk), {"text": "Wells fall dry in summer.", "note_id": uuid.uuid4()}
    )
    assert answer.status_code == 422
    assert "Wells fall dry in summer.</textarea>" in answer.text
    assert not Note.objects.exists()


def test_a_finding_is_marked_for_the_rapporteur_without_saying_who_matched(as_rapporteur, event, write):
    Registration.objects.filter(pk=Registration.objects.first().pk).update(
        name="Serwaa Dlamini-Okafor", other_names=["Ama Serwaa"], email="hidden@people.example"
    )
    write("Serwaa Dlamini-Okafor said that wells fall dry.")
    html = as_rapporteur.get(page("room", event, event.room().pk)).text
    assert '<mark class="marked">Serwaa Dlamini-Okafor</mark>' in html
    assert "Ama Serwaa" not in html
    assert "hidden@people.example" not in html


def test_the_organizer_reads_decides_and_accepts(as_organizer, event, write):
    note = write("Wells fall dry.")
    assert "Wells fall dry." in as_organizer.get(page("notes", event)).text
    answer = as_organizer.post(page("accept_notes", event), {"note": [note.pk]}, follow=True)
    assert "1 note accepted." in answer.text
    assert Note.objects.get().status == NoteStatus.ACCEPTED


def test_a_draft_is_not_shown_to_the_organizer(as_organizer, event, write):
    write("Half a thought.", submit=False)
    for status in ("submitted", "accepted", "set_aside", "draft"):
        assert "Half a thought." not in as_organizer.get(page("notes_by_status", event, status)).text


def test_once_every_note_that_was_handed_in_is_decided_the_page_leads_on_to_the_report(as_organizer, event, write):
    note, other = write("Wells fall dry."), write("Boats are few.")
    write("Half a thought.", submit=False)
    way = f'href="{reverse("reports:report", args=[event.consultation.slug])}">Go on to the report'
    as_organizer.post(page("accept_notes", event), {"note": [note.pk]})
    assert way not in as_organizer.get(page("notes", event)).text, "one waits"
    set_aside(note=other, code="unclear", actor=event.organizer)
    for status in ("submitted", "accepted", "set_aside"):
        html = as_organizer.get(page("notes_by_status", event, status)).text
        assert "Every note that was handed in is decided." in html
        assert way in html
    set_aside(note=Note.objects.accepted().get(), code="unclear", actor=event.organizer)
    assert way not in as_organizer.get(page("notes", event)).text, "nothing is accepted"


def test_setting_aside_without_a_reason_shows_the_sentence(as_organizer, event, write):
    note = write("Wells fall dry.")
    answer = as_organizer.post(page("set_aside", event, note.pk), {"reason": "A sentence."})
    assert "Please choose why the note is left out." in answer.text
    assert "A sentence." in answer.text
    assert Note.objects.get().status == NoteStatus.SUBMITTED


def test_the_notes_page_costs_the_same_at_1_and_at_40_notes(as_organizer, event, write):
    write("Point 0.")
    with CaptureQueriesContext(connection) as few:
        as_organizer.get(page("notes", event))
    for number in range(1, 40):
        write(f"Point {number}.")
    with CaptureQueriesContext(connection) as many:
        assert "Point 39." in as_organizer.get(page("notes", event)).text
    assert len(many) == len(few)


def test_nobody_elses_notes_can_be_reached(client, event, write):
    note = write("Wells fall dry.")
    stranger = factories.TeamMemberFactory().user
    client.force_login(stranger)
    for name, args in [("notes", []), ("room", [note.room_id]), ("set_aside", [note.pk])]:
        assert client.get(page(name, event, *args)).status_code == 404


def test_a_note_taker_finds_her_groups_on_her_home_page(as_rapporteur, event):
    html = as_rapporteur.get(reverse("consultations:home", args=[event.consultation.slug])).text
    assert "Take notes in working group 1" in html
    assert "Take notes in working group 2" not in html


def test_a_table_pasted_into_a_note_becomes_lines_and_is_told(as_rapporteur, event):
    answer = as_rapporteur.post(
        page("room", event, event.room().pk),
        {
            "text": "Well\tDepth\r\nNorth\t12 m",
            "heading": event.challenge.pk,
            "objectives": [event.objectives[0].pk],
            "note_id": uuid.uuid4(),
        },
        follow=True,
    )
    assert "The table became lines: one for each row, with semicolons between its cells." in answer.text
    assert "somebody else changed" not in answer.text
    assert Note.objects.get().text == "Well; Depth\nNorth; 12 m"


def test_a_note_longer_than_a_note_can_be_is_refused_with_every_word_kept(as_rapporteur, event):
    long = "The wells fall dry in summer. " * 700
    data = {"text": long, "heading": event.challenge.pk, "objectives": [event.objectives[0].pk]}
    answer = as_rapporteur.post(page("room", event, event.room().pk), {**data, "note_id": uuid.uuid4()})
    assert "This is longer than a note can be. Shorten it, or split it into several." in answer.text
    assert long.strip() in answer.text
    assert "maxlength" not in answer.text.split("</textarea>")[0]
