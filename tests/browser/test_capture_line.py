"""Whatever happens to line, browser, session and server: every letter that was typed is on the server in the end."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from breakouts.models import Note, NoteStatus
from tests.browser.capture_room import (
    FIRST,
    SECOND,
    all_saved,
    enter,
    kept,
    opens_without_a_line,
    rows,
    state,
    texts,
    words,
)
from tests.browser.conftest import session_of
from tests.waiting import until

pytestmark = pytest.mark.browser


def test_with_the_line_cut_one_writes_on_and_all_of_it_is_sent_when_the_line_is_back(room, at_work, complaints):
    page = at_work()
    words(page).press_sequentially(FIRST[:20])
    all_saved(page)
    page.context.set_offline(True)
    words(page).press_sequentially(FIRST[20:])
    words(page).press("Control+Enter")
    words(page).press_sequentially(SECOND)
    expect(state(page)).to_have_text("no line: 2 kept on this device, sent when the line is back")
    assert texts() == [FIRST[:20].strip()]
    page.context.set_offline(False)
    all_saved(page)
    assert texts() == sorted([FIRST, SECOND])
    assert Note.objects.get(text=FIRST).status == NoteStatus.SUBMITTED
    assert Note.objects.get(text=SECOND).status == NoteStatus.DRAFT
    assert all("ERR_INTERNET_DISCONNECTED" in complaint for complaint in complaints), complaints


def test_a_tab_that_crashes_in_the_middle_of_a_word_has_lost_no_letter(site, room, at_work):
    page = at_work()
    page.route("**/sync/", lambda route: route.abort("connectionreset"))
    words(page).press_sequentially(FIRST[:33])
    until(lambda: kept(page)[0]["text"] == FIRST[:33], "the device keeps every letter")
    goes_on_in_another_tab(page, site, room)


def goes_on_in_another_tab(page, site, room):
    """The tab is gone; in a new one stands what was typed, and it is sent."""
    again = page.context.new_page()
    page.close(run_before_unload=False)
    enter(again, site, room)
    expect(words(again)).to_have_value(FIRST[:33])
    all_saved(again)
    assert texts() == [FIRST[:33].strip()]
    return again


DATABASE_NEVER_WRITES = """
IDBObjectStore.prototype.put = () => {};
Object.defineProperty(IDBTransaction.prototype, "oncomplete", { set(done) { window.letGo = done; } });
"""
STORAGE_IS_OFF = """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("off", "SecurityError"); } });
"""


def test_a_page_that_goes_before_the_database_has_written_has_lost_no_letter(site, room, at_work):
    page = at_work()
    page.add_init_script(DATABASE_NEVER_WRITES)
    enter(page, site, room)
    words(page).press_sequentially(FIRST[:33])
    expect(state(page)).to_have_text("saved on this device, on its way to the server")
    assert kept(page) == []
    again = goes_on_in_another_tab(page, site, room)
    held = "() => Object.keys(localStorage).filter((key) => key.startsWith('openfloor')).length"
    until(lambda: again.evaluate(held) == 0, "the database has what was held for it")


def test_nothing_is_called_saved_on_the_device_before_it_is(site, room, at_work):
    page = at_work()
    page.add_init_script(STORAGE_IS_OFF + DATABASE_NEVER_WRITES)
    enter(page, site, room)
    words(page).press_sequentially("W")
    expect(state(page)).to_have_text("being saved on this device")
    page.evaluate("letGo()")
    expect(state(page)).to_have_text("saved on this device, on its way to the server")


def test_an_answer_that_is_lost_on_the_way_leaves_no_second_note_and_no_double_words(room, at_work):
    page = at_work()
    page.route("**/sync/", answer_lost)
    with page.expect_event("requestfailed", lambda request: FIRST[:20].strip() in (request.post_data or "")):
        words(page).press_sequentially(FIRST[:20])
    expect(state(page)).to_have_text("no line: 1 kept on this device, sent when the line is back")
    assert texts() == [FIRST[:20].strip()]
    words(page).press_sequentially(FIRST[20:])
    words(page).press("Home")
    words(page).press_sequentially("Today: ")
    page.unroute("**/sync/")
    all_saved(page)
    assert texts() == ["Today: " + FIRST]


def answer_lost(route):
    """The server does what it was asked, and its answer does not arrive."""
    route.fetch()
    route.abort("connectionreset")


def test_whoever_was_signed_out_by_time_signs_in_in_another_tab_and_nothing_is_lost(room, at_work, accounts, site):
    page = at_work()
    words(page).press_sequentially(FIRST[:20])
    all_saved(page)
    Session.objects.all().delete()
    words(page).press_sequentially(FIRST[20:])
    expect(state(page)).to_contain_text("you are signed out: nothing is lost")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in again in another tab").click()
    expect(opened.value.get_by_label("E-mail address")).to_be_visible()

    page.context.clear_cookies()
    page.context.add_cookies([session_of(accounts[0], site)])
    opened.value.close()
    page.bring_to_front()
    all_saved(page)
    assert texts() == [FIRST]


def test_two_rapporteurs_see_each_others_notes_and_change_one_without_losing_a_word(room, at_work):
    one, other = at_work(), at_work()
    words(one).press_sequentially("Wells fall dry. Boats are old.")
    words(one).press("Control+Enter")
    expect(rows(other)).to_have_text(["Wells fall dry. Boats are old."], timeout=20_000)
    for page in (one, other):
        page.get_by_role("button", name="Change Wells").click()
    one.context.set_offline(True)
    words(one).press("Home")
    words(one).press_sequentially("Many say: ")
    words(other).press("End")
    words(other).press_sequentially(" And they leak.")
    all_saved(other)
    one.context.set_offline(False)
    both = "Many say: Wells fall dry. Boats are old. And they leak."
    all_saved(one)
    expect(words(one)).to_have_value(both)
    expect(words(other)).to_have_value(both, timeout=20_000)
    assert texts() == [both]


def test_two_who_type_into_one_note_at_the_same_time_keep_every_word_of_both(room, at_work):
    one, other = at_work(), at_work()
    words(one).press_sequentially("Start middle end.")
    words(one).press("Control+Enter")
    expect(rows(other)).to_have_text(["Start middle end."], timeout=20_000)
    for page in (one, other):
        page.get_by_role("button", name="Change Start").click()
    words(one).press("Home")
    words(other).press("End")
    for left, right in zip(mine := [f"a{n}" for n in range(8)], theirs := [f"b{n}" for n in range(8)], strict=True):
        words(one).press_sequentially(left + " ", delay=60)
        words(other).press_sequentially(" " + right, delay=60)
    all_saved(one)
    all_saved(other)
    expect(words(other)).to_have_value(Note.objects.get().text, timeout=20_000)
    assert sorted(Note.objects.get().text.split()) == sorted(["Start", "middle", "end.", *mine, *theirs])


def test_two_tabs_of_one_browser_share_what_is_typed_and_make_one_note(site, room, at_work):
    page = at_work()
    words(page).press_sequentially(FIRST[:20])
    second = page.context.new_page()
    enter(second, site, room)
    expect(words(second)).to_have_value(FIRST[:20])
    words(second).press("End")
    words(second).press_sequentially(FIRST[20:40])
    page.bring_to_front()
    expect(words(page)).to_have_value(FIRST[:40])
    words(page).press("End")
    words(page).press_sequentially(FIRST[40:])
    page.close()
    all_saved(second)
    expect(words(second)).to_have_value(FIRST)
    assert texts() == [FIRST]


def test_what_was_handed_in_is_no_longer_on_the_device(room, at_work):
    page = at_work()
    words(page).press_sequentially(FIRST)
    all_saved(page)
    assert [record["text"] for record in kept(page)] == [FIRST]
    words(page).press("Control+Enter")
    all_saved(page)
    expect(rows(page)).to_have_text([FIRST])
    assert kept(page) == []


def test_others_notes_are_never_kept_on_the_device(room, at_work):
    one, other = at_work(), at_work()
    words(one).press_sequentially(FIRST)
    expect(rows(other)).to_have_text([FIRST], timeout=20_000)
    assert kept(other) == []


def test_a_note_accepted_while_somebody_changed_it_offline_comes_back_as_a_new_one(room, at_work):
    page = at_work()
    words(page).press_sequentially(FIRST)
    words(page).press("Control+Enter")
    all_saved(page)
    page.get_by_role("button", name="Change Nobody").click()
    page.context.set_offline(True)
    words(page).press("End")
    words(page).press_sequentially(" It was locked.")
    room.notes.all().delete()  # as acceptance does, which leaves a copy under another number
    page.context.set_offline(False)
    all_saved(page)
    assert texts() == [FIRST + " It was locked."]


def test_a_room_that_was_open_once_opens_without_a_line_and_shows_nothing_of_others(site, room, at_work):
    other, page = at_work(), at_work()
    words(other).press_sequentially(SECOND)
    words(other).press("Control+Enter")
    all_saved(other)
    other.close()
    words(page).press_sequentially(FIRST[:20])
    all_saved(page)
    expect(rows(page)).to_have_count(2, timeout=20_000)
    opens_without_a_line(page)
    kept_pages = page.evaluate(
        "async () => Promise.all((await (await caches.open('openfloor-rooms')).matchAll()).map((one) => one.text()))"
    )
    assert not any(SECOND in text or FIRST[:20] in text for text in kept_pages)
    page.context.set_offline(True)
    page.reload()
    expect(words(page)).to_have_value(FIRST[:20])
    expect(rows(page)).to_have_text([FIRST[:20]])
    expect(state(page)).to_have_text("no line: you can go on writing, it is kept on this device")
    words(page).press("End")
    words(page).press_sequentially(FIRST[20:])
    page.context.set_offline(False)
    all_saved(page)
    assert texts() == sorted([FIRST, SECOND])


def test_whoever_signs_out_with_unsent_notes_is_asked_first_and_then_nothing_stays(site, room, at_work):
    page = at_work()
    page.route("**/sync/", lambda route: route.abort("connectionreset"))
    words(page).press_sequentially(FIRST)
    expect(state(page)).to_have_text("no line: 1 kept on this device, sent when the line is back")
    page.goto(site + reverse("account_logout"))
    button = page.locator("#main").get_by_role("button", name="Sign out")
    with page.expect_event("dialog") as asked:
        button.click()
    assert "has not all reached the server" in asked.value.message
    asked.value.dismiss()
    expect(button).to_be_visible()
    assert [record["text"] for record in kept(page)] == [FIRST]
    page.once("dialog", lambda dialog: dialog.accept())
    button.click()
    expect(page).to_have_url(site + "/")
    assert page.evaluate("async () => (await indexedDB.databases()).length + (await caches.keys()).length") == 0
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
