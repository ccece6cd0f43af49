"""The waiting list, a place out of turn, more places, and somebody registered by hand."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from accounts.errors import Refused
from consultations.actions.settings import change_consultation
from consultations.models import AuditLine
from registrations.actions import by_hand, registering
from registrations.actions.letters import link_to
from registrations.models import Registration
from tests import factories as f
from tests.registrations.reading import text


@pytest.fixture
def line(consultation):
    """One place, taken; three in line, who confirmed in the order of their names."""
    consultation.capacity = 1
    consultation.save()
    people = [f.RegistrationFactory(consultation=consultation, key=k, name=k.upper(), status="pending") for k in "zabc"]
    for one in people:
        registering.confirm(registration=one)
    return people


def states():
    return dict(Registration.objects.values_list("key", "status"))


def test_each_reads_her_number_and_organizers_the_line(client, as_organizer, base, line):
    page = text(as_organizer.get(f"{base}/registrations/waiting/"))
    assert page.index(">A<") < page.index(">B<") < page.index(">C<")
    assert ">Z<" not in page
    assert "You are number 2 in line." in text(client.get(link_to(line[2])))
    assert "in line" not in text(client.get(link_to(line[0])))
    registering.withdraw(registration=line[0])
    assert "You are number 1 in line." in text(client.get(link_to(line[2])))


def test_a_place_out_of_turn_needs_a_reason_which_the_trail_keeps(as_organizer, base, line, letters):
    page = text(as_organizer.get(f"{base}/registrations/person/c/place/"))
    assert "All places are taken" in page
    assert "Please say why" in text(as_organizer.post(f"{base}/registrations/person/c/place/", {"reason": " "}))
    assert states()["c"] == "waitlisted"
    page = text(as_organizer.post(f"{base}/registrations/person/c/place/", {"reason": "She speaks."}, follow=True))
    assert "C has a place, and we have written." in page
    assert states() == {"z": "confirmed", "a": "waitlisted", "b": "waitlisted", "c": "confirmed"}
    assert AuditLine.objects.get(verb="registration.promoted").details == {"reason": "She speaks."}
    assert letters(line[3].email)[-1][0].startswith("You have a place")
    page = text(as_organizer.post(f"{base}/registrations/person/c/place/", {"reason": "Again"}, follow=True))
    assert "does not wait any more" in page


def test_more_places_go_to_the_first_in_line_at_once(consultation, line, organizer, letters):
    change_consultation(consultation=consultation, actor=organizer, capacity=3)
    assert states() == {"z": "confirmed", "a": "confirmed", "b": "confirmed", "c": "waitlisted"}
    assert letters(line[1].email)[-1][0].startswith("You have a place")
    change_consultation(consultation=consultation, actor=organizer, capacity=1)
    assert states()["b"] == "confirmed", "fewer places take none away"
    change_consultation(consultation=consultation, actor=organizer, capacity=None)
    assert states()["c"] == "confirmed"


def test_somebody_who_called_is_registered_by_hand_with_or_without_an_address(
    as_organizer, base, consultation, groups, answers, letters
):
    consultation.capacity = 1
    consultation.save()
    consultation.call.closes_at = now() - timedelta(days=1)
    consultation.call.save()
    page = text(as_organizer.get(f"{base}/registrations/add/"))
    assert "The person has told you: “I agree that my answers are used" in page
    del answers["take_part"]
    page = text(as_organizer.post(f"{base}/registrations/add/", {**answers, "email": ""}))
    assert "Nobody is registered who has not agreed to it." in page
    assert "Maro Telvane" in page
    answers["take_part"] = "on"
    page = text(as_organizer.post(f"{base}/registrations/add/", {**answers, "email": ""}, follow=True))
    assert "Maro T. is registered and has a place." in page
    assert Registration.objects.get().email == ""
    as_organizer.post(f"{base}/registrations/add/", answers)
    assert list(Registration.objects.order_by("pk").values_list("status", flat=True)) == ["confirmed", "waitlisted"]
    assert [subject.split(":")[0] for subject, _text in letters(answers["email"])] == ["You are on the waiting list"]
    assert AuditLine.objects.filter(verb="registration.added").count() == 2
    page = text(as_organizer.post(f"{base}/registrations/add/", answers))
    assert "Somebody is registered with this address already." in page
    assert "Nobody fits" not in text(as_organizer.get(f"{base}/registrations/"))


def test_after_the_event_nobody_is_added_or_given_a_place(consultation, organizer, line, answers):
    consultation.starts_at, consultation.ends_at = now() - timedelta(hours=4), now() - timedelta(hours=1)
    consultation.save()
    with pytest.raises(Refused, match="over"):
        by_hand.promote(registration=line[3], reason="Late", actor=organizer)
    change_consultation(consultation=consultation, actor=organizer, capacity=9)
    assert states()["c"] == "waitlisted"


def test_the_line_costs_the_same_for_one_and_for_a_hundred(as_organizer, base, consultation):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            text(as_organizer.get(f"{base}/registrations/waiting/"))
        return len(queries)

    assert "Nobody waits" in text(as_organizer.get(f"{base}/registrations/waiting/"))
    f.RegistrationFactory(consultation=consultation, status="waitlisted")
    cost()
    few = cost()
    f.RegistrationFactory.create_batch(99, consultation=consultation, status="waitlisted")
    cost()
    assert cost() == few
