"""Repair keeps every rule, leaves a plan that is sound alone, and moves few."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakouts.allocation import Group, InfeasibleError, Participant, Pin, Roster, Weights, allocate
from breakouts.allocation.repair import repair
from tests.breakouts.allocation.checker import Checker
from tests.breakouts.allocation.strategies import feasible_rosters


def a_roster(people=24, **rules):
    return Roster(
        rounds=2,
        groups=tuple(Group(g, f"Group {g}", 5, 11) for g in (1, 2, 3)),
        participants=tuple(Participant(f"p{n}", rounds=(0, 1), preferences=(1 + n % 3,)) for n in range(people)),
        weights=Weights(),
        **rules,
    )


def moves(old, new):
    return {(p, r) for p, row in new.items() for r, g in enumerate(row) if p in old and old[p][r] != g}


def test_two_who_must_now_be_apart_cost_a_move_or_two_and_nobody_else_is_touched():
    plan = allocate(a_roster(), effort=0.05).assign
    a, b = next((a, b) for a in plan for b in plan if a < b and plan[a][0] == plan[b][0] and plan[a][1] != plan[b][1])
    fixed = repair(a_roster(apart=((a, b),)), plan)
    assert fixed.assign[a][0] != fixed.assign[b][0]
    assert len(moves(plan, fixed.assign)) <= 2


def test_newcomers_are_placed_and_who_left_is_forgotten():
    plan = dict(allocate(a_roster(), effort=0.05).assign)
    plan["gone"] = (1, 2)
    fixed = repair(a_roster(26), plan).assign
    assert set(fixed) == {f"p{n}" for n in range(26)}
    assert moves(plan, fixed) == set()


def test_a_lock_is_kept_and_what_cannot_be_is_told():
    plan = allocate(a_roster(), effort=0.05).assign
    a, b = next((a, b) for a in plan for b in plan if a < b and plan[a][0] == plan[b][0])
    here = plan[a][0]
    fixed = repair(a_roster(apart=((a, b),)), plan, locks=(Pin(a, here, 0),)).assign
    assert fixed[a][0] == here != fixed[b][0]
    with pytest.raises(InfeasibleError, match="apart"):
        repair(a_roster(apart=((a, b),)), plan, locks=(Pin(a, here, 0), Pin(b, here, 0)))


@settings(max_examples=30, deadline=None)
@given(feasible_rosters(most_people=20), st.randoms(use_true_random=False))
def test_whatever_the_plan_was_the_repaired_one_breaks_nothing_and_a_sound_one_stays(roster, chance):
    sound = allocate(roster, steps=50).assign
    assert repair(roster, sound).assign == sound
    groups = [group.id for group in roster.groups]
    spoilt = {
        p: tuple(g if g is None or chance.random() < 0.8 else chance.choice([*groups, None]) for g in row)
        for p, row in sound.items()
    }
    fixed = repair(roster, spoilt)
    assert Checker(roster, fixed.assign).broken() == []


def test_two_who_stay_together_do_not_come_back_to_a_group_because_each_was_there_once():
    roster = a_roster(24, together=(("p0", "p1"),))
    plan = dict(allocate(roster, effort=0.05).assign)
    group = plan["p0"][0]
    plan |= {"p0": (group, None), "p1": (None, group)}
    fixed = repair(roster, plan)
    assert Checker(roster, fixed.assign).broken() == []
