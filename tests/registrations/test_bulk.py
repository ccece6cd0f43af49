"""Many registrations changed at once, and taken back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from accounts.errors import Refused
from consultations.actions.mail import deliver_waiting
from consultations.models import AuditLine, Message
from registrations.actions import bulk, companions, own_data, registering
from registrations.actions.answers import Coming
from registrations.models import Attendance, BulkChange, Registration
from tests import factories as f
from tests.registrations.reading import text


@pytest.fixture
def three(consultation):
    """A and B have a place, C waits."""
    at = now() - timedelta(days=2)
    return [
        f.RegistrationFactory(consultation=consultation, key=key, name=key.upper(), status=status, confirmed_at=at)
        for key, status in (("a", "confirmed"), ("b", "confirmed"), ("c", "waitlisted"))
    ]


def states():
    return dict(Registration.objects.values_list("key", "status"))


def test_those_chosen_are_named_changed_and_put_back_before_any_letter_leaves(as_organizer, base, three, consultation):
    companion = companions.add_companion(registration=three[0], coming=Coming("A's", "assistant"))
    Message.objects.all().delete()
    page = text(as_organizer.post(f"{base}/registrations/many/", {"key": ["a", "b"], "verb": ""}, follow=True))
    assert "Choose what to do." in page
    assert "Choose at least one person." in text(
        as_organizer.post(f"{base}/registrations/many/", {"verb": "withdrawn"}, follow=True)
    )
    chosen = {"key": ["a", "c", companion.key, "elsewhere"], "verb": "waitlisted"}
    page = text(as_organizer.post(f"{base}/registrations/many/", chosen))
    assert "Move to the waiting list: 1 person" in page
    assert "2 of those chosen stay as they are" in page
    assert states()["a"] == "confirmed", "it is asked first"
    page = text(as_organizer.post(f"{base}/registrations/many/", {**chosen, "sure": "yes"}, follow=True))
    assert "Letters leave in ten minutes" in page
    assert states() == {"a": "waitlisted", "b": "confirmed", "c": "waitlisted", companion.key: "waitlisted"}
    assert [one.key for one in registering.waiting_list(consultation)] == ["c", "a"], "the end of the line"
    assert deliver_waiting() == 0
    assert Message.objects.count() == 1
    assert "Undo" in page
    page = text(as_organizer.post(f"{base}/registrations/many/{BulkChange.objects.get().pk}/undo/", follow=True))
    assert "2 people are as before." in page
    assert states() == {"a": "confirmed", "b": "confirmed", "c": "waitlisted", companion.key: "confirmed"}
    assert not Message.objects.exists(), "nobody notices"
    assert not page.count("Undo")
    verbs = AuditLine.objects.filter(verb__startswith="registration.bulk").order_by("pk").values_list("verb", "details")
    assert list(verbs) == [
        ("registration.bulk_changed", {"change": "waitlisted", "people": 1}),
        ("registration.bulk_undone", {"change": "waitlisted", "people": 2}),
    ]
    as_organizer.post(f"{base}/registrations/many/{BulkChange.objects.get().pk}/undo/")
    assert states()["a"] == "confirmed", "an undo is done once"


def test_an_undo_heeds_what_happened_since_and_tells_whom_a_letter_had_reached(consultation, three, organizer):
    consultation.capacity = 2
    consultation.save()
    change = bulk.change_many(consultation=consultation, keys=["a", "b"], verb="withdrawn", actor=organizer)
    assert states() == {"a": "withdrawn", "b": "withdrawn", "c": "waitlisted"}, "places are not given away at once"
    Message.objects.update(state="sent")
    again = f.RegistrationFactory(consultation=consultation, key="a2", email=three[0].email)
    registering.fill_places(consultation=consultation)
    Message.objects.all().delete()
    assert bulk.undo(change=change, actor=organizer) == 1
    assert states() == {"a": "withdrawn", "b": "waitlisted", "c": "confirmed", again.key: "confirmed"}
    [letter] = Message.objects.all()
    assert (letter.to, letter.subject.split(":")[0]) == (three[1].email, "You are on the waiting list")
    assert registering.waiting_list(consultation).first().key == "b", "first in line"


def test_an_undo_does_not_bring_back_who_has_erased_herself_since(consultation, three, organizer):
    Attendance.objects.create(registration=three[0], present=True, source="manual")
    change = bulk.change_many(consultation=consultation, keys=["a", "b"], verb="withdrawn", actor=organizer)
    own_data.erase(registration=three[0])
    assert bulk.undo(change=change, actor=organizer) == 1
    assert Registration.objects.get(pk=three[0].pk).status == "withdrawn"
    assert not Message.objects.filter(to__endswith="@erased.invalid").exists()


def test_no_more_people_than_places_and_nothing_after_a_day_or_the_event(consultation, three, organizer):
    consultation.capacity = 2
    consultation.save()

    def give():
        return bulk.change_many(consultation=consultation, keys=["c"], verb="confirmed", actor=organizer)

    with pytest.raises(Refused, match="Only 0 places are free"):
        give()
    consultation.capacity = 3
    consultation.save()
    change = give()
    BulkChange.objects.update(made_at=now() - timedelta(days=2))
    with pytest.raises(Refused, match="too long ago"):
        bulk.undo(change=change, actor=organizer)
    consultation.starts_at, consultation.ends_at = now() - timedelta(hours=4), now() - timedelta(hours=1)
    consultation.save()
    with pytest.raises(Refused, match="over"):
        bulk.change_many(consultation=consultation, keys=["a"], verb="withdrawn", actor=organizer)


def test_of_two_registrations_withdrawn_with_one_address_only_one_is_taken_up_again(consultation, organizer):
    for key, email in (("x", "Sefa@people.example"), ("y", "sefa@people.example")):
        f.RegistrationFactory(consultation=consultation, key=key, email=email, name="Sefa Oryn", status="withdrawn")
    for verb in ("confirmed", "waitlisted"):
        with pytest.raises(Refused, match="Sefa Oryn is chosen twice"):
            bulk.change_many(consultation=consultation, keys=["x", "y"], verb=verb, actor=organizer)
    bulk.change_many(consultation=consultation, keys=["y"], verb="confirmed", actor=organizer)
    assert states() == {"x": "withdrawn", "y": "confirmed"}


def test_links_are_sent_to_everybody_whom_the_list_shows_and_taken_back(as_organizer, base, consultation, three):
    f.RegistrationFactory(consultation=consultation, email="", name="Telephone")
    chosen = {"everybody": "on", "query": "status=confirmed", "verb": "send_link"}
    page = text(as_organizer.post(f"{base}/registrations/many/", chosen))
    assert "Send the personal link again: 2 people" in page
    as_organizer.post(f"{base}/registrations/many/", {"key": ["a", "b"], "verb": "send_link", "sure": "yes"})
    assert set(Message.objects.values_list("to", flat=True)) == {three[0].email, three[1].email}
    as_organizer.post(f"{base}/registrations/many/{BulkChange.objects.get().pk}/undo/")
    assert not Message.objects.exists()


def test_a_viewer_chooses_nobody(client, viewer, base, consultation, three):
    client.force_login(viewer)
    page = text(client.get(f"{base}/registrations/"))
    assert 'name="key"' not in page
    assert "Register somebody" not in page
    assert client.post(f"{base}/registrations/many/", {"key": ["a"], "verb": "withdrawn"}).status_code == 404
    change = BulkChange.objects.create(consultation=consultation, verb="withdrawn")
    assert client.post(f"{base}/registrations/many/{change.pk}/undo/").status_code == 404


def test_a_change_of_many_of_another_consultation_is_not_there(as_organizer, base):
    change = BulkChange.objects.create(consultation=f.ConsultationFactory(), verb="withdrawn")
    assert as_organizer.post(f"{base}/registrations/many/{change.pk}/undo/").status_code == 404


def test_choosing_costs_the_same_for_one_and_for_many(as_organizer, base, consultation):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            text(as_organizer.post(f"{base}/registrations/many/", {"everybody": "on", "verb": "withdrawn"}))
        return len(queries)

    f.RegistrationFactory(consultation=consultation)
    cost()
    few = cost()
    f.RegistrationFactory.create_batch(60, consultation=consultation)
    assert cost() == few
