"""Rules that contradict each other outright: pins, people apart and together, closed groups, too few groups."""

from __future__ import annotations

from collections import defaultdict

from .model import Cause
from .problem import Problem
from .seats import Seats, bits
from .words import Speaker, count, heads

DEEPEST = 200  # people in one set apart, beyond which it is not made larger


def contradictions(problem: Problem, seats: Seats) -> list[Cause]:
    """Every contradiction that needs no counting of heads."""
    say = Speaker(problem)
    return [
        *_bounds(problem, say),
        *_pins(problem, say),
        *_closed_pins(problem, say),
        *_apart(problem, seats, say),
        *_too_many_rounds(problem, say),
        *(_too_few_open(problem, seats, say) if problem.attend.any() else []),
        *_cliques(problem, seats, say),
    ]


def _bounds(problem: Problem, say: Speaker) -> list[Cause]:
    return [
        say.cause(
            "group_bounds",
            f"{group.name} must hold at least {group.minimum} people, but at most {group.maximum}.",
            groups=[k],
        )
        for k, group in enumerate(problem.roster.groups)
        if group.minimum > group.maximum
    ]


def _pins(problem: Problem, say: Speaker) -> list[Cause]:
    sets = [{n: members for members in clusters for n in members} for clusters in problem.clusters]
    rounds: dict[tuple[tuple[int, ...], int, int], list[int]] = defaultdict(list)
    for n, first, other, r in problem.held_conflicts:
        rounds[sets[r].get(n, (n,)), first, other].append(r)
    found = []
    for (members, first, other), conflicting in rounds.items():
        at = list(dict.fromkeys(conflicting))
        where = f"{say.groups([first])} and {say.groups([other])}"
        if len(members) == 1:
            sentence = f"{say.rounds(at)}: {say.people(members)} is fixed to two groups, {where}."
        else:
            sentence = f"{say.rounds(at)}: {say.people(members)} must stay together, "
            sentence += f"yet are fixed to different groups, {where}."
        found.append(say.cause("fixed_differently", sentence, members, [first, other], at))
    return found


def _closed_pins(problem: Problem, say: Speaker) -> list[Cause]:
    rounds: dict[tuple[int, int], list[int]] = defaultdict(list)
    for r in range(problem.rounds):
        for n in range(problem.people):
            k = int(problem.held[r, n])
            if k >= 0 and problem.closed[n, k]:
                rounds[n, k].append(r)
    return [
        say.cause(
            "fixed_to_closed",
            f"{say.rounds(at)}: {say.people([n])} is fixed to {say.groups([k])}, which is closed to this person.",
            [n],
            [k],
            at,
        )
        for (n, k), at in rounds.items()
    ]


def _apart(problem: Problem, seats: Seats, say: Speaker) -> list[Cause]:
    found = []
    for a, b in dict.fromkeys(map(tuple, problem.apart.tolist())):
        same = [r for r, at in enumerate(seats.at) if at[a] >= 0 and at[a] == at[b]]
        if same:
            members = seats.members[seats.at[same[0]][a]]
            sentence = f"{say.rounds(same)}: {say.people([a, b])} must be apart, yet must stay together"
            sentence += "." if len(members) == 2 else f" (with {say.people([n for n in members if n not in (a, b)])})."
            found.append(say.cause("apart_and_together", sentence, members, (), same))
        held = [r for r in range(problem.rounds) if problem.held[r, a] == problem.held[r, b] >= 0 and r not in same]
        if held:
            k = int(problem.held[held[0], a])
            sentence = (
                f"{say.rounds(held)}: {say.people([a, b])} must be apart, yet are both fixed to {say.groups([k])}."
            )
            found.append(say.cause("apart_but_fixed", sentence, (a, b), [k], held))
    return found


def _too_many_rounds(problem: Problem, say: Speaker) -> list[Cause]:
    """More rounds to attend than groups to sit in, for people whom no pin lets return."""
    found: dict[int, list[int]] = defaultdict(list)
    for n in range(problem.people):
        held = problem.held[problem.attend[:, n], n]
        fixed = len(held[held >= 0]) - len(set(held[held >= 0].tolist()))
        if len(held) - fixed > problem.groups:
            found[len(held) - fixed].append(n)
    return [
        say.cause(
            "more_rounds_than_groups",
            f"{say.people(members)} would need {needed} different groups, one per round, "
            f"but there {'is' if problem.groups == 1 else 'are'} only {problem.groups}.",
            members,
            range(problem.groups),
            range(problem.rounds),
        )
        for needed, members in found.items()
    ]


