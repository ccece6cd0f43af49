"""Plans hold every hard rule, cost what they say, and are the same for the same seed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from breakouts.allocation import Group, Participant, Pin, Roster, Weights, allocate
from tests.breakouts.allocation.checker import Checker
from tests.breakouts.allocation.strategies import exact_rosters, feasible_rosters


def hall(people: int = 24, groups: int = 4, rounds: int = 2) -> Roster:
    """People of few organizations who all want the first groups most."""
    return Roster(
        rounds=rounds,
        groups=tuple(Group(g, f"Group {g}", people // groups - 1, people // groups + 1) for g in range(groups)),
        participants=tuple(
            Participant(
                id=f"p{n}",
                organization=f"o{n % 5}",
                preferences=tuple(range(min(3, groups))),
                rounds=tuple(range(rounds)),
                attributes={"side": "north" if n % 3 else "south"},
            )
            for n in range(people)
        ),
        spread=("side",),
        weights=Weights(2, {"side": 4}, 3, 1),
    )


@given(exact_rosters(), st.integers(0, 10))
def test_with_as_many_places_as_people_and_hardly_another_way_a_plan_is_found_that_breaks_nothing(roster, seed):
    assert Checker(roster, allocate(roster, seed=seed, steps=10).assign).broken() == []


@given(feasible_rosters(), st.integers(0, 10))
def test_a_roster_that_has_a_plan_gets_one_that_breaks_nothing_and_costs_what_it_says(roster, seed):
    plan = allocate(roster, seed=seed, steps=60)
    checker = Checker(roster, plan.assign)
    assert checker.broken() == []
    assert plan.cost == checker.cost()
    assert plan.terms.preference == checker.preference()
    assert plan.terms.imbalance == {name: checker.imbalance(name) for name in roster.spread}
    assert plan.terms.organization == checker.organization()
    assert plan.terms.meeting == checker.meeting()


@given(feasible_rosters(most_people=12), st.integers(0, 3), st.data())
def test_locks_hold_and_are_priced_like_free_choices(roster, seed, data):
    before = allocate(roster, seed=seed, steps=10)
    locked = data.draw(st.sets(st.sampled_from(sorted(before.assign))))
    locks = [Pin(p, group, r) for p in sorted(locked) for r, group in enumerate(before.assign[p]) if group is not None]
    after = allocate(roster, seed=seed + 1, steps=40, locks=locks)
    assert all(after.assign[p] == before.assign[p] for p in locked)
    checker = Checker(roster, after.assign)
    assert checker.broken() == []
    assert after.cost == checker.cost()


def test_more_rounds_than_can_be_exchanged_within_one_round_still_improve():
    roster = hall(people=20, groups=4, rounds=4)
    first, last = allocate(roster, steps=0), allocate(roster, steps=800)
    assert Checker(roster, last.assign).broken() == []
    assert last.cost < first.cost


def test_the_same_seed_gives_the_same_plan_and_another_seed_another():
    roster = hall()
    plans = [allocate(roster, seed=seed, steps=300).assign for seed in (5, 5, 6)]
    assert plans[0] == plans[1]
    assert plans[0] != plans[2]


def test_the_order_of_the_engine_does_not_leak_into_the_plan_through_a_generous_clock():
    roster = hall()
    assert allocate(roster, steps=300, time_limit=600).assign == allocate(roster, steps=300).assign


def test_no_time_left_still_gives_a_plan_and_says_that_it_was_cut_short():
    roster = hall(people=60)
    plan = allocate(roster, steps=100_000, time_limit=0.001)
    assert plan.stopped_early
    assert plan.steps < 100_000
    assert Checker(roster, plan.assign).broken() == []


def test_the_caller_can_stop_the_search_and_sees_its_progress():
    roster, seen = hall(), []
    plan = allocate(
        roster, steps=2_000, progress=lambda done, cost: seen.append((done, cost)), should_stop=lambda: len(seen) > 3
    )
    assert plan.stopped_early
    parts, costs = zip(*seen, strict=True)
    assert list(parts) == sorted(parts)
    assert list(costs) == sorted(costs, reverse=True)
    assert plan.cost <= costs[-1]


def test_a_plan_can_be_improved_further_and_never_gets_worse():
    roster = hall()
    rough = allocate(roster, steps=20)
    assert allocate(roster, steps=400, start=rough.assign).cost <= rough.cost


def test_a_start_that_breaks_a_rule_is_not_used():
    roster = hall()
    everybody_in_one_group = {p.id: (0, 1) for p in roster.participants}
    plan = allocate(roster, steps=0, start=everybody_in_one_group)
    assert Checker(roster, plan.assign).broken() == []


def test_an_interpreter_stays_with_a_host_in_the_group_that_is_fixed_for_both_rounds():
    roster = replace(hall(), pins=(Pin("p1", 3, 0), Pin("p1", 3, 1)), together=(("p0", "p1"),))
    plan = allocate(roster, steps=200)
    assert plan.assign["p0"] == plan.assign["p1"] == (3, 3)
    assert Checker(roster, plan.assign).broken() == []


def test_people_who_attend_one_round_are_placed_in_that_round_only():
    roster = hall()
    first = replace(roster.participants[0], rounds=(1,))
    roster = replace(roster, participants=(first, *roster.participants[1:]))
    plan = allocate(roster, steps=50)
    assert plan.assign["p0"][0] is None
    assert plan.assign["p0"][1] in range(4)


def test_nobody_at_all_is_a_plan_too():
    roster = Roster(rounds=2, groups=(Group(0, "Only", 0, 5),), participants=())
    assert allocate(roster).assign == {}
