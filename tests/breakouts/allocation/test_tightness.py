"""What holds only just is told before a search, and each telling is exact: that many more, and not one beyond."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given

from breakouts.allocation import Group, Hint, Pin, Roster, diagnose, tight_spots
from tests.breakouts.allocation.checker import Checker
from tests.breakouts.allocation.strategies import feasible_rosters, tight_rosters
from tests.breakouts.allocation.test_plans import hall

OF_PLACES = ("places_left", "few_places_left", "many_visits")
OF_MINIMA = ("people_left", "few_may_join", "few_visits")


def sentences(roster: Roster) -> list[str]:
    return [hint.sentence for hint in tight_spots(roster)]


def resized(roster: Roster, **sizes: tuple[int, int]) -> Roster:
    """Group numbers, as in `g0=(3, 5)`, with other bounds."""
    bounds = {int(name[1:]): pair for name, pair in sizes.items()}
    groups = tuple(Group(g.id, g.name, *bounds.get(n, (g.minimum, g.maximum))) for n, g in enumerate(roster.groups))
    return replace(roster, groups=groups)


@given(feasible_rosters(most_people=16))
def test_one_more_than_a_hint_leaves_room_for_and_there_is_no_plan(roster):
    for hint in tight_spots(roster)[:5]:
        assert diagnose(pressed(roster, hint)), hint


def pressed(roster: Roster, hint: Hint) -> Roster:
    """The roster with just too little of what the hint is about."""
    change = hint.spare + 1
    groups = {g.id: g for g in roster.groups}
    if hint.kind in OF_PLACES:
        for g in hint.groups:
            fewer = min(change, groups[g].maximum)
            most, change = groups[g].maximum - fewer, change - fewer
            groups[g] = replace(groups[g], minimum=min(groups[g].minimum, most), maximum=most)
    elif hint.kind in OF_MINIMA:
        first = max((groups[g] for g in hint.groups), key=lambda g: g.minimum)
        least = first.minimum + change
        groups[first.id] = replace(first, minimum=least, maximum=max(first.maximum, least))
    else:
        shut = tuple((p, hint.groups[0]) for p in hint.people)
        return replace(roster, forbid=roster.forbid + shut)
    return replace(roster, groups=tuple(groups.values()))


@given(feasible_rosters(most_people=14))
def test_the_tightest_set_of_groups_of_a_round_is_always_told_with_the_room_that_is_left(roster):
    hints = tight_spots(roster)
    opened = open_to(roster)
    for r in range(roster.rounds):
        here = [groups for (_, at), groups in opened.items() if at == r]
        said = [hint for hint in hints if r in hint.rounds]
        places, minima = [], []
        for size in range(1, len(roster.groups) + 1):
            for chosen in combinations(roster.groups, size):
                ids = {g.id for g in chosen}
                bound = sum(groups <= ids for groups in here)
                if bound:
                    places.append(sum(g.maximum for g in chosen) - bound)
                least = sum(g.minimum for g in chosen)
                if all(g.minimum for g in chosen):
                    minima.append(sum(bool(groups & ids) for groups in here) - least)
        for rooms, kinds in ((places, ("places_left", "few_places_left")), (minima, ("people_left", "few_may_join"))):
            tightest = min(rooms, default=99)
            told = [hint.spare for hint in said if hint.kind in kinds]
            assert tightest >= 0
            assert min(told, default=99) == (tightest if tightest <= 2 else 99)


def open_to(roster: Roster) -> dict[tuple[str, int], set]:
    """The groups still open to each person in each round, people kept together as one; slow and plain."""
    pinned = Checker(roster, {}).pinned
    opened = {}
    for p in roster.participants:
        for r in p.rounds:
            bound, before = {p.id}, set()
            while bound != before:
                before = set(bound)
                bound |= {
                    q.id
                    for q in roster.participants
                    if r in q.rounds and any({q.id} < set(pair) <= bound | {q.id} for pair in roster.together)
                }
            taken = {g for (q, at), g in pinned.items() if q in bound and at != r}
            taken |= {g for q in bound for a, b in roster.apart for x in (a, b) if q in (a, b) and x != q
                      for (y, at), g in pinned.items() if y == x and at == r}  # fmt: skip
            taken |= {g for q, g in roster.forbid if q in bound}
            fixed = pinned.get((p.id, r))
            opened[p.id, r] = {g.id for g in roster.groups} - taken if fixed is None else {fixed}
    return opened


@given(tight_rosters())
def test_a_roster_without_a_plan_is_looked_at_without_harm(roster):
    assert all(hint.sentence and hint.spare >= 0 for hint in tight_spots(roster))


def without_minima() -> Roster:
    return replace(hall(rounds=1), groups=tuple(replace(g, minimum=0) for g in hall().groups))


def test_a_roomy_roster_has_nothing_to_tell():
    assert tight_spots(hall()) == []
    assert tight_spots(replace(hall(), participants=())) == []


def test_a_round_that_is_nearly_full():
    roster = replace(hall(), groups=tuple(Group(g, f"Group {g}", 0, 6) for g in range(4)))
    roomier = resized(roster, g0=(0, 8))
    assert sentences(roster)[0] == (
        "Rounds 1 and 2: 24 people attend, and the groups hold at most 24 together, so that no place is left."
    )
    assert sentences(roomier) == [
        "Rounds 1 and 2: 24 people attend, and the groups hold at most 26 together, so that 2 places are left."
    ]
    assert sentences(resized(roster, g0=(0, 9))) == []


def test_in_a_large_round_three_in_a_hundred_are_little_room():
    roster = replace(hall(200), groups=tuple(Group(g, f"Group {g}", 0, 51) for g in range(4)))
    (hint,) = tight_spots(roster)
    assert "200 people attend, and the groups hold at most 204 together, so that 4 places are left" in hint.sentence
    assert (hint.spare, hint.groups, hint.rounds) == (4, (0, 1, 2, 3), (0, 1))


def test_groups_that_are_the_only_ones_open_to_nearly_as_many_as_they_hold():
    shut = tuple((f"p{n}", g) for n in range(13) for g in (2, 3))
    (hint,) = tight_spots(replace(without_minima(), forbid=shut))
    assert hint.sentence == (
        "Round 1: 13 people (p0, p1, p2, p3, p4 and 8 others) can only join Group 0 and Group 1, "
        "which together hold at most 14, so that 1 place is left."
    )
    assert (len(hint.people), hint.groups, hint.spare) == (13, (0, 1), 1)


def test_a_group_that_is_nearly_full_of_fixed_people():
    roster = replace(hall(), pins=tuple(Pin(f"p{n}", 3, 1) for n in range(6)))
    (hint,) = tight_spots(roster)
    assert "6 people (p0, p1, p2, p3, p4 and p5) can only join Group 3, which holds at most 7" in hint.sentence
    assert hint.rounds == (1,)


def test_a_group_whose_minimum_can_hardly_be_met():
    roster = replace(hall(rounds=1), forbid=tuple((f"p{n}", 3) for n in range(18)))
    (hint,) = tight_spots(roster)
    assert hint.sentence == (
        "Round 1: Group 3 needs at least 5 people, and only 6 may join (p18, p19, p20, p21, p22 and p23), "
        "so that only 1 can be spared."
    )


def test_a_person_with_exactly_as_many_open_groups_as_rounds():
    roster = replace(hall(), forbid=tuple((p, g) for p in ("p7", "p9") for g in (1, 2)))
    (hint,) = tight_spots(roster)
    assert hint.sentence == (
        "Rounds 1 and 2: p7 and p9 have 2 rounds to attend and only 2 open groups, Group 0 and Group 3."
    )
    assert hint.people == ("p7", "p9")
    assert sentences(replace(hall(rounds=1), forbid=(("p7", 0), ("p7", 1), ("p7", 2)))) == [
        "Round 1: p7 can only join Group 3."
    ]


def test_people_kept_together_whom_one_group_can_take():
    roster = replace(hall(rounds=1), together=(("p0", "p1"), ("p1", "p2")), forbid=(("p0", 1), ("p2", 2)))
    small = resized(roster, g0=(0, 2))
    assert sentences(roster) == []
    assert sentences(small) == [
        "Round 1: p0, p1 and p2 stay together, and only Group 3 is open to all of them and large enough."
    ]


def test_as_many_people_apart_as_there_are_groups():
    names = ["p0", "p1", "p2", "p3"]
    roster = replace(hall(), apart=tuple(combinations(names, 2)))
    assert sentences(roster) == [
        "Rounds 1 and 2: 4 people must all be apart (p0, p1, p2 and p3), and there are just 4 groups."
    ]


def test_as_many_groups_as_rounds():
    roster = replace(hall(24, groups=3, rounds=3), groups=tuple(Group(g, f"Group {g}", 0, 20) for g in range(3)))
    assert sentences(roster) == [
        "There are as many groups as rounds (3), so that 24 people must come to every group once."
    ]


def test_a_group_that_is_hardly_refilled_round_after_round():
    roster = hall(people=8, groups=2)
    tight = replace(roster, groups=(Group(0, "Group 0", 4, 20), Group(1, "Group 1", 0, 20)))
    assert (
        "Rounds 1 and 2: Group 0 must be filled 8 times over the rounds, and since nobody comes twice to a group "
        "there are only 8 visits."
    ) in sentences(tight)


def test_the_tightest_comes_first():
    shut = tuple((f"p{n}", g) for n in range(13) for g in (2, 3))
    apart = tuple(combinations(("p20", "p21", "p22", "p23"), 2))
    spare = [hint.spare for hint in tight_spots(replace(without_minima(), forbid=shut, apart=apart))]
    assert spare == [0, 1]
