"""Groups that meet in rooms of their own: the links are set and told, and afterwards it is read who was where."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from breakouts.actions.allocate import run_allocation
from breakouts.models import RoomAttendance
from registrations.actions.letters import link_to
from tests import factories

pytestmark = pytest.mark.browser


@pytest.fixture
def water(water):
    """The small demonstration with everybody in a group."""
    run_allocation(consultation=water, effort=0.01)
    return water


def report_of(consultation, people, group):
    """A report that saw these people in the room of a group for the whole of round 1."""
    sitting = consultation.rounds.get(number=1)
    times = ",".join(
        f"{at.astimezone(consultation.zone):%Y-%m-%d %H:%M}" for at in (sitting.starts_at, sitting.ends_at)
    )
    rows = "".join(f"{person.email},Group {group},{times}\n" for person in people)
    return {"name": "rooms.csv", "mimeType": "text/csv", "buffer": f"email,room,joined,left\n{rows}".encode()}


@pytest.mark.parametrize("scripts", [True, False])
def test_links_reach_those_in_the_room_and_who_was_there_is_read_back(site, water, somebody, scripts):
    organizer = factories.TeamMemberFactory(consultation=water).user
    page = somebody(organizer, java_script_enabled=scripts)
    page.goto(site + reverse("breakouts:room_links", args=[water.slug, 1]))
    page.get_by_label("Group 1").first.fill("https://meet.example/one")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Saved: 1 room has another link.")
    page.get_by_role("link", name="Back to the board").click()
    page.get_by_role("button", name="Publish").click()
    inside = water.registrations.filter(placements__round__number=1, placements__group__number=1, assists=None)
    ana, ben = inside.exclude(email="").order_by("pk")[:2]

    hers = somebody(java_script_enabled=scripts)
    hers.goto(link_to(ana))
    expect(hers.get_by_role("link", name="Join the room of group 1")).to_have_attribute(
        "href", "https://meet.example/one"
    )

    page.goto(site + reverse("breakouts:rooms_seen", args=[water.slug]))
    page.get_by_label("Report with rooms").set_input_files(report_of(water, [ana, ben], 2))
    page.get_by_role("button", name="Look at the report").click()
    expect(page.locator("main")).to_contain_text("2 of them were in a group that is not theirs in the plan.")
    assert not RoomAttendance.objects.exists()
    page.get_by_role("button", name="Record who was where").click()
    expect(page.locator("main")).to_contain_text("2 people are recorded in the rooms in which they were.")
    hers.reload()
    expect(hers.locator("main")).to_contain_text("It is recorded that you were in: Group 2 · Round 1.")
