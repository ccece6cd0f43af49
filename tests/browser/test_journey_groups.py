"""The organizer fills the groups, and a participant sees where to go."""

import csv
import io
import re
from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import expect

from accounts.errors import Refused
from breakouts.actions.allocate import run_allocation
from breakouts.actions.place import move
from breakouts.actions.plan import places_of
from breakouts.models import Placement
from registrations.actions.letters import link_to
from tests import factories
from tests.browser.pages import RULES

pytestmark = pytest.mark.browser


@pytest.fixture
def water(water, monkeypatch):
    """The small demonstration before anybody is placed, and an engine that tries less hard."""
    monkeypatch.setattr("breakouts.views.organizer.run_allocation", partial(run_allocation, effort=0.01))
    return water


def free_move(organizer):
    """A placement of somebody without a role, and another group that no rule closes: tried out and undone."""
    for place in Placement.objects.filter(round__number=1, registration__person__isnull=True):
        for group in place.round.consultation.working_groups.exclude(pk=place.group_id):
            try:
                with transaction.atomic():
                    move(placement=place, group=group, actor=organizer)
                    transaction.set_rollback(True)
            except Refused:
                continue
            return place, group
    raise AssertionError("Nobody can be moved.")


def test_groups_are_filled_changed_published_and_exported(site, water, page, sign_in, somebody, complaints):
    organizer = factories.TeamMemberFactory(consultation=water).user
    sign_in(organizer)
    page.goto(site + reverse("consultations:home", args=[water.slug]))
    expect(page.get_by_role("heading", name="What is next")).to_be_visible()
    stages = page.get_by_role("navigation", name="Stages")
    for stage in ("Call", "Vetting", "Registration", "Programme", "Groups", "Notes", "Report"):
        expect(stages.get_by_role("link", name=stage)).to_be_visible()
    stages.get_by_role("link", name="Groups").click()
    expect(page.locator("main")).to_contain_text("Nobody has been placed yet")
    page.get_by_role("button", name="Place everybody").click()
    expect(page.locator("main")).to_contain_text("Everybody has been placed.")
    confirmed = water.registrations.confirmed().count()
    assert Placement.objects.filter(round__number=1).count() == confirmed

    place, group = free_move(organizer)
    column = page.get_by_role("region", name=f"Group {group.number}")
    person = place.registration.shown_name
    walk_to(page, place)
    page.keyboard.press("m")
    question = page.get_by_role("dialog", name=f"{person} is in group {place.group.number}. Move to…")
    expect(question).to_be_visible()
    row = question.get_by_role("row").filter(has_text=f"Move to group {group.number}")
    expect(row).to_contain_text(re.compile(r"\d+ (better|worse)|no better, no worse"))
    assert Axe().run(page, options=RULES).response["violations"] == []
    tab_to(page, f"Move to group {group.number}")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").last).to_have_text(
        f"{person} is in group {group.number} now, and locked: a new run keeps the place."
    )
    expect(column.get_by_role("link", name=person, exact=True)).to_be_focused()
    expect(column.get_by_role("listitem").filter(has_text=person)).to_contain_text("locked")
    expect(question).to_have_count(0)

    page.keyboard.press("u")
    expect(page.get_by_role("status").last).to_contain_text("Taken back: moved")
    back = page.get_by_role("region", name=f"Group {place.group.number}")
    expect(back.get_by_role("link", name=person, exact=True)).to_be_focused()
    page.keyboard.press("m")
    page.keyboard.press("Escape")
    expect(question).to_have_count(0)
    expect(back.get_by_role("link", name=person, exact=True)).to_be_focused()
    page.keyboard.press("m")
    tab_to(page, f"Move to group {group.number}")
    page.keyboard.press("Enter")
    expect(column.get_by_role("link", name=person, exact=True)).to_be_focused()

    other = Placement.objects.filter(round__number=1, locked=False, registration__person__isnull=True).first()
    walk_to(page, other)
    page.keyboard.press("l")
    expect(page.get_by_role("status").last).to_contain_text(f"{other.registration.shown_name} is locked")
    expect(page.locator(f"#p{other.pk}")).to_contain_text("locked")
    page.get_by_role("button", name="Place everybody").click()
    expect(column.get_by_role("listitem").filter(has_text=person)).to_contain_text("locked")
    for kept, where in ((place, group.pk), (other, other.group_id)):
        assert Placement.objects.get(registration=kept.registration, round=kept.round).group_id == where

    late = factories.RegistrationFactory(consultation=water, display_name="Zuri", organization_name="Delta Watch")
    page.get_by_role("searchbox", name="Find or place somebody").fill("zuri")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Place Zuri").click()
    expect(page.locator("main")).to_contain_text("Zuri: group")
    expect(page.locator(f"#p{late.placements.get(round__number=1).pk}")).to_be_in_viewport()

    participant = somebody()
    participant.goto(link_to(place.registration))
    expect(participant.locator("main")).not_to_contain_text("Round 1: working group")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("main")).to_contain_text("Participants can now see their groups")
    participant.reload()
    for row in Placement.objects.filter(registration=place.registration):
        expect(participant.locator("main")).to_contain_text(
            f"Round {row.round.number}: working group {row.group.number}"
        )

    page.get_by_role("link", name="Host sheet, and files for the meeting platform").click()
    assert download(page, "CSV", first=True).count(person) == 1
    rooms = list(csv.reader(io.StringIO(download(page, "File for Zoom"))))
    assert [place.registration.email] == [row[1] for row in rooms if place.registration.email in row]
    assert len(rooms) == water.registrations.confirmed().exclude(email="").count() + 1
    assert late.email in {row[1] for row in rooms}
    assert complaints == []


