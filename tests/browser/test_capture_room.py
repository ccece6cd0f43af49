"""What is done with notes besides writing them: find, move, split, join, take out, hand in; and what it weighs."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from breakouts.actions.brief_out import put_on_sheet
from breakouts.actions.notes import save_note
from breakouts.models import BriefOutPoint, Note, NoteStatus
from tests.browser.capture_room import all_saved, enter, make_rapporteur, rows, texts, words
from tests.browser.test_weight import weigh

pytestmark = pytest.mark.browser

MOST_TO_OPEN = 150_000  # bytes
MOST_TO_SAVE = 2_000


@pytest.fixture
def pad(site, room, somebody):
    page = somebody(make_rapporteur(room))
    enter(page, site, room)
    return page


def write(page, *notes):
    for note in notes:
        words(page).press_sequentially(note)
        words(page).press("Control+Enter")
    all_saved(page)


def verb(page, text, name):
    row = page.locator(".capture-note").filter(has_text=text)
    row.get_by_text("More").click()
    row.get_by_role("button", name=name).click()


def test_how_widely_it_was_heard_is_one_key_while_typing_and_where_nothing_is_typed(pad):
    words(pad).press_sequentially("Wells fall dry.")
    words(pad).press("F3")
    expect(pad.get_by_label("Several")).to_be_checked()
    pad.get_by_role("heading", level=1).click()
    pad.keyboard.press("3")
    all_saved(pad)
    assert Note.objects.values_list("text", "heard_from").get() == ("Wells fall dry.", "many")


def test_a_note_is_split_at_the_cursor_joined_again_and_each_is_undone(pad):
    write(pad, "Wells fall dry. Boats are old.")
    pad.get_by_role("button", name="Change Wells").click()
    words(pad).press("Home")
    for _ in "Wells fall dry.":
        words(pad).press("ArrowRight")
    pad.get_by_role("button", name="Split at the cursor").click()
    expect(rows(pad)).to_have_text(["Boats are old.", "Wells fall dry."])
    all_saved(pad)
    assert texts() == ["Boats are old.", "Wells fall dry."]
    verb(pad, "Boats are old.", "Join with the one before")
    expect(rows(pad)).to_have_text(["Wells fall dry.\nBoats are old."])
    all_saved(pad)
    assert texts() == ["Wells fall dry.\nBoats are old."]
    pad.get_by_role("button", name="Undo: join").click()
    expect(rows(pad)).to_have_text(["Boats are old.", "Wells fall dry."])
    all_saved(pad)
    assert texts() == ["Boats are old.", "Wells fall dry."]


def test_a_note_that_was_taken_out_comes_back_whole(pad):
    write(pad, "Wells fall dry.")
    verb(pad, "Wells fall dry.", "Take out")
    expect(rows(pad)).to_have_count(0)
    all_saved(pad)
    expect(pad.get_by_text("Nothing noted yet.")).to_be_visible()
    pad.get_by_role("button", name="Undo: take out").click()
    expect(rows(pad)).to_have_text(["Wells fall dry."])
    all_saved(pad)
    assert Note.objects.values_list("text", "status").get() == ("Wells fall dry.", NoteStatus.SUBMITTED)


def test_the_sheet_for_the_plenary_follows_a_join_and_a_point_that_is_taken_off_it_is_told(pad, room):
    write(pad, "Wells fall dry.", "Boats are old.")
    put_on_sheet(group=room.group, sitting=None, note=Note.objects.get(text="Boats are old."), kind="challenge")
    verb(pad, "Boats are old.", "Join with the one before")
    all_saved(pad)
    assert BriefOutPoint.objects.get().note.text == "Wells fall dry.\nBoats are old."
    verb(pad, "Wells fall dry.", "Take out")
    expect(pad.get_by_text("That note was on the sheet for the plenary, and is off it now.")).to_be_visible()
    assert not BriefOutPoint.objects.exists()


def test_notes_are_moved_and_stay_there(site, room, pad):
    write(pad, "One.", "Two.", "Three.")
    expect(rows(pad)).to_have_text(["Three.", "Two.", "One."])
    with pad.expect_response(lambda answer: '"moves":[{' in (answer.request.post_data or "")):
        verb(pad, "One.", "Move up")
    expect(rows(pad)).to_have_text(["Three.", "One.", "Two."])
    enter(pad, site, room)
    expect(rows(pad)).to_have_text(["Three.", "One.", "Two."])


def test_notes_are_found_by_their_words_without_regard_to_accents_and_by_their_place(pad):
    write(pad, "Réservoirs are empty.", "Boats are old.")
    search = pad.get_by_label("Search in this room")
    search.fill("reservoirs")
    expect(rows(pad).locator("visible=true")).to_have_text(["Réservoirs are empty."])
    search.fill("")
    pad.locator("[name=heading]").nth(1).check()
    pad.get_by_label("Only what belongs where I write now").check()
    expect(rows(pad).locator("visible=true")).to_have_count(0)
    pad.get_by_label("Only what belongs where I write now").uncheck()
    expect(rows(pad).locator("visible=true")).to_have_count(2)


def test_all_that_is_being_written_is_handed_in_with_one_button(pad):
    words(pad).press_sequentially("Wells fall dry.")
    pad.get_by_role("link", name="Another note").click()
    words(pad).press_sequentially("Boats are old.")
    all_saved(pad)
    assert set(Note.objects.values_list("status", flat=True)) == {NoteStatus.DRAFT}
    pad.get_by_role("button", name="Hand in what is being written (2)").click()
    all_saved(pad)
    assert set(Note.objects.values_list("status", flat=True)) == {NoteStatus.SUBMITTED}


def test_a_room_with_eighty_notes_opens_under_150_kb_and_a_save_takes_less_than_2_kb(site, room, somebody):
    account = make_rapporteur(room)
    heading, objective = room.consultation.headings.get(key="problems"), room.group.objectives.first()
    for number in range(80):
        text = f"Point {number}: the wells at the market were capped, and the key was never handed back to anybody."
        save_note(room=room, heading=heading, text=text, objectives=[objective], submit=False)
    page = somebody(account)
    assert weigh(page, site + reverse("breakouts:room", args=[room.consultation.slug, room.pk])) < MOST_TO_OPEN
    with page.expect_event("requestfinished", lambda request: '"text":"Wells' in (request.post_data or "")) as saved:
        words(page).press_sequentially("Wells fall dry in summer, and nobody says when they will be opened again.")
    sizes = saved.value.sizes()
    assert sizes["requestBodySize"] + sizes["responseBodySize"] < MOST_TO_SAVE, sizes
