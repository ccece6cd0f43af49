"""What devices send while somebody types: in parts, late, twice, from two places at once. Nothing of it is lost."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from breakouts.actions.brief_out import put_on_sheet
from breakouts.actions.notes import save_note
from breakouts.actions.rooms import ensure_rooms
from breakouts.models import BriefOutPoint, Finding, Note, NoteStatus, Room
from breakouts.policies import acceptable_rooms
from breakouts.versions import version_of
from breakouts.views import capture
from consultations.models import GroupRole, GroupRoleKind
from registrations.models import Registration
from tests import factories


def test_what_is_being_typed_is_a_draft_that_only_its_room_sees(device, event):
    (answer,) = device(device.note("Wells fall"))["notes"]
    assert answer["outcome"] == "saved"
    assert answer["note"]["version"] == version_of("Wells fall")
    assert Note.objects.values_list("text", "status", "heard_from").get() == ("Wells fall", "draft", "one")
    assert [note["text"] for note in device.look()] == ["Wells fall"]


def test_a_draft_needs_no_objective_yet_but_is_handed_in_with_one(device):
    note = device.note("Wells fall dry.", objectives=[], done=True)
    (answer,) = device(note)["notes"]
    assert answer["outcome"] == "saved"
    assert answer["refused"] == "Choose the objective this is about."
    assert answer["field"] == "objectives"
    assert Note.objects.values_list("text", "status").get() == ("Wells fall dry.", "draft")


def test_a_message_that_comes_twice_changes_nothing_the_second_time(device):
    note = device.note("Wells fall dry.")
    first, second = device(note)["notes"], device(note)["notes"]
    assert first[0]["outcome"] == "saved"
    assert second[0]["outcome"] == "stale"
    assert second[0]["note"]["text"] == "Wells fall dry."
    assert Note.objects.get().text == "Wells fall dry."


def test_typing_on_from_the_version_that_the_server_told_replaces_the_text(device):
    note = device.note("Wells fall")
    version = device(note)["notes"][0]["note"]["version"]
    answer = device({"id": note["id"], "text": "Wells fall dry.", "base": version})["notes"][0]
    assert answer["outcome"] == "saved"
    assert "text" not in answer["note"]
    assert Note.objects.get().text == "Wells fall dry."


def test_a_text_that_somebody_changed_meanwhile_is_put_together_with_hers(device):
    note = device.note("Wells fall dry. Boats are old.")
    version = device(note)["notes"][0]["note"]["version"]
    device({"id": note["id"], "text": "Most wells fall dry. Boats are old.", "base": version})
    mine = {"id": note["id"], "text": "Wells fall dry. Boats are old and leak.", "base": version}
    assert device(mine)["notes"][0]["outcome"] == "stale"
    assert Note.objects.get().text == "Most wells fall dry. Boats are old."
    answer = device({**mine, "base_text": "Wells fall dry. Boats are old."})["notes"][0]
    assert answer["outcome"] == "saved"
    assert answer["note"]["text"] == "Most wells fall dry. Boats are old and leak."


def test_what_one_of_two_did_not_touch_stays_as_the_other_set_it(device, event):
    note = device.note("Wells fall dry.")
    version = device(note)["notes"][0]["note"]["version"]
    device({"id": note["id"], "heard": "many"})
    device({"id": note["id"], "text": "Wells fall dry in summer.", "base": version})
    assert Note.objects.values_list("text", "heard_from").get() == ("Wells fall dry in summer.", "many")
    assert list(Note.objects.get().objectives.all()) == [event.objectives[0]]


def test_a_note_that_is_changed_after_it_was_handed_in_is_a_draft_until_it_is_handed_in_again(device):
    note = device.note("Wells fall dry.", done=True)
    version = device(note)["notes"][0]["note"]["version"]
    assert Note.objects.get().status == NoteStatus.SUBMITTED
    device({"id": note["id"], "text": "Wells fall dry in", "base": version})
    assert Note.objects.get().status == NoteStatus.DRAFT
    device({"id": note["id"], "done": True})
    assert Note.objects.get().status == NoteStatus.SUBMITTED


def test_a_draft_is_not_screened_but_findings_never_point_at_other_words(device, event):
    Registration.objects.filter(pk=Registration.objects.first().pk).update(name="Serwaa Dlamini-Okafor")
    note = device.note("Serwaa Dlamini-Okafor said wells fall dry.")
    version = device(note)["notes"][0]["note"]["version"]
    assert not Finding.objects.exists()
    answer = device({"id": note["id"], "done": True})["notes"][0]
    (finding,) = (f for f in answer["note"]["findings"] if f["level"] == "block")
    assert (finding["start"], finding["end"]) == (0, 21)
    device({"id": note["id"], "text": "Today Serwaa Dlamini-Okafor said so.", "base": version})
    found = Finding.objects.get(level="block")
    assert Note.objects.get().text[found.start : found.end] == "Serwaa Dlamini-Okafor"


def test_places_of_findings_are_counted_as_browsers_count(device):
    Registration.objects.filter(pk=Registration.objects.first().pk).update(name="Serwaa Dlamini-Okafor")
    text = "\N{DROPLET}\N{DROPLET} Serwaa Dlamini-Okafor said so."
    answer = device(device.note(text, done=True))["notes"][0]
    finding = next(f for f in answer["note"]["findings"] if f["level"] == "block")
    units = text.encode("utf-16-le")
    assert units[2 * finding["start"] : 2 * finding["end"]].decode("utf-16-le") == "Serwaa Dlamini-Okafor"


def test_a_device_learns_only_what_it_does_not_know(device):
    first, second = device.note("Wells fall dry."), device.note("Boats are old.")
    marks = [answer["note"]["mark"] for answer in device(first, second)["notes"]]
    assert device(known="".join(marks)) == {"notes": [], "out": [], "changed": [], "gone": []}
    device({"id": first["id"], "heard": "many"})
    news = device(known="".join(marks))
    assert [note["id"] for note in news["changed"]] == [first["id"]]
    assert news["gone"] == [marks[0]]


def test_a_note_is_taken_out_only_as_its_writer_knows_it(device):
    note = device.note("Wells fall dry.")
    version = device(note)["notes"][0]["note"]["version"]
    assert device(out=[{"id": note["id"], "base": version_of("Wells")}])["out"][0]["outcome"] == "stale"
    assert Note.objects.exists()
    assert device(out=[{"id": note["id"], "base": version}])["out"][0]["outcome"] == "gone"
    assert not Note.objects.exists()


def test_a_change_of_a_note_that_is_gone_is_not_taken_for_a_new_note(device):
    answer = device(device.note("Wells fall dry.", base=version_of("Wells")))["notes"][0]
    assert answer == {"id": answer["id"], "outcome": "gone"}
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": "  "}, "Write the point down first."),
        ({"heard": "agreed"}, "Only the plenary can agree on something."),
    ],
)
def test_what_cannot_be_saved_is_refused_and_the_other_notes_of_the_message_are_saved(device, change, sentence):
    bad, good = {**device.note("Wells fall dry."), **change}, device.note("Boats are old.")
    answers = device(bad, good)["notes"]
    assert [answer["outcome"] for answer in answers] == ["refused", "saved"]
    assert answers[0]["refused"] == sentence
    assert [note.text for note in Note.objects.all()] == ["Boats are old."]


def test_a_note_of_another_room_or_an_accepted_one_is_not_touched(device, write):
    other, accepted = write("Elsewhere.", group=1), write("Accepted.")
    Note.objects.filter(pk=accepted.pk).update(status=NoteStatus.ACCEPTED)
    for note, sentence in ((other, "another room"), (accepted, "has been accepted")):
        (answer,) = device({"id": str(note.pk), "text": "Mine.", "base": version_of(note.text)})["notes"]
        assert sentence in answer["refused"]
        (out,) = device(out=[{"id": str(note.pk), "base": version_of(note.text)}])["out"]
        assert sentence in out["refused"]
    assert {note.text for note in Note.objects.all()} == {"Elsewhere.", "Accepted."}
    assert device.look() == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"notes": {}}',
        b'{"notes": [{"id": "no"}]}',
        b'{"notes": [{"text": "x"}]}',
        b'{"notes": [{"id": "00000000-0000-4000-8000-000000000000", "text": 3}]}',
        b'{"notes": [{"id": "00000000-0000-4000-8000-000000000000", "heading": 0}]}',
        b'{"out": [{"id": "00000000-0000-4000-8000-000000000000"}]}',
        b'{"known": 7}',
    ],
)
def test_what_no_device_of_ours_sends_is_answered_with_a_sentence(device, body):
    response = device.client.post(device.url, body, content_type="application/json")
    assert response.status_code == 400
    assert "could not be read" in response.json()["refused"]
    assert not Note.objects.exists()


def test_headings_and_objectives_of_others_are_not_known(device, event):
    elsewhere = factories.HeadingFactory()
    for change in ({"heading": elsewhere.pk}, {"objectives": [event.objectives[1].pk]}):
        assert device.post({"notes": [{**device.note("Wells."), **change}]}).status_code == 400


def test_whoever_is_not_of_the_room_learns_nothing_and_writes_nothing(event, device):
    for client, expected in ((Client(), 302), (_signed_in(factories.UserFactory()), 404)):
        assert client.get(device.url).status_code == expected
        assert client.post(device.url, "{}", content_type="application/json").status_code == expected


def test_a_message_without_the_token_is_refused(event, device):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(event.rapporteur)
    body = json.dumps({"notes": [device.note("Wells fall dry.")]})
    assert strict.post(device.url, body, content_type="application/json").status_code == 403
    token = strict.get(device.url).json()["token"]
    sent = strict.post(device.url, body, content_type="application/json", headers={"X-CSRFToken": token})
    assert sent.json()["notes"][0]["outcome"] == "saved"


def test_a_device_that_sends_without_end_is_asked_to_wait(device, monkeypatch):
    monkeypatch.setattr(capture, "MESSAGES_A_MINUTE", 3)
    assert [device.post({}).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_reading_the_room_costs_the_same_at_1_and_at_100_notes(device, write):
    write("Point 0.")
    with CaptureQueriesContext(connection) as few:
        device.look()
    for number in range(1, 100):
        write(f"Point {number}.", submit=False)
    with CaptureQueriesContext(connection) as many:
        assert len(device.look()) == 100
    assert len(many) == len(few)


def test_a_note_is_put_above_another_and_doing_so_twice_is_doing_it_once(device, write):
    elsewhere = write("Elsewhere.", group=1)
    notes = [write(text) for text in ("One.", "Two.", "Three.")]
    move = {"id": str(notes[0].pk), "above": str(notes[1].pk)}
    for _ in range(2):
        device(moves=[move])
        assert [note["text"] for note in device.look()] == ["Two.", "One.", "Three."]
    device(moves=[{"id": str(notes[0].pk), "above": str(elsewhere.pk)}, {**move, "above": move["id"]}])
    assert [note["text"] for note in device.look()] == ["Two.", "One.", "Three."]
    assert Note.objects.get(pk=elsewhere.pk).position == elsewhere.position


def test_the_plenary_has_a_room_in_which_all_who_take_notes_write(device, event):
    session = _plenary(event, "Questions and answers")
    html = device.client.get(reverse("breakouts:rooms", args=[event.consultation.slug])).text
    assert "Questions and answers" in html
    assert re.search(r"<span class=\"small muted\">[^<]*Objectives? \d", html)
    room = Room.objects.get(session=session)
    page = device.client.get(reverse("breakouts:room", args=[event.consultation.slug, room.pk])).text
    assert "Questions and answers" in page
    assert "Agreed in plenary" in page
    device.url = reverse("breakouts:capture", args=[event.consultation.slug, room.pk])
    (answer,) = device(device.note("All agreed.", heard="agreed", objectives=[], done=True))["notes"]
    assert answer["note"]["status"] == "submitted"
    assert Note.objects.get().room == room


def test_an_organizer_who_takes_notes_accepts_none_of_the_plenary(event):
    session = _plenary(event, "Closing")
    ensure_rooms(consultation=event.consultation)
    note = save_note(room=Room.objects.get(session=session), heading=event.overall, text="All agreed.")
    assert Note.objects.filter(acceptable_rooms(event.organizer, event.consultation), pk=note.pk).exists()
    holder = factories.PersonFactory(consultation=event.consultation, user=event.organizer)
    GroupRole.objects.create(group=event.groups[1], person=holder, role=GroupRoleKind.RAPPORTEUR, position=0)
    assert not Note.objects.filter(acceptable_rooms(event.organizer, event.consultation), pk=note.pk).exists()


def test_the_page_that_is_kept_for_a_cut_line_holds_no_note(device, event, write):
    write("Wells fall dry.")
    address = reverse("breakouts:room", args=[event.consultation.slug, event.room().pk])
    assert "Wells fall dry." in device.client.get(address).text
    assert "Wells fall dry." not in device.client.get(address, {"empty": 1}).text


def _plenary(event, title):
    now = timezone.now()
    return event.consultation.sessions.create(
        key="plenary", position=0, kind="plenary", title=title, starts_at=now, ends_at=now + timedelta(hours=1)
    )


def _signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_a_table_from_a_device_becomes_lines_and_the_device_is_sent_them(device):
    answer = device(device.note("Well\tDepth\nNorth\t12 m"))["notes"][0]
    assert answer["note"]["text"] == Note.objects.get().text == "Well; Depth\nNorth; 12 m"


def test_what_a_group_tells_the_plenary_follows_a_note_that_is_joined_to_another(device, event, write):
    kept, joined = write("Wells fall dry."), write("Boats are old.")
    put_on_sheet(group=event.groups[0], sitting=None, note=joined, kind="challenge")
    out = {"id": str(joined.pk), "base": version_of(joined.text), "into": str(kept.pk)}
    assert device(out=[out])["out"] == [{"id": str(joined.pk), "outcome": "gone"}]
    assert BriefOutPoint.objects.get().note == kept


def test_two_notes_of_the_sheet_that_are_joined_are_one_point_of_it(device, event, write):
    kept, joined = write("Wells fall dry."), write("Boats are old.")
    for note in (kept, joined):
        put_on_sheet(group=event.groups[0], sitting=None, note=note, kind="challenge")
    device(out=[{"id": str(joined.pk), "base": version_of(joined.text), "into": str(kept.pk)}])
    assert BriefOutPoint.objects.get().note == kept


def test_whoever_takes_out_a_note_of_the_sheet_is_told_that_it_is_off_it(device, event, write):
    note, other = write("Wells fall dry."), write("Elsewhere.", group=1)
    put_on_sheet(group=event.groups[0], sitting=None, note=note, kind="challenge")
    out = {"id": str(note.pk), "base": version_of(note.text), "into": str(other.pk)}
    (answer,) = device(out=[out])["out"]
    assert answer["told"] == "That note was on the sheet for the plenary, and is off it now."
    assert not BriefOutPoint.objects.exists(), "a note of another room takes no place on this sheet"
