"""When no plan exists, every cause is told, and each is true."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given

from breakouts.allocation import InfeasibleError, Participant, Pin, Roster, allocate, without
from tests.breakouts.allocation.checker import Checker
from tests.breakouts.allocation.strategies import tight_rosters
from tests.breakouts.allocation.test_plans import hall


def causes(roster: Roster):
    with pytest.raises(InfeasibleError) as caught:
        allocate(roster, steps=1)
    return caught.value.causes


def causes_if_any(roster: Roster):
    try:
        allocate(roster, steps=1)
    except InfeasibleError as error:
        return error.causes
    return ()


def sentences(roster: Roster) -> list[str]:
    return [cause.sentence for cause in causes(roster)]


@given(tight_rosters())
def test_a_plan_or_causes_without_which_there_would_be_a_plan(roster):
    found = causes_if_any(roster)
    assert all(cause.kind != "undecided" for cause in found)
    for cause in found:
        roster = without(roster, cause)
    plan = allocate(roster, steps=5)
    assert Checker(roster, plan.assign).broken() == []


@given(tight_rosters())
def test_no_roster_is_called_infeasible_that_trying_everything_can_solve(roster):
    roster = replace(roster, participants=roster.participants[:5])
    names = {p.id for p in roster.participants}
    roster = replace(
        roster,
        pins=tuple(pin for pin in roster.pins if pin.person in names),
        apart=tuple(pair for pair in roster.apart if names.issuperset(pair)),
        together=tuple(pair for pair in roster.together if names.issuperset(pair)),
        forbid=tuple(pair for pair in roster.forbid if pair[0] in names),
        groups=tuple(replace(g, minimum=0) for g in roster.groups[:3]),
    )
    open_groups = {g.id for g in roster.groups}
    roster = replace(
        roster,
        rounds=min(roster.rounds, 2),
        participants=tuple(
            replace(
                p,
                rounds=tuple(r for r in p.rounds if r < 2),
                preferences=tuple(g for g in p.preferences if g in open_groups),
            )
            for p in roster.participants
        ),
        pins=tuple(pin for pin in roster.pins if pin.group in open_groups and pin.round < 2),
        forbid=tuple(pair for pair in roster.forbid if pair[1] in open_groups),
    )
    found = causes_if_any(roster)
    assert not (found and some_plan_exists(roster)), found


def some_plan_exists(roster: Roster) -> bool:
    """Tries every itinerary of everybody."""
    ways = []
    for p in roster.participants:
        choices = [[g.id for g in roster.groups] if r in p.rounds else [None] for r in range(roster.rounds)]
        alone = replace(
            roster,
            participants=(p,),
            apart=(),
            together=(),
            pins=tuple(pin for pin in roster.pins if pin.person == p.id),
            forbid=tuple(pair for pair in roster.forbid if pair[0] == p.id),
            groups=tuple(replace(g, minimum=0, maximum=9) for g in roster.groups),
        )
        # Twice in one group may be right by pins that a partner brings, so repeats are left to the whole check.
        ways.append(
            [
                row
                for row in product(*choices)
                if not [b for b in Checker(alone, {p.id: row}).broken() if "twice" not in b]
            ]
        )
    names = [p.id for p in roster.participants]
    return any(not Checker(roster, dict(zip(names, rows, strict=True))).broken() for rows in product(*ways))


def test_too_many_people_for_the_groups():
    roster = hall(people=24, groups=4)
    roster = replace(roster, groups=tuple(replace(g, minimum=0, maximum=5) for g in roster.groups))
    assert sentences(roster) == ["Rounds 1 and 2: 24 people attend, but the groups hold at most 20 together."]


def test_people_kept_together_but_fixed_to_different_groups():
    roster = replace(hall(), together=(("p0", "p1"), ("p1", "p2")), pins=(Pin("p0", 0, 0), Pin("p2", 1, 0)))
    (cause,) = causes(roster)
    assert cause.sentence == (
        "Round 1: p0, p1 and p2 must stay together, yet are fixed to different groups, Group 0 and Group 1."
    )
    assert set(cause.people) == {"p0", "p1", "p2"}
    assert cause.rounds == (0,)


def test_more_people_apart_than_groups():
    names = ["p0", "p1", "p2", "p3", "p4"]
    roster = replace(hall(), apart=tuple((a, b) for a in names for b in names if a < b))
    assert sentences(roster) == [
        "Rounds 1 and 2: 5 people must all be apart (p0, p1, p2, p3 and p4), but there are only 4 groups."
    ]


def test_people_who_can_only_join_groups_that_hold_fewer():
    shut = tuple((f"p{n}", g) for n in range(15) for g in (2, 3))
    (first, *_) = causes(replace(hall(rounds=1), forbid=shut))
    assert first.sentence.startswith("Round 1: 15 people (p0, p1, p2, p3, p4 and 10 others) can only join")
    assert first.sentence.endswith("Group 0 and Group 1, which together hold at most 14.")
    assert first.groups == (0, 1)


def test_a_person_with_too_few_open_groups():
    roster = replace(hall(), forbid=(("p7", 0), ("p7", 1), ("p7", 2)))
    (cause,) = causes(roster)
    assert cause.sentence == "Rounds 1 and 2: p7 needs 2 different groups, but only 1 is open (Group 3)."
    assert cause.people == ("p7",)


def test_fixed_to_a_closed_group_and_apart_in_the_same_group_are_both_told():
    roster = replace(
        hall(),
        pins=(Pin("p0", 0, 0), Pin("p1", 2, 1), Pin("p2", 2, 1)),
        forbid=(("p0", 0),),
        apart=(("p1", "p2"),),
    )
    assert sentences(roster) == [
        "Round 1: p0 is fixed to Group 0, which is closed to this person.",
        "Round 2: p1 and p2 must be apart, yet are both fixed to Group 2.",
    ]


def test_groups_that_too_few_may_join():
    roster = hall(rounds=1)
    roster = replace(roster, forbid=tuple((f"p{n}", 3) for n in range(20)))
    assert sentences(roster) == [
        "Round 1: Group 3 needs at least 5 people, but only 4 people may join (p20, p21, p22 and p23)."
    ]


def test_a_group_that_cannot_be_filled_anew_in_every_round():
    roster = replace(hall(people=8, groups=2), groups=tuple(replace(g, maximum=9) for g in hall(8, 2).groups))
    lopsided = replace(roster.groups[0], minimum=5)
    assert sentences(replace(roster, groups=(lopsided, replace(roster.groups[1], minimum=0)))) == [
        (
            "Rounds 1 and 2: Group 0 must be filled 10 times over the rounds, but nobody may come twice to a group, "
            "so that there are only 8 visits."
        )
    ]


def test_rules_that_clash_only_all_together_are_told_without_the_ones_that_do_not_matter():
    # Three people, two groups open to each of them: every pair apart is one too many only through the closed groups.
    ring = ("p0", "p1", "p2", "p3", "p4")
    pairs = tuple(zip(ring, ring[1:] + ring[:1], strict=True))
    roster = replace(hall(rounds=1), apart=(*pairs, ("p10", "p11")), forbid=tuple((p, g) for p in ring for g in (2, 3)))
    (cause,) = causes(roster)
    assert cause.kind == "clashing_rules"
    assert set(cause.people) == set(ring)
    assert "p10" not in cause.sentence


def test_reasons_for_a_thousand_people_come_within_two_seconds():
    roster = hall(people=1000, groups=12)
    roster = replace(
        roster, apart=tuple(("p0", f"p{n}") for n in range(1, 9)), pins=tuple(Pin(f"p{n}", 1, 0) for n in range(90))
    )
    began = time.process_time()
    assert any("p0" in cause.people for cause in causes(roster))
    assert time.process_time() - began < 2


def test_names_are_used_where_the_roster_has_them():
    someone = Participant("p7", "o1", (), (0, 1), {"side": "north"}, name="Amina Okello")
    roster = hall()
    people = tuple(someone if p.id == "p7" else p for p in roster.participants)
    roster = replace(roster, participants=people, forbid=(("p7", 0), ("p7", 1), ("p7", 2)))
    assert sentences(roster) == ["Rounds 1 and 2: Amina Okello needs 2 different groups, but only 1 is open (Group 3)."]
