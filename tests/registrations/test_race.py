"""The last places, wanted by many at once."""

import threading

import pytest
from django.db import connection, connections

from registrations.actions import registering
from registrations.models import Registration, RegistrationState
from tests import factories as f

PLACES, PEOPLE, AT_ONCE = 10, 60, 12


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_sixty_people_confirm_at_once_and_ten_get_the_ten_places():
    if connection.vendor != "postgresql":
        pytest.skip("Threads share SQLite's database in memory: benchmarks/registration_race.py races on a file.")
    consultation = f.OpenCallFactory(consultation__capacity=PLACES).consultation
    people = [f.RegistrationFactory(consultation=consultation, status=RegistrationState.PENDING) for _ in range(PEOPLE)]

    def confirm(some):
        try:
            for one in some:
                registering.confirm(registration=one)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=confirm, args=(people[n::AT_ONCE],)) for n in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    placed = Registration.objects.filter(status=RegistrationState.CONFIRMED)
    waiting = Registration.objects.filter(status=RegistrationState.WAITLISTED)
    assert (placed.count(), waiting.count()) == (PLACES, PEOPLE - PLACES)
    last = max(placed.values_list("confirmed_at", flat=True))
    assert all(at >= last for at in waiting.values_list("confirmed_at", flat=True)), "somebody was overtaken"
