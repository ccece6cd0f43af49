"""Each kind of cause, made amid a roster that has a plan, is named; without what is named there is a plan."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from breakouts.allocation import Group, GroupId, Participant, Pin, Roster, allocate, diagnose, without
from tests.breakouts.allocation.checker import Checker
from tests.breakouts.allocation.strategies import feasible_rosters
from tests.breakouts.allocation.test_plans import hall

Broken = tuple[Roster, set[str], set[GroupId]]
"""A roster without a plan, and the people and groups that its cause must name."""


def joined(roster: Roster, number: int, rounds: tuple[int, ...]) -> tuple[Roster, list[str]]:
    """So many newcomers who attend these rounds and may go anywhere; every group has room for all of them."""
    names = [f"new{n}" for n in range(number)]
    newcomers = tuple(Participant(name, rounds=rounds, attributes={"sector": "state", "gender": "F"}) for name in names)
    groups = tuple(replace(g, maximum=g.maximum + number) for g in roster.groups)
    return replace(roster, participants=roster.participants + newcomers, groups=groups), names


def without_minima(roster: Roster) -> Roster:
    return replace(roster, groups=tuple(replace(g, minimum=0) for g in roster.groups))


def with_another_group(roster: Roster, name: str = "another") -> Roster:
    """With a group that anybody may join and nobody needs to."""
    return replace(roster, groups=(*roster.groups, Group(name, f"Group {name}", 0, len(roster.participants))))


def group_bounds(roster: Roster, rng: random.Random) -> Broken:
    wrong = rng.choice(roster.groups)
    groups = tuple(replace(g, minimum=g.maximum + 1) if g is wrong else g for g in roster.groups)
    return replace(roster, groups=groups), set(), {wrong.id}


def fixed_differently(roster: Roster, rng: random.Random) -> Broken:
    roster, names = joined(with_another_group(roster), rng.randint(1, 3), (0,))
    here, there = rng.sample([g.id for g in roster.groups], 2)
    chain = tuple(pairwise(names))
    pins = (Pin(names[0], here, 0), Pin(names[-1], there, 0))
    return replace(roster, pins=roster.pins + pins, together=roster.together + chain), set(names), {here, there}


def fixed_to_closed(roster: Roster, rng: random.Random) -> Broken:
    roster, (name,) = joined(roster, 1, (0,))
    shut = rng.choice(roster.groups).id
    return (
        replace(roster, pins=(*roster.pins, Pin(name, shut, 0)), forbid=(*roster.forbid, (name, shut))),
        {name},
        {shut},
    )


def apart_and_together(roster: Roster, rng: random.Random) -> Broken:
    roster, names = joined(roster, rng.randint(2, 4), (0,))
    chain = tuple(pairwise(names))
    apart = (names[0], names[-1])
    return replace(roster, together=roster.together + chain, apart=(*roster.apart, apart)), set(apart), set()


def apart_but_fixed(roster: Roster, rng: random.Random) -> Broken:
    roster, names = joined(roster, 2, (0,))
    group = rng.choice(roster.groups).id
    pins = tuple(Pin(name, group, 0) for name in names)
    return replace(roster, pins=roster.pins + pins, apart=(*roster.apart, (names[0], names[1]))), set(names), {group}


def apart_too_many(roster: Roster, rng: random.Random) -> Broken:
    roster = with_another_group(roster)
    roster, names = joined(roster, len(roster.groups) + 1, (0,))
    return replace(roster, apart=roster.apart + tuple(combinations(names, 2))), set(names), set()


def too_few_open_groups(roster: Roster, rng: random.Random) -> Broken:
    roster, (name,) = joined(roster, 1, tuple(range(roster.rounds)))
    groups = [g.id for g in roster.groups]
    opened = rng.sample(groups, roster.rounds - 1)
    shut = tuple((name, g) for g in groups if g not in opened)
    return replace(roster, forbid=roster.forbid + shut), {name}, set(opened)


def more_rounds_than_groups(roster: Roster, rng: random.Random) -> Broken:
    rounds = len(roster.groups) + rng.randint(1, 2)
    roster, (name,) = joined(replace(without_minima(roster), rounds=rounds), 1, tuple(range(rounds)))
    return roster, {name}, {g.id for g in roster.groups}


def too_many_people(roster: Roster, rng: random.Random) -> Broken:
    heads = sum(0 in p.rounds for p in roster.participants)
    if not heads:
        roster, _ = joined(roster, 1, (0,))
        heads = 1
    most = (heads - 1) // len(roster.groups)
    groups = tuple(replace(g, minimum=min(g.minimum, most), maximum=most) for g in roster.groups)
    return replace(roster, groups=groups), set(), {g.id for g in groups}


def too_few_people(roster: Roster, rng: random.Random) -> Broken:
    heads = sum(0 in p.rounds for p in roster.participants)
    least = heads // len(roster.groups) + 1
    groups = tuple(replace(g, minimum=least, maximum=max(g.maximum, least)) for g in roster.groups)
    return replace(roster, groups=groups), set(), {g.id for g in groups}


def too_few_places(roster: Roster, rng: random.Random) -> Broken:
    roster = with_another_group(roster)
    full = rng.choice(roster.groups)
    joining, names = joined(roster, full.maximum + rng.randint(1, 3), (0,))
    groups = tuple(full if g.id == full.id else g for g in joining.groups)
    shut = tuple((name, g.id) for name in names for g in groups if g.id != full.id)
    return replace(joining, groups=groups, forbid=joining.forbid + shut), set(names), {full.id}


def too_few_may_join(roster: Roster, rng: random.Random) -> Broken:
    few = rng.randint(1, 4)
    roster, names = joined(without_minima(roster), few + 2, (0,))
    shut = tuple((p.id, "wanting") for p in roster.participants if p.id not in names[:few])
    wanting = Group("wanting", "A group in want of people", few + 1, few + 9)
    roster = replace(roster, groups=(*roster.groups, wanting), forbid=roster.forbid + shut)
    return roster, set(names[:few]), {"wanting"}


def too_few_visits(_: Roster, rng: random.Random) -> Broken:
    people, rounds = rng.randint(3, 20), rng.randint(2, 3)
    roster = without_minima(hall(people, rng.randint(rounds, 5), rounds))
    wanting = Group(0, "Group 0", people // rounds + 1, people)
    others = tuple(replace(g, maximum=people) for g in roster.groups[1:])
    return replace(roster, groups=(wanting, *others)), set(), {0}


def too_many_visits(_: Roster, rng: random.Random) -> Broken:
    people, rounds = rng.randint(3, 20), rng.randint(2, 4)
    roster = without_minima(hall(people, rounds, rounds))
    full = Group(0, "Group 0", 0, (people - 1) // rounds)
    others = tuple(replace(g, maximum=people) for g in roster.groups[1:])
    return replace(roster, groups=(full, *others)), set(), {0}


def clashing_rules(roster: Roster, rng: random.Random) -> Broken:
    """A ring of people, each apart from the next, odd in number, with two groups open to them."""
    roster = with_another_group(with_another_group(roster, "one more"))
    roster, names = joined(roster, rng.choice([5, 7]), (0,))
    ring = tuple(zip(names, names[1:] + names[:1], strict=True))
    two = rng.sample([g.id for g in roster.groups], 2)
    shut = tuple((name, g.id) for name in names for g in roster.groups if g.id not in two)
    return replace(roster, apart=roster.apart + ring, forbid=roster.forbid + shut), set(names), set()


MAKERS: list[Callable[[Roster, random.Random], Broken]] = [
    group_bounds, fixed_differently, fixed_to_closed, apart_and_together, apart_but_fixed, apart_too_many,
    too_few_open_groups, more_rounds_than_groups, too_many_people, too_few_people, too_few_places, too_few_may_join,
    too_few_visits, too_many_visits, clashing_rules,
]  # fmt: skip


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
@settings(max_examples=15)
@given(feasible_rosters(most_people=15), st.integers(0, 2**32))
def test_a_cause_is_named_with_its_people_and_groups_and_without_them_there_is_a_plan(maker, roster, seed):
    broken, people, groups = maker(roster, random.Random(seed))
    causes = diagnose(broken)
    said = [cause for cause in causes if cause.kind == maker.__name__]
    assert any(people <= set(cause.people) and groups <= set(cause.groups) for cause in said), causes
    for cause in causes:
        broken = without(broken, cause)
    assert Checker(broken, allocate(broken, steps=3).assign).broken() == []
