"""The organizer fills the groups, and a participant sees where to go."""

import csv
import io
from functools import partial

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import expect

from accounts.errors import Refused
from breakouts.actions.allocate import run_allocation
from breakouts.actions.place import move
from breakouts.models import Placement
from consultations.models import Consultation
from registrations.actions.letters import link_to
from reports.actions.bundles import load_bundle
from tests import factories
from tests.world import BUNDLE

pytestmark = pytest.mark.browser


@pytest.fixture
def water(site, monkeypatch):
    """The small demonstration before anybody is placed, and an engine that tries less hard."""
    monkeypatch.setattr("breakouts.views.organizer.run_allocation", partial(run_allocation, effort=0.01))
    with BUNDLE.open("rb") as file:
        load_bundle(file=file)
    return Consultation.objects.get()


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
    page.get_by_role("link", name=person, exact=True).click()
    page.get_by_role("button", name=f"Move to group {group.number}").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Moved, and locked")
    expect(column.get_by_role("listitem").filter(has_text=person)).to_contain_text("locked")

    other = Placement.objects.filter(round__number=1, locked=False, registration__person__isnull=True).first()
    page.get_by_role("link", name=other.registration.shown_name, exact=True).click()
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_role("button", name="Unlock")).to_be_visible()
    page.get_by_role("link", name="Back to the board").click()
    page.get_by_role("button", name="Place everybody").click()
    expect(column.get_by_role("listitem").filter(has_text=person)).to_contain_text("locked")
    for kept, where in ((place, group.pk), (other, other.group_id)):
        assert Placement.objects.get(registration=kept.registration, round=kept.round).group_id == where

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
    assert complaints == []


def download(page, link, *, first=False):
    found = page.get_by_role("link", name=link)
    with page.expect_download() as info:
        (found.first if first else found).click()
    return info.value.path().read_text(encoding="utf-8")
