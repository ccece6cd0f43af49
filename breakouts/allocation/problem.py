"""A roster compiled to arrays. People, groups and attribute values become row numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .model import GroupId, Pin, Roster, RosterError
from .roster import faults

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Problem:
    """N people, R rounds, K groups, A attributes with V values in all, numbered through.

    Shapes: `attend`, `pinned`, `held`, `ranked` (R, N); `closed`, `rank_cost` (N, K); `values` (A, N).
    `pinned` is the group a pin gives a person, directly or through the people kept together with
    them, and decides what is scored; `held` also counts locks, and is what the search may not change. Both are -1
    where free. `ranked` is where a choice is scored. `best` is each person's own attainable minimum.
    """

    roster: Roster
    person_row: Mapping[str, int]
    attend: Bools
    pinned: Ints
    held: Ints
    ranked: Bools
    closed: Bools
    rank_cost: Ints
    best: Ints
    minimum: Ints
    maximum: Ints
    values: Ints
    value_weight: Ints
    value_attribute: Ints
    totals: Ints
    heads: Ints
    organization: Ints
    organizations: int
    clusters: tuple[tuple[tuple[int, ...], ...], ...]
    apart: Ints
    held_conflicts: tuple[tuple[int, int, int, int], ...]

    @property
    def people(self) -> int:
        """N."""
        return int(self.attend.shape[1])

    @property
    def rounds(self) -> int:
        """R."""
        return int(self.attend.shape[0])

    @property
    def groups(self) -> int:
        """K."""
        return int(self.minimum.shape[0])

    def rows(self, assign: Mapping[str, Sequence[GroupId | None]]) -> Ints:
        """A plan's placements as group rows, shape (R, N), -1 where absent."""
        number = {group.id: k for k, group in enumerate(self.roster.groups)}
        placed = np.full((self.rounds, self.people), -1, np.int64)
        for person, row in assign.items():
            if person not in self.person_row or len(row) != self.rounds:
                raise RosterError([f"$.assign: the row of {person!r} does not fit the roster"])
            for r, group in enumerate(row):
                if group is not None:
                    if group not in number:
                        raise RosterError([f"$.assign.{person}[{r}]: there is no group {group!r}"])
                    placed[r, self.person_row[person]] = number[group]
        return placed


def compile_roster(roster: Roster, locks: Iterable[Pin] = ()) -> Problem:
    """The arrays of a roster. Locks hold like pins but are scored like free choices. Raises RosterError."""
    errors = faults(roster)
    if errors:
        raise RosterError(errors)
    people, groups, n_rounds = roster.participants, roster.groups, roster.rounds
    row = {p.id: n for n, p in enumerate(people)}
    column = {g.id: k for k, g in enumerate(groups)}
    attend = np.zeros((n_rounds, len(people)), np.bool_)
    for n, p in enumerate(people):
        attend[list(p.rounds), n] = True
    together = [(row[a], row[b]) for a, b in roster.together]
    clusters = tuple(_clusters(together, attend[r]) for r in range(n_rounds))
    pins = [(row[p.person], column[p.group], p.round) for p in roster.pins]
    locked = [(row[p.person], column[p.group], p.round) for p in locks]
    pinned = _inherit(pins, together, attend)
    held, conflicts = _hold([*pins, *locked], clusters, attend)
    closed = np.zeros((len(people), len(groups)), np.bool_)
    for person, group in roster.forbid:
        closed[row[person], column[group]] = True
    rank_cost, best, ranked = _preferences(roster, column, attend, pinned, closed)
    values, value_weight, value_attribute = _values(roster)
    totals = np.zeros((n_rounds, len(value_weight)), np.int64)
    for r in range(n_rounds):
        np.add.at(totals[r], values[:, attend[r]].ravel(), 1)
    codes: dict[object, int] = {}
    organization = np.array(
        [
            codes.setdefault((n,) if p.organization is None else p.organization, len(codes))
            for n, p in enumerate(people)
        ],
        np.int64,
    )
    return Problem(
        roster=roster,
        person_row=row,
        attend=attend,
        pinned=pinned,
        held=held,
        ranked=ranked,
        closed=closed,
        rank_cost=rank_cost,
        best=best,
        minimum=np.array([g.minimum for g in groups], np.int64),
        maximum=np.array([g.maximum for g in groups], np.int64),
        values=values,
        value_weight=value_weight,
        value_attribute=value_attribute,
        totals=totals,
        heads=attend.sum(1).astype(np.int64),
        organization=organization,
        organizations=len(codes),
        clusters=clusters,
        apart=np.array([(row[a], row[b]) for a, b in roster.apart], np.int64).reshape(-1, 2),
        held_conflicts=conflicts,
    )


