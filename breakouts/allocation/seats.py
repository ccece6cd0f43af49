"""The hard rules as a colouring problem: seats to be given groups, some pairs of which must differ.

A seat is what moves as one in one round: a person, or people kept together. Everything hard except
the head counts is either a seat's set of open groups or a pair of seats that must differ (the same
person in two rounds, or two people apart in one round).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from .problem import Problem


@dataclass
class Seats:
    """Parallel lists, one entry per seat. `open` are bit masks over groups; `differ` lists other seats.

    `at[r][n]` is the seat of person n in round r, or -1. `minimum` and `maximum` are heads per group.
    """

    groups: int
    minimum: list[int]
    maximum: list[int]
    round: list[int] = field(default_factory=list)
    members: list[tuple[int, ...]] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    held: list[bool] = field(default_factory=list)
    differ: list[list[int]] = field(default_factory=list)
    by_round: list[list[int]] = field(default_factory=list)
    at: list[list[int]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.round)


def make_seats(problem: Problem) -> Seats:
    """All seats of a problem, round by round, people in roster order."""
    n_rounds, n_people, n_groups = problem.rounds, problem.people, problem.groups
    seats = Seats(n_groups, problem.minimum.tolist(), problem.maximum.tolist())
    closed = _masks(problem)
    everything = (1 << n_groups) - 1
    for r in range(n_rounds):
        at = [-1] * n_people
        cluster = {n: members for members in problem.clusters[r] for n in members}
        held = problem.held[r].tolist()
        seats.by_round.append([])
        for n in range(n_people):
            if not problem.attend[r, n] or at[n] >= 0:
                continue
            members = cluster.get(n, (n,))
            s = len(seats)
            mask = everything
            for m in members:
                at[m] = s
                mask &= ~closed[m]
            if held[n] >= 0:
                mask &= 1 << held[n]
            seats.round.append(r)
            seats.members.append(members)
            seats.open.append(mask)
            seats.held.append(held[n] >= 0)
            seats.differ.append([])
            seats.by_round[r].append(s)
        seats.at.append(at)
    _connect(problem, seats)
    return seats


def _masks(problem: Problem) -> list[int]:
    masks = [0] * problem.people
    for n, k in zip(*problem.closed.nonzero(), strict=True):
        masks[n] |= 1 << int(k)
    return masks


def _connect(problem: Problem, seats: Seats) -> None:
    for n in range(problem.people):
        own = [at[n] for at in seats.at if at[n] >= 0]
        for a, b in combinations(own, 2):
            # Only a person pinned to one group in both rounds may sit there twice.
            if not (seats.held[a] and seats.held[b] and seats.open[a] == seats.open[b]):
                _must_differ(seats, a, b)
    for m, n in problem.apart.tolist():
        for at in seats.at:
            if at[m] >= 0 and at[m] == at[n]:
                seats.open[at[m]] = 0
            elif at[m] >= 0 and at[n] >= 0:
                _must_differ(seats, at[m], at[n])


def _must_differ(seats: Seats, a: int, b: int) -> None:
    if b not in seats.differ[a]:
        seats.differ[a].append(b)
        seats.differ[b].append(a)


def bits(mask: int) -> list[int]:
    """The group rows in a mask, in ascending order."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def clashes(seats: Seats, group: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of seats that must differ and do not."""
    return [(a, b) for a in range(len(seats)) for b in seats.differ[a] if a < b and group[a] == group[b] >= 0]


def close(seats: Seats, mask: list[int], changed: Iterable[int]) -> list[int] | None:
    """Seats with one open group left close it to the seats that must differ; None when a seat has none left."""
    queue = list(changed)
    while queue:
        s = queue.pop()
        if not mask[s]:
            return None
        if mask[s].bit_count() == 1:
            for t in seats.differ[s]:
                if mask[t] & mask[s]:
                    mask[t] &= ~mask[s]
                    queue.append(t)
    return mask


def open_beside_held(seats: Seats) -> list[int]:
    """Open groups per seat, less those which a held seat that must differ takes."""
    mask = list(seats.open)
    for s, held in enumerate(seats.held):
        if held:
            for t in seats.differ[s]:
                if not seats.held[t]:
                    mask[t] &= ~seats.open[s]
    return mask
