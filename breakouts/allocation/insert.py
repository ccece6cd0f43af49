"""A late arrival gets the cheapest place; nobody else moves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from .engine import make_plan
from .model import Assignment, Cause, InfeasibleError, Pin, Plan, Roster, RosterError
from .problem import Ints, Problem, compile_roster
from .state import State
from .words import Speaker

TRIES = 20_000  # itineraries looked at, at most, when there are three rounds or more


def insert(roster: Roster, plan: Plan, person: str, *, locks: Iterable[Pin] = ()) -> Plan:
    """The plan with one more person of the roster, placed at the least cost in every round attended.

    `plan` places everybody of the roster but this person, who may be missing from it or have an empty row.
    Minimum head counts are left as they are. Raises InfeasibleError, saying what is full or closed, when
    there is no place without moving somebody, and RosterError when plan and roster do not fit.
    """
    problem = compile_roster(roster, locks)
    if person not in problem.person_row:
        raise RosterError([f"$.participants: there is no participant {person!r}"])
    n = problem.person_row[person]
    placed = problem.rows(_others(plan.assign, person))
    others = problem.attend.copy()
    others[:, n] = False
    if ((placed >= 0) != others).any():
        raise RosterError(["$.assign: somebody is placed where absent, or absent where to be placed"])
    arrival = _Arrival(problem, State(replace(problem, attend=others), placed), n)
    for r, group in arrival.cheapest().items():
        placed[r, n] = group
    return make_plan(problem, placed, plan.seed, plan.complete, plan.steps)


def _others(assign: Assignment, person: str) -> Assignment:
    return {p: row for p, row in assign.items() if p != person}


@dataclass(frozen=True)
class _Arrival:
    """One person `n` to be placed beside the others of `state`, whose shares already count this person."""

    problem: Problem
    state: State
    n: int

    def cheapest(self) -> dict[int, int]:
        """The group per round attended, all different unless held to the same."""
        rounds = np.flatnonzero(self.problem.attend[:, self.n]).tolist()
        costs = {r: self.costs(r) for r in rounds}
        open_groups = {r: self.open_groups(r) for r in rounds}
        shut = [r for r in rounds if not open_groups[r]]
        found = None if shut else self.search(rounds, open_groups, costs)
        if found is None:
            raise InfeasibleError(tuple(self.reason(r) for r in shut or rounds))
        return found

    def open_groups(self, r: int) -> list[int]:
        """Groups with room that no rule closes to this person, in the roster's order."""
        problem, at = self.problem, self.state.group[r]
        closed = problem.closed[self.n] | (self.state.size[r] >= problem.maximum)
        for a, b in problem.apart.tolist():
            other = b if a == self.n else a if b == self.n else -1
            if other >= 0 and at[other] < problem.groups:
                closed[at[other]] = True
        held = int(problem.held[r, self.n])
        bound = {held} if held >= 0 else set()
        for members in problem.clusters[r]:
            if self.n in members:
                bound |= {int(at[m]) for m in members if m != self.n}
        return [k for k in range(problem.groups) if not closed[k] and (not bound or bound == {k})]

    def costs(self, r: int) -> Ints:
        """What each group would cost in this round, meetings aside: shape (K,)."""
        state, problem, n = self.state, self.problem, self.n
        weights = problem.roster.weights
        cost = state.colleagues[r, state.organization[n]].astype(np.int64)
        if problem.ranked[r, n]:
            cost += weights.preference * problem.rank_cost[n]
        counts, size = state.counts[r].copy(), state.size[r]
        cost -= (state.weight * state.outside(r, counts, size)).sum(0)
        counts[state.value[:, n]] += 1
        after: Ints = cost + (state.weight * state.outside(r, counts, size + 1)).sum(0)
        return after

    def meetings(self, r: int, s: int) -> Ints:
        """What being in group g of round r and h of round s adds in meetings: shape (K, K)."""
        cells, _, _ = self.state.stride(min(r, s), max(r, s))
        side = self.problem.groups + 1
        table = cells.reshape(side, side)[:-1, :-1].astype(np.int64)
        return table if r < s else table.T

    def search(
        self, rounds: list[int], open_groups: dict[int, list[int]], costs: dict[int, Ints]
    ) -> dict[int, int] | None:
        """Branch and bound over itineraries; exact within TRIES."""
        tables = {(r, s): self.meetings(r, s) for r in rounds for s in rounds if r < s}
        least = [min(int(costs[r][k]) for k in open_groups[r]) for r in rounds]
        rest = [sum(least[i:]) for i in range(len(rounds) + 1)]
        best: tuple[int, list[int]] | None = None
        tries = 0

        def descend(i: int, cost: int, chosen: list[int]) -> None:
            nonlocal best, tries
            if best is not None and (cost + rest[i] >= best[0] or tries > TRIES):
                return
            if i == len(rounds):
                best = (cost, chosen)
                return
            r = rounds[i]
            priced = []
            for k in open_groups[r]:
                tries += 1
                if not self.twice(rounds[:i], chosen, r, k):
                    met = sum(int(tables[s, r][h, k]) for s, h in zip(rounds[:i], chosen, strict=True))
                    priced.append((int(costs[r][k]) + met, k))
            for price, k in sorted(priced):
                descend(i + 1, cost + price, [*chosen, k])

        descend(0, 0, [])
        return None if best is None else dict(zip(rounds, best[1], strict=True))

    def twice(self, rounds: list[int], chosen: list[int], r: int, k: int) -> bool:
        """Whether group k of round r repeats a group, other than by pins to the same one."""
        held = self.problem.held[:, self.n]
        return any(h == k and not held[r] == held[s] == k for s, h in zip(rounds, chosen, strict=True))

    def reason(self, r: int) -> Cause:
        """Why no place was found in this round."""
        say, problem = Speaker(self.problem), self.problem
        groups = [k for k in range(problem.groups) if not problem.closed[self.n, k]]
        full = [k for k in groups if self.state.size[r, k] >= problem.maximum[k]]
        sentence = f"Round {r + 1}: {say.people([self.n])} finds no place unless somebody moves"
        sentence += f"; {say.groups(full)} {'is' if len(full) == 1 else 'are'} full." if full else "."
        return say.cause("no_place", sentence, [self.n], full or groups, [r])
