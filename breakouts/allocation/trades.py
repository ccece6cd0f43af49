"""Steps that trade whole itineraries between two people.

A trade leaves who meets whom in which rounds as it was, up to the two names. It opens ways where nearly
every group is already on everybody's itinerary, so that no exchange within one round is allowed.
"""

from __future__ import annotations

import numpy as np

from .state import CLOSED, State
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
            change += self.state.exchange(r, i, people)
        # To trade like for like changes nothing, and would crowd out the trades that do.
        itineraries = self.state.group[list(rounds)]
        change[(itineraries[:, people] == itineraries[:, [i]]).all(0)] = CLOSED
        column, cost = heat.draw(change[None, :], self.generator)
        if column[0] >= 0:
            j = people[column]
            for r in rounds:
                if self.state.group[r, i] != self.state.group[r, j[0]]:
                    self.state.swap(r, np.array([i]), j)
        return int(cost[0])