def test_of_two_organizers_the_second_is_told_and_overwrites_nothing(site, water, sign_in, page, somebody, complaints):
    """She moves whom the first has just moved elsewhere: nothing is done until she has seen the plan of now."""
    organizer = factories.TeamMemberFactory(consultation=water).user
    run_allocation(consultation=water, effort=0.01)
    place, group = free_move(organizer)
    person = place.registration.shown_name
    second = somebody(factories.TeamMemberFactory(consultation=water).user)
    sign_in(organizer)
    for browser in (page, second):
        browser.goto(site + reverse("breakouts:groups", args=[water.slug]))
    link = second.get_by_role("link", name=person, exact=True)
    link.focus()
    second.keyboard.press("m")
    expect(second.get_by_role("dialog")).to_contain_text(f"Move to group {group.number}")

    page.get_by_role("link", name=person, exact=True).focus()
    page.keyboard.press("l")
    expect(page.get_by_role("status").last).to_contain_text(f"{person} is locked")
    before = places_of(water)

    second.get_by_role("button", name=f"Move to group {group.number}").click()
    question = second.get_by_role("dialog")
    expect(question.get_by_role("alert")).to_contain_text("Meanwhile the plan has changed, so nothing was done yet.")
    expect(question.get_by_role("alert")).to_contain_text(f"{organizer}: locked {person}")
    assert places_of(water) == before
    question.get_by_role("link", name="Cancel").click()
    expect(second.get_by_role("status").last).to_have_text("The board now shows what others changed.")
    expect(second.locator(f"#p{place.pk}")).to_contain_text("locked")
    expect(link).to_be_focused()

    second.keyboard.press("m")
    second.get_by_role("button", name=f"Move to group {group.number}").click()
    expect(second.get_by_role("status").last).to_contain_text(f"{person} is in group {group.number} now")
    page.keyboard.press("l")
    expect(page.get_by_role("status").last).to_contain_text("Meanwhile the plan has changed, so nothing was done yet.")
    expect(page.get_by_role("region", name=f"Group {group.number}").get_by_role("link", name=person)).to_be_visible()
    assert Placement.objects.get(pk=place.pk).locked
    (refused,) = complaints  # a browser writes down every answer that is no
    assert "422" in refused


def test_whoever_is_dropped_on_another_group_is_moved_once_the_price_was_seen(site, water, sign_in, page, complaints):
    organizer = factories.TeamMemberFactory(consultation=water).user
    run_allocation(consultation=water, effort=0.01)
    place, group = free_move(organizer)
    person = place.registration.shown_name
    sign_in(organizer)
    page.goto(site + reverse("breakouts:groups", args=[water.slug]))
    page.locator(f"#p{place.pk} small").drag_to(page.get_by_role("link", name=re.compile(f"^Group {group.number} ")))
    question = page.get_by_role("dialog", name=f"Move {person} to group {group.number}?")
    expect(question).to_contain_text("The whole plan would be:")
    assert Placement.objects.get(pk=place.pk).group_id == place.group_id
    question.get_by_role("button", name="Move").click()
    expect(page.get_by_role("status").last).to_contain_text(f"{person} is in group {group.number} now")
    assert Placement.objects.get(pk=place.pk).group == group
    assert complaints == []

    page.context.set_offline(True)
    page.keyboard.press("l")
    expect(page.get_by_role("status").last).to_contain_text("No answer came.")
    page.context.set_offline(False)
    page.keyboard.press("l")
    expect(page.get_by_role("status").last).to_have_text(f"{person} is not locked now.")


def test_without_a_script_the_same_is_done_by_links_and_forms(site, water, somebody, complaints):
    organizer = factories.TeamMemberFactory(consultation=water).user
    run_allocation(consultation=water, effort=0.01)
    place, group = free_move(organizer)
    person = place.registration.shown_name
    page = somebody(organizer, java_script_enabled=False)
    page.goto(site + reverse("breakouts:groups", args=[water.slug]))
    expect(page.get_by_text("With the keyboard alone")).to_be_hidden()
    page.get_by_role("link", name=person, exact=True).click()
    page.get_by_role("button", name=f"Move to group {group.number}").click()
    expect(page.locator("main")).to_contain_text(f"{person} is in group {group.number} now, and locked")
    card = page.get_by_role("region", name=f"Group {group.number}").locator(f"#p{place.pk}")
    expect(card).to_be_in_viewport()
    expect(card).to_contain_text("locked")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("region", name=f"Group {place.group.number}").locator(f"#p{place.pk}")).to_be_visible()
    assert complaints == []


def walk_to(page, place):
    """From group to group with Tab, and in the group with the arrow keys, until the person has the focus."""
    where = "() => document.activeElement.closest('[data-board] [data-group]')?.dataset.group"
    page.keyboard.press("Shift+Tab")
    for key in ("Tab", "Shift+Tab"):
        for _ in range(60):
            if page.evaluate(where) == str(place.group.number):
                return walk_down(page, place)
            page.keyboard.press(key)
    raise AssertionError("Tab does not lead to the group.")


def walk_down(page, place):
    page.keyboard.press("Home")
    for _ in range(60):
        if page.evaluate("() => document.activeElement.parentElement.id") == f"p{place.pk}":
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError("The arrow keys do not lead to the person.")


def tab_to(page, words):
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.textContent.trim()") == words:
            return
    raise AssertionError(f"{words} is not reached by Tab.")


def download(page, link, *, first=False):
    found = page.get_by_role("link", name=link)
    with page.expect_download() as info:
        (found.first if first else found).click()
    return info.value.path().read_text(encoding="utf-8")
