"""From a sentence in a working group to a paragraph of the published report."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from breakouts.actions.notes import save_note
from breakouts.actions.rooms import ensure_rooms
from breakouts.models import Note, NoteStatus, Room
from consultations.models import GroupRole, GroupRoleKind
from tests import factories
from tests.freezing import clear, confirm_every_blank

pytestmark = pytest.mark.browser

SENTENCE = "Nobody asked us before the wells at the market were capped, and the key was never handed back."


@pytest.fixture
def rapporteur(water):
    """An account that takes notes in group 1."""
    person = factories.PersonFactory(consultation=water, user=factories.UserFactory(email="notes@people.example"))
    group = water.working_groups.get(number=1)
    GroupRole.objects.create(group=group, person=person, role=GroupRoleKind.RAPPORTEUR, position=9)
    return person.user


def enter_by_code(page, site, account, letters):
    page.goto(site + reverse("account_request_login_code"))
    page.get_by_label("E-mail address").fill(account.email)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter your code")
    code = re.search(r"^\s*([A-Z0-9-]{6,})\s*$", letters(account.email)[0].text, re.MULTILINE).group(1)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").click()


def test_a_rapporteur_writes_and_hands_in(site, water, rapporteur, page, letters, complaints):
    enter_by_code(page, site, rapporteur, letters)
    page.get_by_role("link", name=water.title).click()
    page.get_by_role("link", name=re.compile("Take notes")).first.click()
    page.get_by_role("link", name="Group 1 · Round 1").click()
    words, state = page.get_by_label("What was said"), page.locator("[data-words-of-state]")

    words.press_sequentially(SENTENCE[:40])
    expect(state).to_have_text("everything is saved")
    assert Note.objects.get(text=SENTENCE[:40].strip()).status == NoteStatus.DRAFT
    page.reload()
    expect(words).to_have_value(SENTENCE[:40])

    words.press("End")
    words.press_sequentially(SENTENCE[40:])
    page.get_by_label("Problems found in the draft").check()
    page.get_by_label("Several").check()
    words.press("Control+Enter")
    expect(words).to_have_value("")
    row = page.get_by_role("listitem").filter(has_text="the wells at the market were capped")
    expect(row).to_contain_text("Problems found in the draft")
    expect(row).to_contain_text("Several")
    expect(row.locator("mark")).to_have_text("us")
    expect(state).to_have_text("everything is saved")
    assert Note.objects.get(text=SENTENCE).status == NoteStatus.SUBMITTED
    page.reload()
    expect(words).to_have_value("")
    expect(row).to_be_visible()
    assert complaints == []


def test_without_a_script_a_form_saves_one_note_at_a_time(site, water, rapporteur, somebody):
    page = somebody(rapporteur, java_script_enabled=False)
    ensure_rooms(consultation=water)
    room = Room.objects.get(group__number=1, round__number=1)
    page.goto(site + reverse("breakouts:room", args=[water.slug, room.pk]))
    words = page.get_by_label("What was said")
    words.fill(SENTENCE)
    page.get_by_role("button", name="Save the note").click()
    expect(page.get_by_role("alert")).to_contain_text("What you typed is still here.")
    expect(words).to_have_value(SENTENCE)
    page.locator("[name=objectives]").first.check()
    page.get_by_label("Problems found in the draft").check()
    page.get_by_role("button", name="Save the note").click()
    expect(page.locator(".capture-notes")).to_contain_text("the wells at the market were capped")
    assert Note.objects.get(text=SENTENCE).status == NoteStatus.SUBMITTED


def hand_in(water, text):
    ensure_rooms(consultation=water)
    room = Room.objects.get(group__number=1, round__number=1)
    heading, objective = water.headings.get(key="problems"), room.group.objectives.first()
    save_note(room=room, heading=heading, text=text, heard_from="several", objectives=[objective])


def test_a_second_person_accepts_and_the_paragraph_is_published(site, water, page, sign_in, somebody, complaints):
    from breakouts.actions.notes import save_note
    from breakouts.actions.rooms import ensure_rooms
    from breakouts.models import Room

    ensure_rooms(consultation=water)
    room = Room.objects.get(group__number=1, round__number=1, consultation=water)
    heading = water.headings.get(key="problems")
    save_note(
        room=room, heading=heading, text=SENTENCE, heard_from="several", objectives=[room.group.objectives.first()]
    )

    sign_in(factories.TeamMemberFactory(consultation=water).user)
    page.goto(site + reverse("breakouts:notes", args=[water.slug]))
    entry = page.get_by_role("article").filter(has_text="the wells at the market")
    expect(entry.locator("mark")).to_have_text("us")
    entry.get_by_label("Why may it stay?").select_option(label="An ordinary word, not a name")
    entry.get_by_role("button", name="Keep the words").click()
    expect(entry.locator("mark")).to_have_count(0)
    unread = page.get_by_role("article").filter(has_text="two intakes had never been metered")
    for one in (entry, unread):
        expect(one.get_by_role("checkbox")).not_to_be_checked()
        one.get_by_role("checkbox").check()
    page.get_by_role("button", name="Accept the ticked notes").click()
    expect(page.locator("main")).to_contain_text("One note has words that could tell who spoke.")
    expect(unread.locator("mark")).to_contain_text("farm manager")
    entry.get_by_role("checkbox").check()
    page.get_by_role("button", name="Accept the ticked notes").click()
    expect(page.locator("main")).to_contain_text("1 note accepted.")
    assert Note.objects.get(text=SENTENCE).status == NoteStatus.ACCEPTED

    page.get_by_role("navigation", name="Stages").get_by_role("link", name="Report").click()
    page.get_by_role("button", name="Compose the first version").click()
    paragraph = page.locator(".editor-paper").get_by_text(re.compile("key was never handed back"))
    expect(paragraph).to_be_visible()
    confirm_every_blank(water)
    for verb, state in (("Freeze text and figures", "Frozen"), ("Publish the report", "Published")):
        if state == "Published":
            clear(water.reports.get())
            page.reload()
        page.get_by_role("link", name=verb, exact=True).click()
        page.get_by_role("dialog").get_by_role("button", name=verb).click()
        expect(page.get_by_role("main")).to_contain_text(f"The report is now “{state}”.")

    reader = somebody()
    reader.goto(site + water.get_absolute_url())
    reader.get_by_role("link", name="Summary report").click()
    expect(reader.locator("article")).to_contain_text("key was never handed back")
    for form, first_bytes in (("PDF", b"%PDF-"), ("DOCX", b"PK\x03\x04")):
        with reader.expect_download() as info:
            reader.get_by_role("link", name=form, exact=True).click()
        assert info.value.path().read_bytes().startswith(first_bytes)
        assert info.value.suggested_filename.endswith(form.lower())
    assert complaints == []
