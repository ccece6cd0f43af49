"""Two searches of which the better counts: as repeatable as one, whatever the machine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from breakouts.allocation import Group, InfeasibleError, allocate
from breakouts.allocation import pair as module
from breakouts.allocation.pair import allocate_pair
from tests.breakouts.allocation.checker import Checker
from tests.breakouts.allocation.test_plans import hall


def test_the_plan_is_the_better_of_two_and_keeps_the_seed_that_was_asked_for():
    roster = hall()
    for seed in range(4):
        plan = allocate_pair(roster, seed=seed, steps=20)
        costs = [allocate(roster, seed=one, steps=20).cost for one in (seed, seed + 2**32)]
        assert (plan.cost, plan.seed) == (min(costs), seed)
        assert Checker(roster, plan.assign).broken() == []


def test_one_processor_makes_the_plan_that_two_make(monkeypatch):
    roster = hall()
    both = [allocate_pair(roster, seed=seed, steps=20) for seed in range(3)]
    monkeypatch.setattr(module, "_can_fork", lambda: False)
    assert [allocate_pair(roster, seed=seed, steps=20) for seed in range(3)] == both


def test_many_people_are_searched_for_once():
    roster = hall(people=module.FEW + 2, groups=20)
    assert allocate_pair(roster, seed=3, steps=2) == allocate(roster, seed=3, steps=2)


def test_a_roster_without_a_plan_is_told_with_its_causes_and_leaves_no_process():
    roster = replace(hall(people=6, groups=2), groups=(Group(0, "A", 0, 2), Group(1, "B", 0, 2)))
    with pytest.raises(InfeasibleError) as told:
        allocate_pair(roster)
    assert told.value.causes
    assert not module.multiprocessing.active_children()
