"""Prices before a move, reasons for every place, and late arrivals."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from breakouts.allocation import (
    Board,
    InfeasibleError,
    Participant,
    Pin,
    RosterError,
    allocate,
    explain,
    insert,
    price_move,
)
from tests.breakouts.allocation.checker import Checker
from tests.breakouts.allocation.strategies import feasible_rosters
from tests.breakouts.allocation.test_plans import hall


def after(assign, moves, round_):
    changed = {p: list(row) for p, row in assign.items()}
    for person, group in moves:
        changed[person][round_] = group
    return {p: tuple(row) for p, row in changed.items()}


@given(feasible_rosters(most_people=15), st.data())
def test_the_price_of_a_move_is_the_change_it_makes_and_its_obstacles_are_the_rules_it_breaks(roster, data):
    plan = allocate(roster, steps=10)
    present = [(p.id, r) for p in roster.participants for r in p.rounds]
    person, round_ = data.draw(st.sampled_from(present))
    other = data.draw(st.sampled_from([None, *(p for p, r in present if r == round_ and p != person)]))
    group = plan.assign[other][round_] if other else data.draw(st.sampled_from([g.id for g in roster.groups]))
    price = price_move(roster, plan, person, round_, group, exchange_with=other)
    before, then = Checker(roster, plan.assign), Checker(roster, after(plan.assign, price.moves, round_))
    assert price.cost == then.cost() - before.cost()
    assert price.terms.preference == then.preference() - before.preference()
    assert price.terms.imbalance == {a: then.imbalance(a) - before.imbalance(a) for a in roster.spread}
    assert price.terms.organization == then.organization() - before.organization()
    assert price.terms.meeting == then.meeting() - before.meeting()
    assert price.allowed == (not then.broken())


@given(feasible_rosters(most_people=12))
def test_each_reason_names_the_choice_and_the_cheapest_exchange_that_is_allowed(roster):
    plan = allocate(roster, steps=10)
    board = Board(roster, plan.assign)
    reasons = explain(roster, plan)
    assert [(r.person, r.round) for r in reasons] == [(p.id, r) for p in roster.participants for r in sorted(p.rounds)]
    for reason in reasons:
        listed = {p.id: p.preferences for p in roster.participants}[reason.person]
        assert reason.group == plan.assign[reason.person][reason.round]
        assert reason.choice == (listed.index(reason.group) + 1 if reason.group in listed else None)
        for better in reason.better:
            assert listed[better.choice - 1] == better.group
            assert reason.choice is None or better.choice < reason.choice
            if better.exchange is None:
                continue
            there = [p for p, row in plan.assign.items() if row[reason.round] == better.group]
            prices = [board.price_move(reason.person, reason.round, better.group, p) for p in there]
            assert better.exchange.cost == min(p.cost for p in prices if p.allowed and len(p.moves) == 2)


def test_somebody_fixed_is_told_to_be_fixed_and_offered_nothing():
    roster = replace(hall(), pins=(Pin("p0", 3, 0),))
    reason = explain(roster, allocate(roster, steps=5))[0]
    assert reason.fixed
    assert (reason.choice, reason.better) == (None, ())


def test_moving_a_fixed_person_is_priced_but_not_allowed():
    roster = replace(hall(), pins=(Pin("p0", 3, 0),))
    price = price_move(roster, allocate(roster, steps=5), "p0", 0, 1)
    assert "p0 is fixed to Group 3 in round 1." in price.obstacles


def test_people_kept_together_move_together():
    roster = replace(hall(), together=(("p0", "p1"),))
    plan = allocate(roster, steps=5)
    price = price_move(roster, plan, "p1", 0, (plan.assign["p1"][0] + 1) % 4)
    assert {person for person, _ in price.moves} == {"p0", "p1"}


@pytest.mark.parametrize(("person", "round_", "group"), [("nobody", 0, 1), ("p0", 5, 1), ("p0", 0, 9), ("p0", -1, 1)])
def test_a_move_of_nobody_or_to_nowhere_is_refused(person, round_, group):
    roster = hall()
    with pytest.raises(RosterError):
        price_move(roster, allocate(roster, steps=1), person, round_, group)


def test_all_of_eighty_people_are_explained_in_a_moment():
    roster = hall(people=80, groups=3)
    plan = allocate(roster, steps=100)
    began = time.process_time()
    assert len(explain(roster, plan)) == 160
    assert time.process_time() - began < 0.5


@given(feasible_rosters(most_people=15), st.data())
def test_a_late_arrival_gets_the_cheapest_place_and_nobody_moves(roster, data):
    plan = allocate(roster, steps=10)
    late = data.draw(st.sampled_from(roster.participants))
    roster = replace(roster, groups=tuple(replace(g, minimum=0) for g in roster.groups))
    others = {p: row for p, row in plan.assign.items() if p != late.id}
    placed = insert(roster, replace(plan, assign=others), late.id)
    assert {p: row for p, row in placed.assign.items() if p != late.id} == others
    checker = Checker(roster, placed.assign)
    assert checker.broken() == []
    assert placed.cost == checker.cost()
    choices = [[g.id for g in roster.groups] if r in late.rounds else [None] for r in range(roster.rounds)]
    if roster.rounds < 4:
        plans = [Checker(roster, {**others, late.id: row}) for row in product(*choices)]
        assert placed.cost == min(c.cost() for c in plans if not c.broken())


def test_a_late_arrival_finds_every_group_full():
    roster = hall(people=24, groups=4)
    roster = replace(roster, groups=tuple(replace(g, maximum=6) for g in roster.groups))
    plan = allocate(roster, steps=5)
    late = Participant("late", "o1", (), (1,), {"side": "north"})
    with pytest.raises(InfeasibleError) as caught:
        insert(replace(roster, participants=(*roster.participants, late)), plan, "late")
    assert str(caught.value) == (
        "Round 2: late finds no place unless somebody moves; Group 0, Group 1, Group 2 and Group 3 are full."
    )


def test_a_late_interpreter_joins_the_person_interpreted_for():
    roster = hall()
    plan = allocate(roster, steps=5)
    late = Participant("late", None, (), (0, 1), {"side": "north"})
    groups = tuple(replace(g, maximum=12) for g in roster.groups)
    roster = replace(roster, participants=(*roster.participants, late), together=(("late", "p3"),), groups=groups)
    assert insert(roster, plan, "late").assign["late"] == plan.assign["p3"]
