"""Steps that trade whole itineraries between two people.

A trade leaves who meets whom in which rounds as it was, up to the two names. It opens ways where nearly
every group is already on everybody's itinerary, so that no exchange within one round is allowed.
"""

from __future__ import annotations

import numpy as np

from .problem import Ints
from .state import CLOSED, Costs, State
from .swaps import Heat

PARTNERS = 256  # at most so many partners are weighed in one trade


class Trades:
    """People who are free in every round they attend, by the rounds they attend."""

    def __init__(self, state: State, generator: np.random.Generator) -> None:
        self.state, self.generator = state, generator
        problem = state.problem
        free = np.asarray(problem.attend.any(0) & (state.movable[:, :-1] | ~problem.attend).all(0))
        free[problem.apart.ravel()] = False
        pools: dict[tuple[int, ...], list[int]] = {}
        for n in np.flatnonzero(free).tolist():
            pools.setdefault(tuple(np.flatnonzero(problem.attend[:, n]).tolist()), []).append(n)
        self.pools = [
            (rounds, np.array(people)) for rounds, people in pools.items() if len(rounds) > 1 and len(people) > 1
        ]
        self.edges = np.cumsum([len(people) for _, people in self.pools])

    def step(self, heat: Heat) -> int:
        """One person, many partners, one outcome drawn; returns the change of cost."""
        if not self.pools:
            return 0
        ticket = int(self.generator.integers(int(self.edges[-1])))
        rounds, people = self.pools[int(np.searchsorted(self.edges, ticket, side="right"))]
        n = int(self.generator.integers(len(people)))
        i = people[n]
        if len(people) > PARTNERS:
            first = int(self.generator.integers(len(people) - PARTNERS))
            people = people[first : first + PARTNERS]
        change = np.zeros(len(people), np.int32)
        for r in rounds:
            change += self.exchange(r, i, people)
        change[people == i] = CLOSED
        column, cost = heat.draw(change[None, :], self.generator)
        if column[0] >= 0:
            j = people[column]
            for r in rounds:
                if self.state.group[r, i] != self.state.group[r, j[0]]:
                    self.state.swap(r, np.array([i]), j)
        return int(cost[0])

    def exchange(self, r: int, i: int, people: Ints) -> Costs:
        """The cost, meetings aside, of exchanging i with each of `people` in round r."""
        state = self.state
        n_groups = state.problem.groups
        g, h = state.group[r, i], state.group[r].take(people)
        less, more = state.marginal(r)
        choice = state.choice[r]
        own = state.value[:, i]
        change: Costs = choice[i].take(h) - choice[i, g]
        flat, cell = choice.reshape(-1), people * n_groups
        change += flat.take(cell + g)
        change -= flat.take(cell + h)
        leave, enter = less[own], more[own]
        change += (enter.sum(0, dtype=np.int32) + leave[:, g].sum(dtype=np.int32)).take(h)
        cell = state.value_cell.take(people, 1)
        change += less.reshape(-1).take(cell + h).sum(0, dtype=np.int32)
        change += more.reshape(-1).take(cell + g).sum(0, dtype=np.int32)
        shared = (leave + enter + (leave[:, g] + enter[:, g])[:, None]).take(h, 1)
        change -= (shared * (state.value.take(people, 1) == own[:, None])).sum(0, dtype=np.int32)
        colleagues = state.colleagues[r]
        mine = colleagues[state.organization[i]]
        flat, cell = colleagues.reshape(-1), state.organization_cell.take(people)
        change += mine.take(h) - mine[g]
        change += flat.take(cell + g)
        change -= flat.take(cell + h)
        different = state.organization.take(people) != state.organization[i]
        change += np.int32(2 * state.organization_weight) * different
        change[h == g] = 0
        return change
