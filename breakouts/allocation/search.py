"""A long search that can be put down after any part and taken up again elsewhere, with the same result.

It anneals several times, each time from the best placement so far and longer than before, so that something better is
in hand early and stopping at any moment keeps it. Everything is bounded by steps: the same roster, start and seed give
the same plan, in one go or in parts.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

import numpy as np

from .anneal import Annealing, steps_within
from .cost import terms
from .engine import feasible_rows, make_plan, usable
from .model import Assignment, Pin, Plan, Roster
from .problem import Ints, compile_roster

LEGS = (1, 1, 2, 4, 8)  # how the steps are shared out among the annealings
PART = 0.3  # seconds that one part takes on an ordinary machine, plus what a large roster takes to set up
PART_PER_PERSON = 100e-6


class Saved(TypedDict):
    """Where a search stands, fit for JSON: numbers only, people and groups by their place in the roster.

    `now` and `best` are placements, one row per round, -1 where absent; `generator` is the state of the random numbers,
    its large integers as text. `now` and `generator` are empty between two annealings.
    """

    done: int
    cost: int
    best: list[list[int]]
    now: list[list[int]]
    generator: list[str]


class Search:
    """A search of `steps` steps in all. Raises RosterError and InfeasibleError as `allocate` does.

    `start` is a plan to improve; where it does not keep every hard rule the search begins with one of its own, and
    `started_from_given` is False.
    `saved` is where an earlier one left off; it must come from the same roster, locks, seed and number of steps.
    """

    def __init__(
        self,
        roster: Roster,
        *,
        seed: int,
        steps: int,
        locks: Iterable[Pin] = (),
        start: Assignment | None = None,
        saved: Saved | None = None,
    ) -> None:
        locks = tuple(locks)
        self.problem = compile_roster(roster, locks)
        self.seed, self.steps = seed, steps
        people = self.problem.people
        self.part = steps_within(people, roster.rounds, PART + PART_PER_PERSON * people)
        self.leg: Annealing | None = None
        self.done = 0
        self.started_from_given = False
        if saved is None:
            placed = usable(self.problem, start) if start is not None else None
            self.started_from_given = placed is not None
            self.best: Ints = feasible_rows(roster, self.problem, locks, seed) if placed is None else placed
            self.cost = terms(self.problem, self.best).weighted(roster.weights)
        else:
            self._take_up(saved)

    @property
    def is_over(self) -> bool:
        return self.done >= self.steps

    def advance(self) -> None:
        """One part, up to the end of an annealing."""
        if self.is_over:
            return
        number, first, length = self._leg_at(self.done)
        if self.leg is None:
            self.leg = self._new_leg(number, length, self.best)
        until = min(self.done + self.part, first + length)
        if self.problem.people and self.problem.groups > 1:
            self.leg.go_on(self.done - first, until - first)
        self.done = until
        if self.leg.best < self.cost:
            self.cost, self.best = self.leg.best, self.leg.outcome(True, until).placed
        if until == first + length:
            self.leg = None

    def saved(self) -> Saved:
        """Where it stands after the last part."""
        now, generator = [], []
        if self.leg is not None:
            now = self.leg.state.placed().tolist()
            generator = _generator_as_text(self.leg.generator)
        return Saved(done=self.done, cost=self.cost, best=self.best.tolist(), now=now, generator=generator)

    def plan(self) -> Plan:
        """The best plan so far."""
        return make_plan(self.problem, self.best, self.seed, self.is_over, self.done)

    def _leg_at(self, done: int) -> tuple[int, int, int]:
        """Number, first step and length of the annealing that step `done` belongs to."""
        edges = [self.steps * sum(LEGS[:n]) // sum(LEGS) for n in range(len(LEGS) + 1)]
        number = next(n for n in range(len(LEGS)) if done < edges[n + 1])
        return number, edges[number], edges[number + 1] - edges[number]

    def _new_leg(self, number: int, length: int, placed: Ints) -> Annealing:
        return Annealing(self.problem, placed, (self.seed, number), length)

    def _take_up(self, saved: Saved) -> None:
        self.done, self.cost = saved["done"], saved["cost"]
        self.best = self._rows(saved["best"])
        if saved["now"]:
            number, _, length = self._leg_at(self.done)
            self.leg = self._new_leg(number, length, self._rows(saved["now"]))
            # What this annealing found so far is in `best`; only what is better still counts from here on.
            self.leg.best = self.cost
            self.leg.best_group[:, :-1] = np.where(self.problem.attend, self.best, self.problem.groups)
            _set_generator(self.leg.generator, saved["generator"])

    def _rows(self, rows: list[list[int]]) -> Ints:
        return np.array(rows, np.int64).reshape(self.problem.rounds, self.problem.people)


def _generator_as_text(generator: np.random.Generator) -> list[str]:
    state = generator.bit_generator.state
    inner = state["state"]
    return [str(inner["state"]), str(inner["inc"]), str(state["has_uint32"]), str(state["uinteger"])]


def _set_generator(generator: np.random.Generator, saved: list[str]) -> None:
    value, increment, has, rest = map(int, saved)
    generator.bit_generator.state = {
        "bit_generator": "PCG64",
        "state": {"state": value, "inc": increment},
        "has_uint32": has,
        "uinteger": rest,
    }
