"""Simulated annealing (Kirkpatrick, Gelatt and Vecchi 1983) over placements that keep every hard rule."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .bundles import Bundles
from .cost import terms
from .problem import Ints, Problem
from .state import State, widest
from .swaps import Heat, Swaps
from .trades import Trades

LEVELS = 120  # temperatures, falling geometrically
HOT, COLD = 1.2, 0.5  # the highest in units of the largest weight, the lowest in units of the smallest
SMALL, LARGE = 500, 2000  # people; below and above, other kinds of steps pay
MOVE_EVERY = 2  # of the steps within a round, how many also weigh moves without exchange
BUNDLE_EVERY = 16
CHECK = 16  # steps between looks at the clock
# After this part of the time, and with less than this part of the steps due, it cools by the clock.
LATE_FROM, LATE = 0.25, 0.9


@dataclass(frozen=True)
class Outcome:
    """The best placement met, whether the search ran to its end, and the steps it took."""

    placed: Ints
    complete: bool
    steps: int


def steps_for(problem: Problem, effort: float) -> int:
    """The steps of a search of ordinary length: some seconds, half a minute at 10,000 people in three rounds."""
    return int(effort * 10_000 * max(1.0, problem.people * problem.rounds / 20_000))


def steps_within(people: int, rounds: int, seconds: float) -> int:
    """How many steps fit into so many seconds on an ordinary machine (2 cores of 2024), with some to spare."""
    each = 220e-6 + people * (50e-9 + 20e-9 * rounds)
    return max(200, int(0.9 * seconds / each))


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
    return Annealing(problem, placed, seed, steps).run(deadline, progress, should_stop)


class Annealing:
    """One cooling down, in one go (`run`) or a part at a time (`go_on`)."""

    def __init__(self, problem: Problem, placed: Ints, seed: int | tuple[int, ...], steps: int) -> None:
        self.problem, self.steps = problem, steps
        self.generator = np.random.Generator(np.random.PCG64(seed))
        self.state = State(problem, placed)
        self.swaps = Swaps(self.state, self.generator)
        self.trades = Trades(self.state, self.generator)
        self.bundles = Bundles(self.state, self.generator)
        few_ways = problem.people <= SMALL or problem.rounds >= problem.groups - 1
        self.trade_every = 2 if few_ways else 4 if problem.people <= LARGE else 16
        self.rounds = np.flatnonzero(self.state.listed.sum(1))
        # As many as the lists of a round can ever have places, and some more, so that draws begin at many of them.
        cells = problem.groups * widest(problem)
        self.gumbel = -np.log(-np.log(self.generator.random((1 << 15) + cells)))
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
        """Cools as the steps go by, or as the clock does once it is plain that the steps will not all be made."""
        began = time.monotonic()
        limit = float("inf") if deadline is None else max(1e-9, deadline - began)
        late, level, heat = False, -1, None
        for done in range(self.steps):
            share = done / self.steps
            if done % CHECK == 0:
                passed = (time.monotonic() - began) / limit
                if passed >= 1 or (should_stop is not None and should_stop()):
                    return self.outcome(False, done)
                late = late or (passed > LATE_FROM and share < LATE * passed)
                if late:
                    share = passed
            elif late:
                share = level / LEVELS
            if heat is None or int(share * LEVELS) > level:
                level = int(share * LEVELS)
                heat = self.cool(level / (LEVELS - 1))
                if progress is not None:
                    progress(share, self.best)
            self.step(done, heat)
        if progress is not None:
            progress(1.0, self.best)
        return self.outcome(not late, self.steps)

    def go_on(self, done: int, until: int) -> None:
        """The steps from `done` to `until` of those due, cooling as they go by, whatever the clock says.

        It begins with the lists in the order of a fresh state, so that a search that was put down after any part and
        taken up again elsewhere makes the same steps as one that was not.
        """
        for r in range(self.problem.rounds):
            self.state.relist(r)
        level, heat = -1, None
        for n in range(done, until):
            due = n * LEVELS // self.steps
            if heat is None or due > level:
                level, heat = due, self.cool(due / (LEVELS - 1))
            self.step(n, heat)

    def outcome(self, complete: bool, done: int) -> Outcome:
        """The best placement met."""
        return Outcome(np.where(self.problem.attend, self.best_group[:, :-1], -1), complete, done)

    def cool(self, share: float) -> Heat:
        """From hot to cold, geometrically, as `share` goes from 0 to 1; more are combined as it gets colder."""
        first, last = (4, 32) if self.problem.people <= SMALL else (12, 16)
        self.swaps.breadth = round(first + (last - first) * share)
        return Heat(float(self.hot * (self.cold / self.hot) ** share), self.gumbel)

    def step(self, n: int, heat: Heat) -> None:
        if self.bundles.bundles and n % BUNDLE_EVERY == 0:
            self.cost += self.bundles.step(heat)
        if n % self.trade_every == 0:
            self.cost += self.trades.step(heat)
        elif len(self.rounds):
            r = int(self.rounds[int(self.generator.integers(len(self.rounds)))])
            self.cost += self.swaps.step(r, heat, n // self.trade_every % MOVE_EVERY == 0)
        if self.cost < self.best:
            self.best, self.best_group = self.cost, self.state.group.copy()
