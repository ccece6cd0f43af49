"""Taking notes: nothing typed is lost, nothing is written twice, nothing says who wrote."""

import uuid

import pytest

from accounts.errors import Refused
from breakouts.actions.notes import LONGEST_NOTE, bring_back, set_aside
from breakouts.models import HeardFrom, Note, NoteStatus
from consultations.models import AuditLine


def test_a_note_is_kept_with_its_room_heading_and_objective(event, write):
    note = write("Wells fall dry in summer.", heard_from=HeardFrom.SEVERAL)
    assert Note.objects.values_list("text", "heard_from", "status").get() == (
        "Wells fall dry in summer.",
        "several",
        "submitted",
    )
    assert list(note.objectives.all()) == [event.objectives[0]]


def test_saving_the_same_note_twice_makes_one(write):
    number = uuid.uuid4()
    write("Wells fall dry.", note_id=number)
    write("Wells fall dry.", note_id=number, base_text="")
    assert [note.text for note in Note.objects.all()] == ["Wells fall dry."]


def test_a_change_replaces_the_text_it_started_from(write):
    note = write("Wells fall dry.")
    write("Wells fall dry in summer.", note_id=note.pk, base_text="Wells fall dry.")
    assert Note.objects.get().text == "Wells fall dry in summer."


def test_two_changes_of_the_same_note_in_different_places_are_put_together(write):
    note = write("Wells fall dry. Boats are old.")
    write("Most wells fall dry. Boats are old.", note_id=note.pk, base_text="Wells fall dry. Boats are old.")
    write("Wells fall dry. Boats are old and leak.", note_id=note.pk, base_text="Wells fall dry. Boats are old.")
    assert Note.objects.get().text == "Most wells fall dry. Boats are old and leak."


def test_two_changes_that_are_too_long_for_one_note_are_refused_and_the_saved_one_stays(write):
    note = write("Wells fall dry.")
    write("a" * 15_000, note_id=note.pk, base_text="Wells fall dry.")
    with pytest.raises(Refused, match="Split yours first"):
        write("b" * 15_000, note_id=note.pk, base_text="Wells fall dry.")
    assert Note.objects.get().text == "a" * 15_000


def test_what_was_pasted_is_cleaned_of_signs_that_nobody_sees(write):
    write("Wells\u00a0fall\u202e dry\u00ad.\r\nSo do \u0627\u200cب rivers.\u2028\ufeff")
    assert Note.objects.get().text == "Wells fall dry.\nSo do \u0627\u200cب rivers."


def test_two_changes_of_the_same_words_are_both_kept(write):
    note = write("Wells fall dry.")
    write("Wells fall dry in summer.", note_id=note.pk, base_text="Wells fall dry.")
    write("Wells fall dry near the coast.", note_id=note.pk, base_text="Wells fall dry.")
    assert Note.objects.get().text == "Wells fall dry in summer.\n\nWells fall dry near the coast."


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"text": "   "}, "text", "Write the point down first"),
        ({"text": "x" * (LONGEST_NOTE + 1)}, "text", "longer than a note can be"),
        ({"text": "Yes.", "heard_from": "everyone"}, "heard_from", "how widely"),
        ({"text": "Yes.", "heard_from": HeardFrom.AGREED}, "heard_from", "Only the plenary"),
        ({"text": "Yes.", "objectives": []}, "objectives", "Choose the objective"),
    ],
)
def test_what_cannot_be_saved_is_refused_beside_its_field(write, fields, field, sentence):
    with pytest.raises(Refused, match=sentence) as refusal:
        write(**fields)
    assert refusal.value.field == field
    assert not Note.objects.exists()


def test_overall_points_need_no_objective(event, write):
    note = write("Much has improved.", heading=event.overall, objectives=[])
    assert not note.objectives.exists()


def test_a_note_of_one_room_cannot_be_changed_from_another(write):
    note = write("Wells fall dry.")
    with pytest.raises(Refused, match="another room"):
        write("Mine now.", note_id=note.pk, group=1)
    assert Note.objects.get().text == "Wells fall dry."


def test_an_accepted_note_can_no_longer_be_changed(write):
    note = write("Wells fall dry.")
    Note.objects.update(status=NoteStatus.ACCEPTED)
    with pytest.raises(Refused, match="has been accepted"):
        write("Something else.", note_id=note.pk)


def test_setting_aside_needs_a_reason_and_can_be_taken_back(event, write):
    note = write("Wells fall dry.")
    with pytest.raises(Refused, match="Say why"):
        set_aside(note=note, code="other", reason=" ", actor=event.organizer)
    set_aside(note=note, code="said_already", reason="Said twice.", actor=event.organizer)
    assert Note.objects.values_list("status", "reason").get() == ("set_aside", "Said twice.")
    bring_back(note=note, actor=event.organizer)
    assert Note.objects.values_list("status", "reason").get() == ("submitted", "")
    lines = AuditLine.objects.filter(verb__startswith="note.").order_by("pk").values_list("verb", "subject", "details")
    assert list(lines) == [("note.set_aside", "", {"reason": "said_already"}), ("note.brought_back", "", {})]


def test_a_kind_of_reason_needs_no_sentence_and_an_unknown_kind_is_refused(event, write):
    note = write("Wells fall dry.")
    with pytest.raises(Refused, match="Choose why"):
        set_aside(note=note, code="because", actor=event.organizer)
    assert set_aside(note=note, code="off_topic", actor=event.organizer).reason == "It is about none of the objectives"


def test_keys_say_nothing_about_order_or_writer(write):
    first, second = write("One."), write("Two.")
    assert first.key != second.key
    assert len(first.key) == len(second.key) == 18
