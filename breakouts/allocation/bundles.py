"""Steps that move people kept together: the whole bundle, in exchange for as many others or alone."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from .state import CLOSED, State
from .swaps import Heat


class Bundles:
    """Bundles of people who share a group in a round and are not held there."""

    def __init__(self, state: State, generator: np.random.Generator) -> None:
        self.state, self.generator = state, generator
        problem = state.problem
        self.bundles = [
            (r, members)
            for r, clusters in enumerate(problem.clusters)
            for members in clusters
            if problem.held[r, members[0]] < 0
        ]
        self.apart: dict[int, list[int]] = defaultdict(list)
        for a, b in problem.apart.tolist():
            self.apart[a].append(b)
            self.apart[b].append(a)

    def step(self, heat: Heat) -> int:
        """One bundle, one other group, one outcome drawn; returns the change of cost."""
        state, generator = self.state, self.generator
        r, members = self.bundles[int(generator.integers(len(self.bundles)))]
        g = int(state.group[r, members[0]])
        h = int(generator.integers(state.problem.groups - 1))
        h += h >= g
        back = self.partners(r, g, h, len(members))
        if back is None:
            return 0
        path = [(n, h) for n in members] + [(n, g) for n in back]
        leaving = set(members) | set(back)
        if not all(self.allowed(r, n, to, leaving) for n, to in path):
            return 0
        change = 0
        for n, to in path:
            change += state.price(r, n, to)
            state.relocate(r, n, to)
        column, cost = heat.draw(np.array([[change]], np.int32), generator)
        if column[0] < 0:
            for n, to in reversed(path):
                state.relocate(r, n, g if to == h else h)
        return int(cost[0])

    def partners(self, r: int, g: int, h: int, number: int) -> list[int] | None:
        """Who goes the other way: nobody where sizes allow and chance wills, else so many of group h."""
        state, problem = self.state, self.state.problem
        room = problem.maximum[h] - state.size[r, h]
        spare = state.size[r, g] - problem.minimum[g]
        least = max(0, number - int(room), number - int(spare))
        wanted = int(self.generator.integers(least, number + 1))
        listed = int(state.listed[r, h])
        if listed < wanted:
            return None
        chosen = self.generator.choice(listed, wanted, replace=False)
        return [int(n) for n in state.inside[r][h, chosen]]

    def allowed(self, r: int, n: int, h: int, leaving: set[int]) -> bool:
        """Whether a person may go to group h of round r while those `leaving` change sides."""
        state = self.state
        if state.choice[r, n, h] >= CLOSED:
            return False
        if any(s != r and state.group[s, n] == h for s in range(state.problem.rounds)):
            return False
        for other in self.apart.get(n, ()):
            if state.group[r, other] == h and other not in leaving:
                return False
            if other in leaving and state.group[r, other] == state.group[r, n]:
                return False
        return True
