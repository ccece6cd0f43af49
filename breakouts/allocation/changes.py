"""What a change of a plan does to each term, and which hard rules stand in its way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .model import GroupId, Terms
from .problem import Ints, Problem
from .state import State
from .words import Speaker


@dataclass(frozen=True, slots=True)
class Price:
    """The change of a plan if people move: `moves` are (person, new group) in one round.

    `terms` is the change of each term in its own unit, `cost` the weighted sum; below 0 is better.
    `obstacles` are the hard rules that would be broken, as sentences; empty if the change is allowed.
    """

    moves: tuple[tuple[str, GroupId], ...]
    terms: Terms
    cost: int
    obstacles: tuple[str, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether no hard rule stands in the way."""
        return not self.obstacles


def add(first: Terms, second: Terms) -> Terms:
    """The sum, term by term."""
    return Terms(
        first.preference + second.preference,
        {name: count + second.imbalance[name] for name, count in first.imbalance.items()},
        first.organization + second.organization,
        first.meeting + second.meeting,
    )


def change_of(state: State, r: int, n: int, h: int) -> Terms:
    """The change of each term when person n moves to group h in round r, nobody in exchange."""
    problem = state.problem
    at = state.group[r]
    g = int(at[n])
    preference = int(problem.rank_cost[n, h] - problem.rank_cost[n, g]) if problem.ranked[r, n] else 0
    counts, size = state.counts[r][:, [g, h]], state.size[r, [g, h]]
    before = state.outside(r, counts, size).sum(1)
    counts[state.value[:, n], 0] -= 1
    counts[state.value[:, n], 1] += 1
    change = state.outside(r, counts, size + np.array([-1, 1])).sum(1) - before
    names = problem.roster.spread
    imbalance = np.bincount(problem.value_attribute, change, len(names)) if len(names) else ()
    mates = state.organization == state.organization[n]
    organization = int((mates & (at == h)).sum()) - int((mates & (at == g)).sum()) + 1
    meeting = 0
    for s in range(problem.rounds):
        if s != r and state.attend[s, n]:
            along = state.group[s] == state.group[s, n]
            meeting += int((along & (at == h)).sum()) - int((along & (at == g)).sum()) + 1
    return Terms(preference, {a: int(c) for a, c in zip(names, imbalance, strict=True)}, organization, meeting)


def change_of_all(state: State, r: int, path: Sequence[tuple[int, int]]) -> Terms:
    """The change of each term when several people move in round r, one after the other; the state stays as it was."""
    origin = [(n, int(state.group[r, n])) for n, _ in path]
    total = Terms(0, dict.fromkeys(state.problem.roster.spread, 0), 0, 0)
    for n, h in path:
        if state.group[r, n] != h:
            total = add(total, change_of(state, r, n, h))
            state.relocate(r, n, h)
    for n, g in reversed(origin):
        if state.group[r, n] != g:
            state.relocate(r, n, g)
    return total


def obstacles(problem: Problem, group: Ints, r: int, path: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """The hard rules that round r would break after the moves (person, group), among people and groups concerned."""
    say = Speaker(problem)
    after = group[r].copy()
    for n, h in path:
        after[n] = h
    found: list[str] = []
    for n, h in path:
        who, where = say.people([n]), say.groups([h])
        held = int(problem.held[r, n])
        if held not in (-1, h):
            found.append(f"{who} is fixed to {say.groups([held])} in round {r + 1}.")
        if problem.closed[n, h]:
            found.append(f"{where} is closed to {who}.")
        for s in range(problem.rounds):
            twice = held == h and problem.held[s, n] == h
            if s != r and group[s, n] == h and not twice:
                found.append(f"{who} is in {where} in round {s + 1} already.")
    moved = {n for n, _ in path}
    return (*dict.fromkeys(found), *_pairs(problem, r, after, moved, say), *_sizes(problem, group[r], after, say))


def _pairs(problem: Problem, r: int, after: Ints, moved: set[int], say: Speaker) -> Iterable[str]:
    for a, b in problem.apart.tolist():
        if moved & {a, b} and after[a] == after[b] >= 0 and problem.attend[r, a] and problem.attend[r, b]:
            yield f"{say.people([a, b])} must be apart."
    for members in problem.clusters[r]:
        if moved & set(members) and len({int(after[m]) for m in members}) > 1:
            yield f"{say.people(members)} must stay together."


def _sizes(problem: Problem, before: Ints, after: Ints, say: Speaker) -> Iterable[str]:
    n_groups = problem.groups
    then, now = np.bincount(before, minlength=n_groups + 1), np.bincount(after, minlength=n_groups + 1)
    for k, group in enumerate(problem.roster.groups):
        if then[k] < now[k] > group.maximum:
            yield f"{say.groups([k])} would hold {now[k]} people; it has room for {group.maximum}."
        if then[k] > now[k] < group.minimum:
            yield f"{say.groups([k])} would be left with {now[k]} people; it needs {group.minimum}."
