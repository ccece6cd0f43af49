"""Head counts that cannot be kept: too many people for the places, or too few for the groups."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import numpy as np

from .filling import reachable_shortage
from .model import Cause
from .problem import Problem
from .seats import Seats, bits
from .words import Speaker, heads

SUBSETS_UP_TO = 10


def shortages(problem: Problem, seats: Seats, masks: list[int]) -> list[Cause]:
    """Every shortage of places or of people within one round, else over the rounds together.

    `masks` are the open groups per seat, less what the seat's people hold elsewhere.
    """
    say = Speaker(problem)
    found = _totals(problem, say)
    spoken = {r for cause in found for r in cause.rounds}
    found += _within(seats, masks, [r for r in range(problem.rounds) if r not in spoken], say)
    return found or _over_rounds(problem, seats, masks, say)


def _totals(problem: Problem, say: Speaker) -> list[Cause]:
    found = []
    most, least = int(problem.maximum.sum()), int(problem.minimum.sum())
    everyone = range(problem.groups)
    rounds: dict[int, list[int]] = defaultdict(list)
    for r, here in enumerate(problem.heads.tolist()):
        rounds[here].append(r)
    for here, at in rounds.items():
        attend = "person attends" if here == 1 else "people attend"
        if here > most:
            sentence = f"{say.rounds(at)}: {here} {attend}, but the groups hold at most {most} together."
            found.append(say.cause("too_many_people", sentence, (), everyone, at))
        if here < least:
            sentence = f"{say.rounds(at)}: {here} {attend}, but the groups need at least {least} together."
            found.append(say.cause("too_few_people", sentence, (), everyone, at))
    return found


def _within(seats: Seats, masks: list[int], rounds: list[int], say: Speaker) -> list[Cause]:
    """By maximum flow: people who can only join groups that hold fewer, and groups that too few people may join."""
    same: dict[tuple[bool, tuple[int, ...], tuple[int, ...], bool], list[int]] = defaultdict(list)
    for r in rounds:
        for full, groups, inside in reachable_shortage(seats, masks, r):
            people = tuple(sorted({n for s in inside for n in seats.members[s]}))
            same[full, tuple(groups), people, all(seats.held[s] for s in inside)].append(r)
    return [_shortage(seats, say, *key, at) for key, at in same.items()]


def _shortage(
    seats: Seats, say: Speaker, full: bool, groups: tuple[int, ...], people: tuple[int, ...], held: bool, at: list[int]
) -> Cause:
    number, names, one = len(people), say.groups(groups), len(groups) == 1
    if full:
        most = sum(seats.maximum[g] for g in groups)
        bound = "is fixed to" if number == 1 else "are fixed to"
        sentence = f"{say.rounds(at)}: {heads(number)} ({say.people(people)}) {bound if held else 'can only join'} "
        sentence += f"{names}, which {'holds' if one else 'together hold'} at most {most}."
        return say.cause("too_few_places", sentence, people, groups, at)
    least = sum(seats.minimum[g] for g in groups)
    only = f"only {heads(number)} may join ({say.people(people)})" if number else "nobody may join"
    sentence = f"{say.rounds(at)}: {names} {'needs' if one else 'together need'} at least {heads(least)}, but {only}."
    return say.cause("too_few_may_join", sentence, people, groups, at)


class Visits:
    """Heads of a set of groups added up over all rounds, nobody coming twice to a group unless held there."""

    def __init__(self, problem: Problem, seats: Seats, masks: list[int]) -> None:
        self.problem = problem
        self.free = np.zeros(problem.people, np.int64)
        self.opened = np.zeros((problem.people, problem.groups), np.bool_)
        self.held = np.zeros(problem.groups, np.int64)
        for s, members in enumerate(seats.members):
            ways = bits(masks[s])
            if seats.held[s]:
                self.held[ways] += len(members)
            else:
                self.free[list(members)] += 1
                self.opened[np.ix_(members, ways)] = True

    def of(self, chosen: list[int]) -> tuple[int, int, int, int]:
        """Of these groups: the most visits there can be, the fewest there must be, and what they need and hold."""
        held = int(self.held[chosen].sum())
        inside = self.opened[:, chosen].sum(1)
        can = int(np.minimum(self.free, inside).sum()) + held
        must = int(np.maximum(0, self.free - (self.opened.sum(1) - inside)).sum()) + held
        rounds = self.problem.rounds
        return (
            can,
            must,
            rounds * int(self.problem.minimum[chosen].sum()),
            rounds * int(self.problem.maximum[chosen].sum()),
        )


def _over_rounds(problem: Problem, seats: Seats, masks: list[int], say: Speaker) -> list[Cause]:
    """Hall's condition over all rounds, since nobody comes twice to a group: for small sets of groups first."""
    n_groups, n_rounds = problem.groups, problem.rounds
    if n_rounds < 2 or n_groups < 2:
        return []
    counted = Visits(problem, seats, masks)
    sizes = range(1, n_groups) if n_groups <= SUBSETS_UP_TO else (1, n_groups - 1)
    for size in sizes:
        for chosen in combinations(range(n_groups), size):
            cause = _set_over_rounds(problem, say, list(chosen), counted)
            if cause is not None:
                return [cause]
    return []


def _set_over_rounds(problem: Problem, say: Speaker, chosen: list[int], counted: Visits) -> Cause | None:
    n_rounds = problem.rounds
    can, must, least, most = counted.of(chosen)
    rounds = range(n_rounds)
    names = say.groups(chosen)
    together = "" if len(chosen) == 1 else " together"
    if can < least:
        sentence = (
            f"{say.rounds(rounds)}: {names}{together} must be filled {least} times over the rounds, "
            f"but nobody may come twice to a group, so that there are only {can} visits."
        )
        return say.cause("too_few_visits", sentence, (), chosen, rounds)
    if must > most:
        sentence = (
            f"{say.rounds(rounds)}: {names}{together} hold{'s' if len(chosen) == 1 else ''} at most {most} visits "
            f"over the rounds, but nobody may come twice to a group, so that at least {must} visits fall there."
        )
        return say.cause("too_many_visits", sentence, (), chosen, rounds)
    return None
