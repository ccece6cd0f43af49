"""Every step of a plan is kept, can be undone, and nobody overwrites what they have not seen."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.errors import Refused
from breakouts.actions import allocate
from breakouts.actions.place import exchange, move, place_late_arrival, set_lock
from breakouts.actions.plan import Seat, Stale, change_plan, places_at, places_of, version_of
from breakouts.actions.undo import next_to_undo, restore, undo
from breakouts.models import ChangeKind, Placement, PlanChange
from breakouts.plan_compare import compare
from breakouts.plan_history import changes_of, words_for
from registrations.models import Registration
from tests import factories


@pytest.fixture
def placed(event):
    """Three groups with room to spare, and everybody placed."""
    event.groups.append(factories.WorkingGroupFactory(consultation=event.consultation, number=3))
    event.consultation.working_groups.update(min_size=0, max_size=20)
    allocate.run_allocation(consultation=event.consultation, effort=0.01)
    return event


def a_move(event):
    """A place and a group that this person may go to."""
    place = Placement.objects.filter(round__number=1).order_by("pk").first()
    return place, event.consultation.working_groups.exclude(pk__in=place.registration.placements.values("group")).get()


def test_moves_locks_late_arrivals_and_runs_are_taken_back_one_by_one(placed):
    consultation, who = placed.consultation, placed.organizer
    states = [places_of(consultation)]

    place, free = a_move(placed)
    move(placement=place, group=free, actor=who)
    states.append(places_of(consultation))
    set_lock(placement=Placement.objects.order_by("pk").last(), locked=True, actor=who)
    states.append(places_of(consultation))
    place_late_arrival(registration=factories.RegistrationFactory(consultation=consultation), actor=who)
    states.append(places_of(consultation))
    allocate.run_allocation(consultation=consultation, seed=5, effort=0.01, actor=who)
    assert len({frozenset(state.items()) for state in states}) == 4

    for state in reversed(states):
        undo(consultation=consultation, actor=who)
        assert places_of(consultation) == state
    undo(consultation=consultation, actor=who)
    assert places_of(consultation) == {}
    with pytest.raises(Refused, match="nothing to undo"):
        undo(consultation=consultation, actor=who)


def test_a_place_keeps_its_address_through_runs_and_undoing(placed):
    before = dict(Placement.objects.values_list("registration_id", "pk").filter(round__number=1))
    allocate.run_allocation(consultation=placed.consultation, seed=9, effort=0.01)
    undo(consultation=placed.consultation, actor=placed.organizer)
    assert dict(Placement.objects.values_list("registration_id", "pk").filter(round__number=1)) == before


def test_after_going_back_a_new_step_begins_there(placed):
    consultation, who = placed.consultation, placed.organizer
    start = places_of(consultation)
    place, free = a_move(placed)
    move(placement=place, group=free, actor=who)
    undo(consultation=consultation, actor=who)
    set_lock(placement=place, locked=True, actor=who)
    assert words_for(next_to_undo(consultation)).startswith(f"locked {place.registration.shown_name}")
    undo(consultation=consultation, actor=who)
    assert places_of(consultation) == start
    assert next_to_undo(consultation).kind == ChangeKind.RUN


def test_a_plan_is_brought_back_as_it_was_and_forward_again(placed):
    consultation, who = placed.consultation, placed.organizer
    allocate.run_allocation(consultation=consultation, seed=2, effort=0.01)
    second = places_of(consultation)
    restore(consultation=consultation, number=1, actor=who)
    assert places_of(consultation) == places_at(consultation, 1) != second
    restore(consultation=consultation, number=2, actor=who)
    assert places_of(consultation) == second
    with pytest.raises(Refused, match="no such earlier step"):
        restore(consultation=consultation, number=99, actor=who)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(st.one_of(st.integers(0, 3), st.lists(st.integers(0, 2), min_size=4, max_size=4)), max_size=8))
def test_any_row_of_steps_and_returns_leads_where_it_says(event, wishes):
    """A list is a change of four places (0 for no place), a number the step that is gone back to."""
    consultation, sitting = event.consultation, event.consultation.rounds.first()
    PlanChange.objects.all().delete()
    Placement.objects.all().delete()
    people = list(Registration.objects.order_by("pk")[:4])
    known = [{}]
    for wish in wishes:
        if isinstance(wish, int):
            if wish >= version_of(consultation):
                continue
            restore(consultation=consultation, number=wish, actor=event.organizer)
            assert places_of(consultation) == known[wish]
        else:
            seats = [Seat(event.groups[n - 1].pk, n == 2) if n else None for n in wish]
            wanted = {(person.pk, sitting.pk): seat for person, seat in zip(people, seats, strict=True)}
            change_plan(consultation=consultation, wanted=wanted, kind=ChangeKind.REPAIR, actor=None)
        known.append(places_of(consultation))
    assert [places_at(consultation, number) for number in range(len(known))] == known


def test_who_has_not_seen_the_last_step_is_told_of_it_and_nothing_is_done(placed):
    consultation, who = placed.consultation, placed.organizer
    seen = version_of(consultation)
    place, free = a_move(placed)
    colleague = factories.TeamMemberFactory(consultation=consultation).user
    move(placement=place, group=free, actor=colleague, seen=seen)
    now = places_of(consultation)
    other = Placement.objects.filter(round__number=1).exclude(group=free).first()
    late = (
        lambda: move(placement=other, group=free, actor=who, seen=seen),
        lambda: exchange(placement=other, other=place, actor=who, seen=seen),
        lambda: set_lock(placement=other, locked=True, actor=who, seen=seen),
        lambda: undo(consultation=consultation, actor=who, seen=seen),
        lambda: restore(consultation=consultation, number=0, actor=who, seen=seen),
        lambda: allocate.run_allocation(consultation=consultation, actor=who, seen=seen),
    )
    for act in late:
        with pytest.raises(Stale, match=rf"{colleague}: moved {place.registration.shown_name} from group"):
            act()
        assert places_of(consultation) == now


def test_a_plan_that_changed_while_the_engine_worked_is_not_overwritten(placed, monkeypatch):
    """Somebody locks a place between the reading of the roster and the keeping of the plan."""
    place = Placement.objects.first()
    engine = allocate.allocate

    def slow(*args, **wishes):
        set_lock(placement=place, locked=True, actor=placed.organizer)
        return engine(*args, **wishes)

    monkeypatch.setattr(allocate, "allocate", slow)
    before = Placement.objects.get(pk=place.pk).group_id
    with pytest.raises(Stale, match="locked"):
        allocate.run_allocation(consultation=placed.consultation, seed=8, effort=0.01)
    assert Placement.objects.values_list("group_id", "locked").get(pk=place.pk) == (before, True)
    assert PlanChange.objects.count() == 2


def test_two_people_change_places_and_both_are_locked(placed):
    places = list(Placement.objects.filter(round__number=1))
    visited = {place.registration_id: place.group_id for place in Placement.objects.filter(round__number=2)}
    here, other = next(
        (one, two)
        for one, two in combinations(places, 2)
        if one.group_id not in (two.group_id, visited[two.registration_id])
        and two.group_id != visited[one.registration_id]
    )
    was = (here.group_id, other.group_id)
    exchange(placement=here, other=other, actor=placed.organizer)
    rows = [Placement.objects.get(pk=place.pk) for place in (here, other)]
    assert [(row.group_id, row.locked) for row in rows] == [(was[1], True), (was[0], True)]
    with pytest.raises(Refused, match="another group of the same round"):
        exchange(placement=rows[0], other=rows[0], actor=placed.organizer)


def test_steps_are_told_in_words_with_the_names_that_others_see(placed):
    place, free = a_move(placed)
    Registration.objects.filter(pk=place.registration_id).update(name="Legal Name", display_name="Shown Name")
    old = place.group.number
    move(placement=place, group=free, actor=placed.organizer)
    words = [words_for(change) for change in changes_of(placed.consultation)]
    assert words == [
        f"moved Shown Name from group {old} to group {free.number} in round 1",
        "placed everybody with number 1 (24 places changed)",
    ]


def test_two_plans_are_compared_by_what_people_got_and_who_would_move(placed):
    place, free = a_move(placed)
    move(placement=place, group=free, actor=placed.organizer)
    found = compare(placed.consultation, 1, 2)
    assert [(one.person, one.first, one.second) for one in found.differences] == [
        (place.registration, place.group, free)
    ]
    assert found.first.places == found.second.places == 24
    assert compare(placed.consultation, 2, 2).differences == []


def test_who_has_withdrawn_sits_nowhere_after_the_next_run_even_if_locked(placed):
    place = Placement.objects.first()
    set_lock(placement=place, locked=True, actor=placed.organizer)
    Registration.objects.filter(pk=place.registration_id).update(status="withdrawn")
    assert place not in Placement.objects.seated()
    allocate.run_allocation(consultation=placed.consultation, effort=0.01)
    assert not Placement.objects.filter(registration=place.registration).exists()
