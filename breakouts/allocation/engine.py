"""The one door: a roster in, a plan out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

from .anneal import anneal, steps_for
from .cost import terms
from .diagnosis import diagnose
from .model import Assignment, Cause, GroupId, InfeasibleError, Pin, Plan, Roster
from .problem import Ints, Problem, compile_roster
from .seats import clashes, make_seats
from .start import find_start, placed_rows

Progress = Callable[[float, int], None]

UNDECIDED = Cause(
    "undecided",
    "No plan was found, and no reason why there could be none. The rules are very tight: loosen head counts, "
    "fixed places or people kept apart, and try again.",
)


def allocate(
    roster: Roster,
    *,
    seed: int = 1,
    effort: float = 1.0,
    steps: int | None = None,
    time_limit: float | None = None,
    locks: Iterable[Pin] = (),
    start: Assignment | None = None,
    progress: Progress | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Plan:
    """A plan that keeps every hard rule and costs little.

    The work is bounded by `steps` (or by `effort`, 1.0 being a few seconds at 1,000 people), so that the
    same seed gives the same plan on every machine. `time_limit` (seconds) only stops early, which the plan
    then says, and so does `should_stop`. `locks` hold people where they are like pins, but are priced like
    free choices. `start` is a plan to improve; it is used if it keeps every hard rule. `progress` is called
    with the part done (0 to 1) and the best cost so far.

    Raises RosterError for a roster that contradicts itself, InfeasibleError with every cause found.
    """
    began = time.monotonic()
    locks = tuple(locks)
    problem = compile_roster(roster, locks)
    placed = usable(problem, start) if start is not None else None
    if placed is None:
        placed = feasible_rows(roster, problem, locks, seed, should_stop)
    deadline = None if time_limit is None else began + time_limit
    total = steps_for(problem, effort) if steps is None else steps
    outcome = anneal(
        problem, placed, seed=seed, steps=total, deadline=deadline, progress=progress, should_stop=should_stop
    )
    return make_plan(problem, outcome.placed, seed, outcome.complete, outcome.steps)


def feasible_rows(
    roster: Roster,
    problem: Problem,
    locks: Sequence[Pin],
    seed: int = 1,
    should_stop: Callable[[], bool] | None = None,
) -> Ints:
    """A placement (R, N) that keeps every hard rule, good by rank of choice only. Raises InfeasibleError."""
    seats = make_seats(problem)
    if not problem.held_conflicts:
        quick = find_start(problem, seed, seats, work=40_000, should_stop=should_stop)
        if quick.group is not None:
            return placed_rows(problem, seats, quick.group)
    causes = diagnose(roster, locks)
    if not causes:
        thorough = find_start(problem, seed, seats, work=2_000_000, should_stop=should_stop)
        if thorough.group is not None:
            return placed_rows(problem, seats, thorough.group)
    raise InfeasibleError(tuple(causes) or (UNDECIDED,))


def usable(problem: Problem, assign: Assignment) -> Ints | None:
    """The rows of a plan if it fits the roster and keeps every hard rule."""
    if set(assign) != set(problem.person_row):
        return None
    placed = problem.rows(assign)
    return placed if keeps_rules(problem, placed) else None


def keeps_rules(problem: Problem, placed: Ints) -> bool:
    """Whether a placement (R, N) breaks no hard rule."""
    seats = make_seats(problem)
    group = [0] * len(seats)
    for s, members in enumerate(seats.members):
        places = {int(placed[seats.round[s], n]) for n in members}
        group[s] = places.pop()
        if places or group[s] < 0 or not seats.open[s] >> group[s] & 1:
            return False
    heads = [[0] * problem.groups for _ in range(problem.rounds)]
    for s, members in enumerate(seats.members):
        heads[seats.round[s]][group[s]] += len(members)
    fits = all(
        low <= n <= high for row in heads for n, low, high in zip(row, seats.minimum, seats.maximum, strict=True)
    )
    return fits and bool(((placed >= 0) == problem.attend).all()) and not clashes(seats, group)


def make_plan(problem: Problem, placed: Ints, seed: int, complete: bool, steps: int) -> Plan:
    """The plan of a placement (R, N), its terms counted afresh."""
    ids: list[GroupId | None] = [g.id for g in problem.roster.groups]
    ids.append(None)
    columns = placed.T.tolist()
    counted = terms(problem, placed)
    return Plan(
        assign={p.id: tuple(ids[k] for k in row) for p, row in zip(problem.roster.participants, columns, strict=True)},
        seed=seed,
        cost=counted.weighted(problem.roster.weights),
        terms=counted,
        complete=complete,
        steps=steps,
    )