def _clusters(together: list[tuple[int, int]], attend: Bools) -> tuple[tuple[int, ...], ...]:
    """People who share a group because a chain of pairs, all present, binds them; only sets of two or more."""
    root: dict[int, int] = {}

    def find(a: int) -> int:
        while root.setdefault(a, a) != a:
            root[a] = root[root[a]]
            a = root[a]
        return a

    for a, b in together:
        if attend[a] and attend[b]:
            root[find(a)] = find(b)
    sets: dict[int, list[int]] = defaultdict(list)
    for a in sorted(root):
        sets[find(a)].append(a)
    return tuple(sorted(tuple(members) for members in sets.values() if len(members) > 1))


def _inherit(pins: list[tuple[int, int, int]], together: list[tuple[int, int]], attend: Bools) -> Ints:
    """Pins spread along the pairs kept together: an interpreter counts as pinned with a pinned person."""
    pinned = np.full(attend.shape, -1, np.int64)
    for n, k, r in pins:
        pinned[r, n] = k
    changed = True
    while changed:
        changed = False
        for pair in together:
            for a, b in (pair, pair[::-1]):
                for r in range(attend.shape[0]):
                    if pinned[r, a] >= 0 and attend[r, b] and pinned[r, b] < 0:
                        pinned[r, b] = pinned[r, a]
                        changed = True
    return pinned


def _hold(
    pins: list[tuple[int, int, int]], clusters: tuple[tuple[tuple[int, ...], ...], ...], attend: Bools
) -> tuple[Ints, tuple[tuple[int, int, int, int], ...]]:
    """Where the search may not move people, and the clashes (person, first group, other group, round) among pins."""
    held = np.full(attend.shape, -1, np.int64)
    conflicts = []
    for n, k, r in pins:
        if attend[r, n]:
            if held[r, n] >= 0 and held[r, n] != k:
                conflicts.append((n, int(held[r, n]), k, r))
            held[r, n] = k
    for r, sets in enumerate(clusters):
        for members in sets:
            fixed = [n for n in members if held[r, n] >= 0]
            conflicts += [
                (n, int(held[r, fixed[0]]), int(held[r, n]), r) for n in fixed[1:] if held[r, n] != held[r, fixed[0]]
            ]
            if fixed:
                held[r, list(members)] = held[r, fixed[0]]
    return held, tuple(conflicts)


def _preferences(
    roster: Roster, column: Mapping[GroupId, int], attend: Bools, pinned: Ints, closed: Bools
) -> tuple[Ints, Ints, Bools]:
    """Triangular rank costs (0, 1, 3, 6, 10 …); a group left off a list costs the mean of the places left on it."""
    n_people, n_groups = closed.shape
    cost = np.zeros((n_people, n_groups), np.int64)
    ranked = attend & (pinned < 0)
    places = min(n_groups, 5)
    for n, p in enumerate(roster.participants):
        length = len(p.preferences)
        if not length:
            ranked[:, n] = False
            continue
        left = [k * (k + 1) // 2 for k in range(length, places)]
        cost[n] = -(-sum(left) // len(left)) if left else places * (places + 1) // 2
        for k, group in enumerate(p.preferences):
            cost[n, column[group]] = k * (k + 1) // 2
    out_of_reach = closed.copy()
    for row in pinned:
        at = np.flatnonzero(row >= 0)
        out_of_reach[at, row[at]] = True
    # A group out of reach sorts last and then counts nothing: fewer groups than rounds is no plan at all.
    in_order = np.sort(np.where(out_of_reach, np.iinfo(np.int64).max, cost), axis=1)
    sums = np.zeros((n_people, n_groups + 1), np.int64)
    np.cumsum(np.where(in_order == np.iinfo(np.int64).max, 0, in_order), axis=1, out=sums[:, 1:])
    best = sums[np.arange(n_people), np.minimum(ranked.sum(0), n_groups)]
    return cost, best, ranked


def _values(roster: Roster) -> tuple[Ints, Ints, Ints]:
    codes: dict[tuple[str, object], int] = {}
    values = np.zeros((len(roster.spread), len(roster.participants)), np.int64)
    weights: list[int] = []
    attributes: list[int] = []
    for a, name in enumerate(roster.spread):
        for n, p in enumerate(roster.participants):
            key = (name, p.attributes.get(name))
            if key not in codes:
                codes[key] = len(codes)
                weights.append(roster.weights.spread[name])
                attributes.append(a)
            values[a, n] = codes[key]
    return values, np.array(weights, np.int64), np.array(attributes, np.int64)
