"""Once it is deleted who sat in a room, its notes are screened with more care than before, not with less."""

import pytest

from breakouts.actions.room_counts import count_placed
from breakouts.actions.screen import Watchman
from breakouts.actions.screening_roster import make_roster, room_key
from breakouts.models import Placement
from registrations.models import Registration
from tests import factories

TEXT = "A participant from Fiji said that wells fall dry."


@pytest.fixture
def seated(event):
    """Six people of six organizations from Fiji in room 1, six from elsewhere in room 2."""
    Registration.objects.update(country="NP")
    for number in range(12):
        person = factories.RegistrationFactory(consultation=event.consultation, country="NP" if number % 2 else "FJ")
        Placement.objects.create(
            registration=person, round=event.room().round, group=event.groups[number % 2], locked=False
        )
    return event


def purge():
    rows = Placement.objects.all()
    count_placed(rows)
    rows.delete()


def rules(event, room):
    return [hit.rule for hit in Watchman(event.consultation).screen(TEXT, room)]


def test_a_description_that_passed_is_a_warning_once_the_rooms_people_are_deleted(seated):
    assert rules(seated, seated.room()) == []
    assert rules(seated, seated.room(group=1)) != []
    purge()
    assert rules(seated, seated.room()) == ["descriptor-uncountable"]
    assert rules(seated, seated.room(group=1)) == ["descriptor-uncountable"]


def test_only_rooms_that_were_counted_and_hold_nobody_any_more_are_known_as_emptied(seated):
    assert make_roster(seated.consultation).emptied == ()
    purge()
    group, other = (f"g{one.pk}r*" for one in seated.groups)
    emptied = {room_key(seated.room()), room_key(seated.room(group=1)), group, other}
    assert set(make_roster(seated.consultation).emptied) == emptied
    assert rules(seated, seated.room(round_number=2)) == []


def test_the_deletion_makes_earlier_screenings_stale(seated):
    before = Watchman(seated.consultation).mark(TEXT, seated.room())
    purge()
    assert Watchman(seated.consultation).mark(TEXT, seated.room()) != before
