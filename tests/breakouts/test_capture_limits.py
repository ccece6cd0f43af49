"""What one message of a device may hold, and that the page and the server go by the same numbers."""

import html
import json
import re

import pytest
from django.urls import reverse

from breakouts.actions.notes import LONGEST_NOTE
from breakouts.forms.capture import MOST_AT_ONCE, MOST_BYTES
from breakouts.models import Note
from breakouts.versions import version_of

TOO_LONG = "This is longer than a note can be. Shorten it, or split it into several."


def test_a_message_over_the_limit_is_answered_with_a_sentence_and_one_at_the_limit_is_read(device):
    empty = json.dumps({"notes": [device.note("")]})
    over = empty.replace('"text": ""', f'"text": "{"x" * (MOST_BYTES + 1 - len(empty))}"')
    sent = device.client.post(device.url, over, content_type="application/json")
    assert (sent.status_code, sent.json()) == (413, {"refused": TOO_LONG})
    at_limit = over.replace("xx", "x", 1)
    assert len(at_limit) == MOST_BYTES
    (answer,) = device.client.post(device.url, at_limit, content_type="application/json").json()["notes"]
    assert (answer["outcome"], answer["refused"]) == ("refused", TOO_LONG)
    assert not Note.objects.exists()


def test_a_note_that_is_too_long_is_refused_alone_and_the_others_of_its_message_are_saved(device):
    answers = device(device.note("x" * (LONGEST_NOTE + 1)), device.note("Wells fall dry."))["notes"]
    assert [answer["outcome"] for answer in answers] == ["refused", "saved"]
    assert answers[0]["refused"] == TOO_LONG
    assert [note.text for note in Note.objects.all()] == ["Wells fall dry."]


@pytest.mark.parametrize("sign", ["x", "水", "\N{DROPLET}", "\n水"])
def test_the_longest_note_goes_with_the_text_that_it_was_typed_on_in_every_writing(device, sign):
    text = (sign * LONGEST_NOTE)[:LONGEST_NOTE].strip()
    note = device.note("Wells.")
    device(note)
    changed = {**note, "text": text, "base": version_of("Wells."), "base_text": text}
    body = json.dumps({"notes": [changed]}, ensure_ascii=False)
    assert device.client.post(device.url, body, content_type="application/json").status_code == 200
    assert Note.objects.get().text == text


def test_a_device_moves_up_to_the_limit_at_once_and_no_more(device, write):
    one, other = write("One."), write("Two.")
    move = {"id": str(one.pk), "above": str(other.pk)}
    assert device.post({"moves": [move] * MOST_AT_ONCE}).status_code == 200
    assert [note["text"] for note in device.look()] == ["Two.", "One."]
    assert device.post({"moves": [move] * (MOST_AT_ONCE + 1)}).status_code == 400


def test_the_page_tells_the_device_the_limits_of_the_server(device, event):
    page = device.client.get(reverse("breakouts:room", args=[event.consultation.slug, event.room().pk])).text
    (told,) = re.findall('data-limits="([^"]+)"', page)
    assert json.loads(html.unescape(told)) == {"note": LONGEST_NOTE, "rows": MOST_AT_ONCE, "bytes": MOST_BYTES}
    assert f'<span data-word="long">{TOO_LONG}</span>' in page
