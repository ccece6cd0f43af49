"""Simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983) over placements that keep every hard rule."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .bundles import Bundles
from .cost import terms
from .problem import Ints, Problem
from .state import State
from .swaps import Heat, Swaps
from .trades import Trades

LEVELS = 120  # temperatures, falling geometrically
HOT, COLD = 1.5, 0.5  # the highest in units of the largest weight, the lowest in units of the smallest
BREADTH = 16
TRADE_EVERY = 4
MOVE_EVERY = 2
QUENCH = 0.12  # the last part of a time limit, kept for cooling down when the clock is faster than the steps
ALMOST = 0.9  # from this share of the levels on it is cold enough to let the search end by itself
CHECK = 16  # steps between looks at the clock


@dataclass(frozen=True)
class Outcome:
    """The best placement met, whether the search ran to its end, and the steps it took."""

    placed: Ints
    complete: bool
    steps: int


def steps_for(problem: Problem, effort: float) -> int:
    """The steps of a search of ordinary length."""
    return int(effort * 12000)


def steps_within(problem: Problem, seconds: float) -> int:
    """How many steps fit into so many seconds on an ordinary machine."""
    return int(seconds * 3000)


def anneal(
    problem: Problem,
    placed: Ints,
    *,
    seed: int,
    steps: int,
    deadline: float | None = None,
    progress: Callable[[float, int], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Outcome:
    """Improves a placement by `steps` steps; the same arguments give the same placement unless stopped.

    `deadline` is a reading of `time.monotonic`.
    """
    if problem.people == 0 or problem.groups < 2 or steps <= 0:
        return Outcome(placed, True, 0)
    return _Annealing(problem, placed, seed, steps).run(deadline, progress, should_stop)


class _Annealing:
    def __init__(self, problem: Problem, placed: Ints, seed: int, steps: int) -> None:
        self.problem, self.steps = problem, steps
        self.generator = np.random.Generator(np.random.PCG64(seed))
        self.state = State(problem, placed)
        self.swaps = Swaps(self.state, self.generator, BREADTH)
        self.trades = Trades(self.state, self.generator)
        self.bundles = Bundles(self.state, self.generator)
        self.rounds = np.flatnonzero(self.state.listed.sum(1))
        cells = self.state.inside[0].size if problem.rounds else 0
        self.gumbel = -np.log(-np.log(self.generator.random((1 << 15) + 2 * cells)))
        weights = problem.roster.weights
        positive = [w for w in (weights.preference, weights.organization, weights.meeting, *problem.value_weight) if w]
        self.hot, self.cold = HOT * max(positive, default=1), COLD * min(positive, default=1)
        self.cost = terms(problem, placed).weighted(problem.roster.weights)
        self.best, self.best_group = self.cost, self.state.group.copy()

    def run(
        self,
        deadline: float | None,
        progress: Callable[[float, int], None] | None,
        should_stop: Callable[[], bool] | None,
    ) -> Outcome:
        began = time.monotonic()
        # Short of time, the last part of it is used cold, so that even a search cut short ends in a valley.
        cold_from = None if deadline is None else deadline - QUENCH * (deadline - began)
        done, complete = 0, True
        for level in range(LEVELS):
            share = level / (LEVELS - 1)
            heat = Heat(self.temperature(share if complete else 1.0), self.gumbel)
            until = self.steps * (level + 1) // LEVELS
            while done < until:
                self.step(done, heat)
                done += 1
                if done % CHECK:
                    continue
                now = time.monotonic()
                if (deadline is not None and now >= deadline) or (should_stop is not None and should_stop()):
                    return self.outcome(False, done)
                if cold_from is not None and complete and now >= cold_from and share < ALMOST:
                    heat, complete = Heat(self.temperature(1.0), self.gumbel), False
            if progress is not None:
                progress(until / self.steps, self.best)
        return self.outcome(complete, done)

    def temperature(self, share: float) -> float:
        """From hot to cold, geometrically, as `share` goes from 0 to 1."""
        return float(self.hot * (self.cold / self.hot) ** share)

    def outcome(self, complete: bool, done: int) -> Outcome:
        return Outcome(np.where(self.problem.attend, self.best_group[:, :-1], -1), complete, done)

    def step(self, n: int, heat: Heat) -> None:
        if self.bundles.bundles and n % 16 == 15:
            self.cost += self.bundles.step(heat)
        if n % TRADE_EVERY == TRADE_EVERY - 1:
            self.cost += self.trades.step(heat)
        elif len(self.rounds):
            r = int(self.rounds[int(self.generator.integers(len(self.rounds)))])
            self.cost += self.swaps.step(r, heat, n % MOVE_EVERY == 0)
        if self.cost < self.best:
            self.best, self.best_group = self.cost, self.state.group.copy()
