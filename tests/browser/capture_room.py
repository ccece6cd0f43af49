"""A room for taking notes, and rapporteurs in it, for the tests of capture in a real browser."""

from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from breakouts.actions.rooms import ensure_rooms
from breakouts.models import Note, Room
from consultations.models import Consultation, GroupRole, GroupRoleKind
from reports.actions.bundles import load_bundle
from tests import factories
from tests.waiting import until
from tests.world import BUNDLE

FIRST = "Nobody asked us before the wells at the market were capped."
SECOND = "Boats that leak are rented out all the same."


def make_room() -> Room:
    """Group 1 in round 1 of the small demonstration, with no note in it."""
    cache.clear()
    with BUNDLE.open("rb") as file:
        load_bundle(file=file)
    ensure_rooms(consultation=Consultation.objects.get())
    Note.objects.all().delete()
    return Room.objects.get(group__number=1, round__number=1)


def make_rapporteur(room: Room):
    """An account that takes notes in the room."""
    person = factories.PersonFactory(consultation=room.consultation, user=factories.UserFactory())
    GroupRole.objects.create(group=room.group, person=person, role=GroupRoleKind.RAPPORTEUR, position=9)
    return person.user


def enter(page, site, room):
    page.goto(site + reverse("breakouts:room", args=[room.consultation.slug, room.pk]))
    expect(page.locator("html")).to_have_attribute("data-capturing", "")


def opens_without_a_line(page):
    """Waits until the room and every file of it are kept. (`wait_for_function` takes a promise itself for a yes.)"""
    asked = """async () => {
      const kept = (await (await caches.open("openfloor-rooms")).keys()).map((one) => one.url);
      const loaded = performance.getEntriesByType("resource").map((one) => one.name);
      const files = loaded.filter((name) => name.includes("/static/"));
      const worker = (await navigator.serviceWorker.ready).active;
      return worker.state === "activated" && [location.href, ...files].every((url) => kept.includes(url));
    }"""
    until(lambda: page.evaluate(asked), "the room is kept for opening without a line")


def words(page):
    return page.get_by_label("What was said")


def state(page):
    return page.locator("[data-words-of-state]")


def all_saved(page):
    expect(state(page)).to_have_text("everything is saved", timeout=40_000)


def rows(page):
    return page.locator(".capture-notes li [data-text]")


def texts():
    return sorted(Note.objects.values_list("text", flat=True))


def kept(page):
    return page.evaluate(
        """() => new Promise((done) => {
            const request = indexedDB.open("openfloor-notes");
            request.onsuccess = () => {
                const all = request.result.transaction("notes").objectStore("notes").getAll();
                all.onsuccess = () => { request.result.close(); done(all.result); };
            };
        })"""
    )
