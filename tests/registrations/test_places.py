"""Places: however people come and go, none is given twice and none stays empty while somebody waits."""

import random

import pytest

from registrations.actions import registering
from registrations.models import Registration, RegistrationState
from tests import factories as f

State = RegistrationState


def held(consultation):
    by_state = {state: [] for state in State.values}
    for one in Registration.objects.filter(consultation=consultation, assists__isnull=True).order_by(
        "confirmed_at", "pk"
    ):
        by_state[one.status].append(one)
    return by_state


@pytest.mark.parametrize("seed", range(4))
def test_places_are_neither_given_twice_nor_left_empty(consultation, organizer, seed):
    chance = random.Random(seed)
    consultation.capacity = chance.randint(1, 4)
    consultation.save()
    for _step in range(25):
        now = held(consultation)
        choice = chance.choice(["come", "come", "confirm", "confirm", "withdraw", "more"])
        if choice == "come":
            f.RegistrationFactory(consultation=consultation, status=State.PENDING)
        elif choice == "confirm" and now[State.PENDING]:
            registering.confirm(registration=chance.choice(now[State.PENDING]))
        elif choice == "withdraw" and now[State.CONFIRMED] + now[State.WAITLISTED]:
            waiting = now[State.WAITLISTED]
            leaves = chance.choice(now[State.CONFIRMED] + waiting)
            registering.withdraw(registration=leaves)
            line = [one.pk for one in waiting if one.pk != leaves.pk]
            still = [one.pk for one in held(consultation)[State.WAITLISTED]]
            assert still == line[len(line) - len(still) :], "whoever waited longest was not first"
        elif choice == "more":
            consultation.capacity += 1
            consultation.save()
            registering.fill_places(consultation=consultation, actor=organizer)
        after = held(consultation)
        assert len(after[State.CONFIRMED]) <= consultation.capacity
        assert not after[State.WAITLISTED] or len(after[State.CONFIRMED]) == consultation.capacity


def test_an_organizer_may_give_a_place_beyond_the_capacity_and_nobody_loses_one(consultation, organizer):
    consultation.capacity = 1
    consultation.save()
    first = f.RegistrationFactory(consultation=consultation)
    guest = f.RegistrationFactory(consultation=consultation, status=State.WAITLISTED)
    registering.change_status(registration=guest, status=State.CONFIRMED, actor=organizer)
    assert {one.pk for one in held(consultation)[State.CONFIRMED]} == {first.pk, guest.pk}


def test_who_is_moved_to_the_waiting_list_goes_to_its_end(consultation, organizer):
    consultation.capacity = 1
    consultation.save()
    has = f.RegistrationFactory(consultation=consultation)
    waits = f.RegistrationFactory(consultation=consultation, status=State.PENDING)
    registering.confirm(registration=waits)
    registering.change_status(registration=has, status=State.WAITLISTED, actor=organizer)
    assert registering.fill_places(consultation=consultation, actor=organizer) == 1
    waits.refresh_from_db()
    assert waits.status == State.CONFIRMED


def test_a_withdrawn_registration_does_not_come_back_beside_a_newer_one(consultation, organizer):
    old = f.RegistrationFactory(consultation=consultation, email="ana@x.example", status=State.WITHDRAWN)
    f.RegistrationFactory(consultation=consultation, email="Ana@x.example")
    with pytest.raises(registering.Refused, match="newer registration"):
        registering.change_status(registration=old, status=State.CONFIRMED, actor=organizer)
