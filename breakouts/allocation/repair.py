"""A plan that rules no longer allow, put right with few moves."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from .engine import allocate, feasible_rows, keeps_rules, make_plan
from .model import Assignment, Pin, Plan, Roster
from .problem import Ints, Problem, compile_roster
from .seats import make_seats
from .start import find_start, placed_rows

WORK = 60_000  # seat placings for one try
TRIES = 300  # people looked at, at most, who might stay where they were after all
PORTIONS = (0.0, 0.1, 0.25, 0.5, 1.0)  # of the others, who may move where a smaller part is not enough
POLISH = 0.05  # of the engine's usual effort, spent on those who move anyway

Spot = tuple[int, int]
"""A person's row and a round."""


def repair(roster: Roster, assign: Assignment, *, locks: Iterable[Pin] = (), seed: int = 1) -> Plan:
    """A plan that keeps every hard rule and leaves nearly everybody of `assign` where they are.

    `assign` may break rules, leave people out and name people who are not in the roster any more. Everybody who is
    moved without need is tried again in the old place, so what is left are moves that a rule asks for; the count
    is small, not proven to be the smallest. Raises InfeasibleError when no plan keeps the rules and locks.
    """
    locks = tuple(locks)
    problem = compile_roster(roster, locks)
    old = _old_rows(problem, assign)
    if keeps_rules(problem, old):
        return make_plan(problem, old, seed, True, 0)
    stay = {(n, r) for r, n in zip(*np.nonzero(old >= 0), strict=True)} - _at_fault(problem, old)
    new = _first(roster, problem, old, stay, locks, seed)
    new = _settle(problem, old, new, locks, seed)
    kept = tuple(_pin(roster, old, spot) for spot in _unmoved(old, new))
    start = make_plan(problem, new, seed, True, 0).assign
    return allocate(roster, seed=seed, effort=POLISH, locks=(*locks, *kept), start=start)


def _old_rows(problem: Problem, assign: Assignment) -> Ints:
    """The placement as far as it fits the roster; -1 where absent or not placed yet."""
    empty = (None,) * problem.rounds
    known = {group.id for group in problem.roster.groups}
    rows = {p: tuple(g if g in known else None for g in assign.get(p, empty)) for p in problem.person_row}
    return np.where(problem.attend, problem.rows(rows), -1)


def _at_fault(problem: Problem, old: Ints) -> set[Spot]:
    """Places that break a rule, with everybody whom the rule is about."""
    found: set[Spot] = set()
    for r in range(problem.rounds):
        at = old[r]
        for n in np.flatnonzero(at >= 0).tolist():
            twice = any(s != r and old[s, n] == at[n] and problem.held[r, n] != at[n] for s in range(problem.rounds))
            if twice or problem.closed[n, at[n]] or problem.held[r, n] not in (-1, at[n]):
                found.add((n, r))
        for a, b in problem.apart.tolist():
            if at[a] == at[b] >= 0:
                found |= {(a, r), (b, r)}
        for members in problem.clusters[r]:
            if len({int(at[m]) for m in members}) > 1 or any((m, r) in found for m in members):
                found |= {(m, r) for m in members}
        heads = np.bincount(at[at >= 0], minlength=problem.groups)
        for n in np.flatnonzero(at >= 0).tolist():
            if heads[at[n]] > problem.maximum[at[n]]:
                found.add((n, r))
    return found


def _first(roster: Roster, problem: Problem, old: Ints, stay: set[Spot], locks: tuple[Pin, ...], seed: int) -> Ints:
    """A plan in which as many as possible of `stay` are held; raises InfeasibleError when none of it helps."""
    order = np.random.default_rng(seed).permutation(sorted(stay)).tolist()
    for portion in PORTIONS[:-1]:
        held = [(n, r) for n, r in order[int(portion * len(order)) :]]
        found = _solve(problem, old, held, locks, seed)
        if found is not None:
            return found
    return feasible_rows(roster, problem, locks, seed)


def _settle(problem: Problem, old: Ints, new: Ints, locks: tuple[Pin, ...], seed: int) -> Ints:
    """Everybody who moved is tried in the old place, one after the other."""
    held = _unmoved(old, new)
    moved = [(n, r) for r, n in zip(*np.nonzero((old >= 0) & (old != new)), strict=True)]
    for spot in moved[:TRIES]:
        if new[spot[1], spot[0]] == old[spot[1], spot[0]]:
            continue
        found = _solve(problem, old, [*held, spot], locks, seed)
        if found is not None:
            new = found
            held = _unmoved(old, new)
    return new


def _solve(problem: Problem, old: Ints, held: list[Spot], locks: tuple[Pin, ...], seed: int) -> Ints | None:
    """A plan with those held where they were, if one is found with little work."""
    roster = problem.roster
    holding = compile_roster(roster, (*locks, *(_pin(roster, old, spot) for spot in held)))
    if holding.held_conflicts:
        return None
    seats = make_seats(holding)
    start = find_start(holding, seed, seats, work=WORK)
    if start.group is None:
        return None
    found = placed_rows(holding, seats, start.group)
    # Held in two rounds, be it by those kept with her, somebody may sit in one group twice; rules may forbid it.
    return found if keeps_rules(problem, found) else None


def _unmoved(old: Ints, new: Ints) -> list[Spot]:
    return [(int(n), int(r)) for r, n in zip(*np.nonzero((old >= 0) & (old == new)), strict=True)]


def _pin(roster: Roster, old: Ints, spot: Spot) -> Pin:
    n, r = spot
    return Pin(roster.participants[n].id, roster.groups[int(old[r, n])].id, int(r))
