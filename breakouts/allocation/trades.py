"""Steps that trade whole itineraries between two people.

A trade leaves who meets whom in which rounds as it was, up to the two names. It opens ways where nearly
every group is already on everybody's itinerary, so that no exchange within one round is allowed.
"""

from __future__ import annotations

import numpy as np

from .state import CLOSED, State
from .swaps import Heat

PAIRS = 384  # about so many pairs of people are weighed in one trade


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
        """A few people, many partners, one outcome drawn; returns the change of cost."""
        if not self.pools:
            return 0
        state, generator = self.state, self.generator
        ticket = int(generator.integers(int(self.edges[-1])))
        rounds, people = self.pools[int(np.searchsorted(self.edges, ticket, side="right"))]
        few = people[generator.integers(len(people), size=max(1, PAIRS // len(people)))]
        if len(people) > PAIRS:
            first = int(generator.integers(len(people) - PAIRS))
            people = people[first : first + PAIRS]
        change = state.exchange(rounds[0], few, people)
        for r in rounds[1:]:
            change += state.exchange(r, few, people)
        # To trade like for like changes nothing, and would crowd out the trades that do.
        itineraries = state.group[list(rounds)]
        change[(itineraries[:, few][:, :, None] == itineraries[:, people][:, None, :]).all(0)] = CLOSED
        column, cost = heat.draw(change.reshape(1, -1), generator)
        if column[0] >= 0:
            i, j = few[column // len(people)], people[column % len(people)]
            for r in rounds:
                if state.group[r, i[0]] != state.group[r, j[0]]:
                    state.swap(r, i, j)
        return int(cost[0])
