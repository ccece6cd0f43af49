"""A long search: it never gets worse, and putting it down and taking it up again changes nothing."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakouts.allocation import InfeasibleError, Pin, Roster, Search, allocate
from tests.breakouts.allocation.checker import Checker
from tests.breakouts.allocation.strategies import feasible_rosters
from tests.breakouts.allocation.test_plans import hall


def finished(search: Search) -> Search:
    while not search.is_over:
        search.advance()
    return search


def put_down_after_every_part(roster: Roster, part: int, **wishes) -> Search:
    """Each part in a search of its own, which knows of the one before only what was written down."""
    saved = None
    while True:
        search = Search(roster, saved=saved, **wishes)
        search.part = part
        search.advance()
        if search.is_over:
            return search
        saved = json.loads(json.dumps(search.saved()))


@settings(max_examples=25)
@given(feasible_rosters(), st.integers(0, 5), st.integers(3, 40))
def test_a_search_in_pieces_finds_what_it_finds_in_one_go(roster, seed, part):
    whole = Search(roster, seed=seed, steps=90)
    whole.part = part
    pieces = put_down_after_every_part(roster, part, seed=seed, steps=90)
    assert finished(whole).plan() == pieces.plan()


@given(feasible_rosters(), st.integers(0, 5))
def test_the_best_plan_so_far_keeps_every_rule_and_costs_what_it_says_after_each_part(roster, seed):
    search, costs = Search(roster, seed=seed, steps=60), []
    search.part = 11
    while not search.is_over:
        search.advance()
        checker = Checker(roster, search.plan().assign)
        assert checker.broken() == []
        assert search.cost == search.plan().cost == checker.cost()
        costs.append(search.cost)
    assert costs == sorted(costs, reverse=True)


def test_it_begins_with_the_plan_that_is_there_and_is_never_worse():
    roster = hall(people=40)
    short = allocate(roster, steps=30)
    search = Search(roster, seed=1, steps=2_000, start=short.assign)
    assert search.cost == short.cost
    assert search.plan().assign == short.assign
    assert finished(search).cost < short.cost


def test_a_plan_that_breaks_a_rule_is_no_start():
    roster = hall()
    search = Search(roster, seed=1, steps=0, start={p.id: (0, 0) for p in roster.participants})
    assert Checker(roster, search.plan().assign).broken() == []


def test_locks_hold_to_the_end_and_after_it_was_taken_up_again():
    roster = hall()
    lock = Pin("p3", 2, 1)
    pieces = put_down_after_every_part(roster, 25, seed=1, steps=200, locks=[lock])
    assert pieces.plan().assign["p3"][1] == 2


def test_another_seed_looks_elsewhere():
    roster = hall(people=60)
    assert len({str(finished(Search(roster, seed=seed, steps=300)).plan().assign) for seed in (1, 2, 3)}) > 1


def test_no_plan_is_said_with_its_causes_before_it_begins():
    roster = hall()
    with pytest.raises(InfeasibleError, match="at most 4 together"):
        Search(replace(roster, groups=tuple(replace(g, minimum=0, maximum=1) for g in roster.groups)), seed=1, steps=9)


def test_nobody_to_place_or_a_single_group_ends_at_once_with_the_only_plan_there_is():
    empty = replace(hall(), participants=(), groups=tuple(replace(g, minimum=0) for g in hall().groups))
    assert finished(Search(empty, seed=1, steps=90)).plan().assign == {}
    alone = hall(people=4, groups=1, rounds=1)
    assert finished(Search(alone, seed=1, steps=90)).plan().assign == dict.fromkeys(("p0", "p1", "p2", "p3"), (0,))
