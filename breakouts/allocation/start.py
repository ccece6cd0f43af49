"""Finds a placement that keeps every hard rule, or proves that there is none.

Each round is filled for itself (`filling`), then the filled rounds are confronted: where two seats
that must differ do not, or people kept together were split, the search branches on that one clash
(branch and bound over relaxations; complete, since every branch closes a group to a seat). What the
head counts of one round forbid is therefore seen at once, and only real clashes cost search.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from .filling import fill_round
from .problem import Ints, Problem
from .seats import Seats, clashes, close, make_seats


@dataclass(frozen=True)
class Start:
    """`group` per seat when found; otherwise `proven` tells whether there surely is no placement."""

    group: list[int] | None
    proven: bool


def placed_rows(problem: Problem, seats: Seats, group: Sequence[int]) -> Ints:
    """Groups per seat as a placement of shape (R, N)."""
    placed = np.full((problem.rounds, problem.people), -1, np.int64)
    for s, members in enumerate(seats.members):
        placed[seats.round[s], list(members)] = group[s]
    return placed


def likings(problem: Problem) -> list[list[int]]:
    """The group rows each person ranked, best first."""
    column = {g.id: k for k, g in enumerate(problem.roster.groups)}
    return [[column[g] for g in p.preferences] for p in problem.roster.participants]


def find_start(
    problem: Problem,
    seed: int = 1,
    seats: Seats | None = None,
    work: int = 400_000,
    should_stop: Callable[[], bool] | None = None,
) -> Start:
    """A placement within `work` seat placings (about 2 µs each), the same for the same seed."""
    seats = make_seats(problem) if seats is None else seats
    search = _Search(seats, likings(problem), seed, max(work, 12 * len(seats)), should_stop)
    return search.run()


class _Search:
    def __init__(
        self,
        seats: Seats,
        liking: list[list[int]],
        seed: int,
        work: int,
        should_stop: Callable[[], bool] | None,
    ) -> None:
        self.seats, self.liking, self.work, self.should_stop = seats, liking, work, should_stop
        self.generator = np.random.Generator(np.random.PCG64(seed))
        self.spent = 0

    def run(self) -> Start:
        """Restarts with other orders and growing budgets, since a search tree may be entered at a bad place."""
        budget = max(self.work // 16, 4 * len(self.seats))
        while self.spent < self.work:
            found = self.descend(min(self.work, self.spent + budget))
            if found.group is not None or found.proven:
                return found
            budget *= 2
        return Start(None, False)

    def descend(self, limit: int) -> Start:
        """Depth first until a placement, a proof, or the limit of work."""
        root = close(self.seats, list(self.seats.open), range(len(self.seats)))
        if root is None:
            return Start(None, True)
        rank = self.generator.permutation(len(self.seats)).tolist()
        stack = [root]
        while stack:
            if self.spent >= limit or (self.should_stop and self.should_stop()):
                return Start(None, False)
            mask = stack.pop()
            group, split, bad = self.relax(mask, rank)
            if group is None:
                continue
            if not split and not bad:
                return Start(group, True)
            stack += self.branches(mask, group, split, bad)
        return Start(None, True)

    def relax(self, mask: list[int], rank: list[int]) -> tuple[list[int] | None, list[int], list[tuple[int, int]]]:
        """All rounds filled; a second and third time round by round while that lessens the clashes."""
        seats = self.seats
        group = [-1] * len(seats)
        orders = [self.order(mask, rank, r) for r in range(len(seats.by_round))]
        best: tuple[list[int] | None, list[int], list[tuple[int, int]]] = (None, [], [])
        for _ in range(3):
            split: list[int] = []
            for r, order in enumerate(orders):
                self.spent += len(order)
                broken = fill_round(seats, mask, group, r, order, self.liking)
                if broken is None:
                    return None, [], []
                split += broken
            bad = clashes(seats, group)
            if best[0] is not None and len(bad) + len(split) >= len(best[1]) + len(best[2]):
                break
            best = (list(group), split, bad)
            if not bad and not split:
                break
        return best

    def order(self, mask: list[int], rank: list[int], r: int) -> list[int]:
        """Held seats, then those kept together, then those apart from others, then those with few open groups."""
        seats = self.seats

        def key(s: int) -> tuple[int, int, bool, int, int]:
            tied = any(seats.round[t] == r for t in seats.differ[s])
            return (mask[s].bit_count() > 1, -len(seats.members[s]), not tied, mask[s].bit_count(), rank[s])

        return sorted(seats.by_round[r], key=key)

    def branches(
        self, mask: list[int], group: list[int], split: list[int], bad: list[tuple[int, int]]
    ) -> list[list[int]]:
        """Two ways out of one clash, the more promising last (it is taken first)."""
        if bad:
            a, b = min(bad, key=lambda pair: min(mask[pair[0]].bit_count(), mask[pair[1]].bit_count()))
            if mask[a].bit_count() > mask[b].bit_count():
                a, b = b, a
        else:
            a = b = split[0]
        bit = 1 << group[a]
        ways = []
        for s, open_groups in ((a, mask[a] & ~bit), (a, bit)):
            changed = list(mask)
            changed[s] = open_groups
            closed = close(self.seats, changed, [s]) if open_groups else None
            if closed is not None:
                ways.append(closed)
        return ways
