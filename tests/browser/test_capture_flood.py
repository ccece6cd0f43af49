"""Too much at once: a text longer than a note, many moves, long texts on a cut line. It holds up no other note."""

import json

import pytest
from playwright.sync_api import expect

from breakouts.actions.notes import LONGEST_NOTE, TOO_LONG
from breakouts.forms.capture import MOST_AT_ONCE, MOST_BYTES
from tests.browser.capture_room import FIRST, SECOND, all_saved, enter, kept, rows, state, texts, words
from tests.waiting import until

pytestmark = pytest.mark.browser

LONG_KEPT = "1 note is too long to be sent: shorten or split it. It is kept on this device."


@pytest.fixture
def pad(at_work):
    """A rapporteur in the room, and the messages that her device got an answer to."""
    page = at_work()
    page.messages = []
    page.on("response", lambda answer: _listen(page, answer.request))
    return page


def _listen(page, request):
    if request.method == "POST" and request.url.endswith("/sync/"):
        page.messages.append(json.loads(request.post_data))


def write_and_leave(page, text):
    """A note that is being written when its writer goes on to another one."""
    words(page).fill(text)
    page.get_by_role("link", name="Another note").click()


# Just over what a note can be, which the server says; and just over what a message can be, which is not even sent.
TEXTS = {"a note": "x" * (LONGEST_NOTE + 1), "a message": "水" * (MOST_BYTES // 3 + 1)}


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_that_is_too_long_stays_with_a_sentence_and_the_others_are_saved(site, room, pad, kind):
    long = TEXTS[kind]
    pad.context.set_offline(True)
    for text in (FIRST, long, SECOND):
        write_and_leave(pad, text)
    pad.context.set_offline(False)
    expect(state(pad)).to_have_text(LONG_KEPT, timeout=40_000)
    assert texts() == sorted([FIRST, SECOND])
    row = pad.locator(".capture-note").filter(has_text=long[:60])
    expect(row.locator("[data-remarks]")).to_have_text(str(TOO_LONG))
    expect(row.locator("[data-state]")).to_have_text("cannot be sent")
    sent = [note["text"] for message in pad.messages for note in message.get("notes", [])]
    assert sent.count(long) == (1 if kind == "a note" else 0)
    enter(pad, site, room)
    expect(state(pad)).to_have_text(LONG_KEPT, timeout=40_000)
    assert [record["text"] for record in kept(pad) if record["stuck"]] == [long]
    expect(words(pad)).not_to_have_value("")
    pad.locator(".capture-note").filter(has_text=long[:60]).get_by_role("button", name="Change").click()
    expect(words(pad)).to_have_value(long)
    expect(pad.locator("[data-problem]")).to_have_text(str(TOO_LONG))
    words(pad).fill("Short by now.")
    all_saved(pad)
    assert texts() == sorted([FIRST, SECOND, "Short by now."])


def test_a_note_that_a_server_in_between_does_not_take_stays_and_the_others_are_saved(room, pad):
    long = ("Wells fall dry. " * 300).strip()

    def in_between(route):
        if len(route.request.post_data or "") > 4000:
            return route.fulfill(status=413, body="<h1>Request Entity Too Large</h1>", content_type="text/html")
        return route.continue_()

    pad.route("**/sync/", in_between)
    pad.context.set_offline(True)
    for text in (FIRST, long, SECOND):
        write_and_leave(pad, text)
    pad.context.set_offline(False)
    stuck = "1 note cannot be sent: the reason stands next to it. It is kept on this device."
    expect(state(pad)).to_have_text(stuck, timeout=40_000)
    assert texts() == sorted([FIRST, SECOND])
    expect(pad.locator(".capture-note [data-remarks]").filter(has_text=str(TOO_LONG))).to_have_count(1)
    pad.unroute("**/sync/")
    pad.get_by_role("button", name="Change Wells").click()
    words(pad).press("Control+End")
    words(pad).press_sequentially(" And boats are old.")
    all_saved(pad)
    assert texts() == sorted([FIRST, SECOND, long + " And boats are old."])


def test_long_notes_go_in_several_messages_that_a_poor_line_can_carry(room, pad):
    notes = [letter * 9_000 for letter in "abcd"]
    pad.context.set_offline(True)
    for text in notes:
        write_and_leave(pad, text)
    pad.context.set_offline(False)
    all_saved(pad)
    assert texts() == notes
    assert [len(one["notes"]) for one in pad.messages if one.get("notes")] == [2, 2]


FINGERS = """(more, times) => {
    const button = (step) => more.closest("li").querySelector(`[data-do=${step}]`);
    for (let time = 0; time < times; time += 1) button(time % 2 ? "earlier" : "later").click();
    window.orders = [];
    const list = document.querySelector(".capture-notes");
    const texts = () => [...list.querySelectorAll("[data-text]")].map((row) => row.textContent);
    new MutationObserver(() => window.orders.push(texts().join(" "))).observe(list, { childList: true });
}"""


def test_many_moves_go_in_batches_and_the_list_never_jumps_back(site, room, pad):
    for note in ("One.", "Two.", "Three."):
        words(pad).press_sequentially(note)
        words(pad).press("Control+Enter")
    all_saved(pad)
    expect(rows(pad)).to_have_text(["Three.", "Two.", "One."])
    times = 2 * MOST_AT_ONCE + 5
    pad.context.set_offline(True)
    pad.locator(".capture-note").filter(has_text="One.").get_by_text("More").evaluate(FINGERS, times)
    with pad.expect_response(lambda _: sum(_moves(pad)) == times, timeout=60_000):
        pad.context.set_offline(False)
    assert _moves(pad) == [MOST_AT_ONCE, MOST_AT_ONCE, 5]
    with pad.expect_response(lambda answer: '"known":' in (answer.request.post_data or ""), timeout=60_000):
        pass  # the server has told its order since
    expect(rows(pad)).to_have_text(["Three.", "One.", "Two."])
    assert set(pad.evaluate("orders")) <= {"Three. One. Two."}
    enter(pad, site, room)
    expect(rows(pad)).to_have_text(["Three.", "One.", "Two."])


def _moves(page):
    """How many were in each message that had any."""
    return [len(one["moves"]) for one in page.messages if one.get("moves")]


CLOCK_AN_HOUR_BACK = "() => { const now = Date.now; Date.now = () => now() - 3_600_000; }"


def test_a_device_whose_clock_is_put_back_hears_and_tells_as_before(room, at_work):
    one, other = at_work(), at_work()
    words(one).press_sequentially(FIRST)
    words(one).press("Control+Enter")
    all_saved(one)
    one.evaluate(CLOCK_AN_HOUR_BACK)
    words(other).press_sequentially(SECOND)
    all_saved(other)
    expect(rows(one)).to_have_text([SECOND, FIRST], timeout=40_000)
    words(one).press_sequentially("Pumps rust.")
    all_saved(one)
    assert texts() == sorted([FIRST, SECOND, "Pumps rust."])


UNANSWERED = r"""async ([times, signs]) => {
    const files = performance.getEntriesByType("resource").map((one) => one.name);
    const { fresh, sending } = await import(files.find((name) => /capture\/entry\./.test(name)));
    const entry = fresh("a");
    for (let time = 0; time < times; time += 1) sending(entry, { text: String(time).padEnd(signs, "x") });
    sending(entry, { text: entry.tried.at(-1) });
    return entry.tried.map((text) => text.replace(/x+$/, ""));
}"""


def test_what_nobody_answered_is_remembered_from_both_ends_up_to_a_number_of_signs(room, pad):
    first_and_last = [*map(str, range(20)), *map(str, range(40, 60))]
    assert pad.evaluate(UNANSWERED, [60, 100]) == first_and_last
    assert pad.evaluate(UNANSWERED, [60, 10_000]) == [*map(str, range(5)), *map(str, range(55, 60))]
    assert pad.evaluate(UNANSWERED, [60, 90_000]) == ["0", "59"]


def test_a_note_that_was_taken_out_before_its_answer_came_leaves_nothing_behind(room, pad):
    pad.context.set_offline(True)
    words(pad).press_sequentially(FIRST)
    words(pad).press("Control+Enter")
    until(lambda: kept(pad)[0]["tried"], "the device has tried to send it")
    row = pad.locator(".capture-note").filter(has_text=FIRST)
    row.get_by_text("More").click()
    row.get_by_role("button", name="Take out").click()
    pad.context.set_offline(False)
    all_saved(pad)
    assert texts() == []
    assert kept(pad) == []