def _too_few_open(problem: Problem, seats: Seats, say: Speaker) -> list[Cause]:
    """People whose own rounds cannot get different open groups (bipartite matching per person)."""
    found = {}
    for n in range(problem.people):
        own = [at[n] for at in seats.at if at[n] >= 0]
        held = {seats.open[s] for s in own if seats.held[s]}
        taken = 0
        for mask in held:
            taken |= mask
        free = [s for s in own if not seats.held[s]]
        rounds = unmatched({s: seats.open[s] & ~taken for s in free})
        if not rounds:
            continue
        union = 0
        for s in rounds:
            union |= seats.open[s] & ~taken
        if len(rounds) > problem.groups - len(held):
            continue
        members = sorted({m for s in rounds for m in seats.members[s]})
        number, opened = len(rounds), bits(union)
        who = f"{say.people(members)} {'needs' if len(members) == 1 else 'stay together and need'}"
        which = f" ({say.groups(opened)})" if opened else ""
        closed = "are" if len(opened) != 1 else "is"
        sentence = (
            f"{say.rounds([seats.round[s] for s in rounds])}: {who} {count(number, 'group', 'different groups')}, "
            f"but only {len(opened)} {closed} open{which}."
        )
        found[tuple(members), tuple(rounds)] = say.cause(
            "too_few_open_groups", sentence, members, opened, [seats.round[s] for s in rounds]
        )
    return list(found.values())


def unmatched(masks: dict[int, int]) -> list[int]:
    """Keys that compete for fewer bits than they are (Hall's condition broken), or nothing when all can differ."""
    owner: dict[int, int] = {}

    def assign(key: int, seen: set[int], reached: list[int]) -> bool:
        reached.append(key)
        for g in bits(masks[key]):
            if g not in seen:
                seen.add(g)
                if g not in owner or assign(owner[g], seen, reached):
                    owner[g] = key
                    return True
        return False

    for key in masks:
        reached: list[int] = []
        if not assign(key, set(), reached):
            return sorted(reached)
    return []


def _cliques(problem: Problem, seats: Seats, say: Speaker) -> list[Cause]:
    """Seats that must all differ, yet share too few groups."""
    rounds: dict[tuple[tuple[int, ...], int], list[int]] = defaultdict(list)
    for r in range(problem.rounds):
        for clique in sets_apart(seats, r):
            tight = unmatched({s: seats.open[s] for s in clique})
            union = 0
            for s in tight:
                union |= seats.open[s]
            if len(tight) > 2 or (tight and union and not all(seats.held[s] for s in tight)):
                rounds[tuple(sorted(n for s in tight for n in seats.members[s])), union].append(r)
    found = []
    for (people, union), at in rounds.items():
        groups = bits(union)
        open_to = "there are" if len(groups) == problem.groups else "open to them are"
        if len(groups) == 1:
            open_to = open_to.replace("are", "is")
        sentence = (
            f"{say.rounds(at)}: {heads(len(people))} must all be apart ({say.people(people)}), "
            f"but {open_to} only {count(len(groups), 'group', 'groups')}."
        )
        found.append(say.cause("apart_too_many", sentence, people, groups, at))
    return found


def sets_apart(seats: Seats, r: int) -> list[list[int]]:
    """Seats of a round that must all differ, two or more; no set within another."""
    near = {s: {t for t in seats.differ[s] if seats.round[t] == r} for s in seats.by_round[r]}
    return _maximal_cliques({s: others for s, others in near.items() if others})


def _maximal_cliques(near: dict[int, set[int]], limit: int = 2000) -> list[list[int]]:
    """Bron and Kerbosch (1973) with pivot, at most `limit` cliques."""
    found: list[list[int]] = []

    def grow(clique: list[int], some: set[int], out: set[int]) -> None:
        if len(found) >= limit:
            return
        if (not some and not out) or len(clique) >= DEEPEST:
            found.append(sorted(clique))
            return
        pivot = max(sorted(some | out), key=lambda s: len(near[s] & some))
        for s in sorted(some - near[pivot]):
            grow([*clique, s], some & near[s], out & near[s])
            some = some - {s}
            out = out | {s}

    grow([], set(near), set())
    return found if near else []
