"""Fills the groups of one round: everybody seated in an open group, every head count kept.

A seat is placed where it likes best among groups with room; where none has, a chain of moves makes
room (augmenting paths on the graph of groups, Ford and Fulkerson 1956). First such chains keep the
pairs that must differ, as far as other rounds and earlier seats are known; only then they may not.
So `fill_round` fails only if the head counts and open groups of the round alone cannot be kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from .seats import Seats, bits


def targets(seats: Seats, r: int, given: Sequence[int]) -> list[int]:
    """Head counts to aim at: as even as the bounds allow; extras go to groups that had fewer so far (`given`)."""
    left = sum(len(seats.members[s]) for s in seats.by_round[r])
    aim = list(seats.minimum)
    left -= sum(aim)
    while left > 0:
        room = [g for g in range(seats.groups) if aim[g] < seats.maximum[g]]
        if not room:
            break
        lowest = min(aim[g] for g in room)
        level = sorted((g for g in room if aim[g] == lowest), key=lambda g: (given[g], g))
        for g in level[:left]:
            aim[g] += 1
        left -= len(level)
    return aim


class _Filling:
    """One round being filled. A unit is one head; the heads of a seat move together unless `loose`."""

    def __init__(self, seats: Seats, mask: Sequence[int], group: list[int], r: int) -> None:
        self.seats, self.mask, self.group = seats, mask, group
        self.inside: list[list[int]] = [[] for _ in range(seats.groups)]
        self.count = [0] * seats.groups
        self.loose = False
        self.where: dict[int, list[int]] = {}
        self.soft: dict[int, int] = {}
        self.movable: dict[int, bool] = {}
        for s in seats.by_round[r]:
            free = mask[s]
            still = len(seats.members[s]) == 1
            for t in seats.differ[s]:
                if seats.round[t] == r:
                    still = False
                elif group[t] >= 0:
                    free &= ~(1 << group[t])
            self.soft[s] = free
            self.movable[s] = still

    def put(self, s: int, g: int, heads: int) -> None:
        self.inside[g].append(s)
        self.count[g] += heads
        self.where.setdefault(s, []).append(g)
        self.group[s] = g

    def open_now(self, s: int) -> int:
        """Open groups of a seat that clash with nobody seated so far."""
        free = self.soft[s]
        if not self.movable[s]:
            for t in self.seats.differ[s]:
                if t in self.where:
                    for g in self.where[t]:
                        free &= ~(1 << g)
        return free

    def chain(self, starts: int, has_room: int, s: int) -> bool:
        """Moves others along a shortest chain from `starts` to a group with room.

        The room so made in one of `starts` goes to one head of seat `s`; with s = -1 it stays empty.
        """
        before: dict[int, tuple[int, int]] = {}
        seen = starts
        queue = bits(starts)
        goal = -1
        for g in queue:
            if has_room >> g & 1:
                goal = g
                break
            for t in self.inside[g]:
                if not self.loose and not self.movable[t]:
                    continue
                ways = (self.mask[t] if self.loose else self.soft[t]) & ~seen
                if ways:
                    seen |= ways
                    for h in bits(ways):
                        before[h] = (g, t)
                        queue.append(h)
        if goal < 0:
            return False
        while goal in before:
            g, t = before[goal]
            self.shift(t, g, goal)
            goal = g
        if s >= 0:
            self.put(s, goal, 1)
        return True

    def reach(self, starts: int) -> int:
        """The groups that chains from `starts` lead to."""
        seen = starts
        queue = bits(starts)
        for g in queue:
            for t in self.inside[g]:
                ways = self.mask[t] & ~seen
                seen |= ways
                queue += bits(ways)
        return seen

    def shift(self, t: int, g: int, h: int) -> None:
        self.inside[g].remove(t)
        self.inside[h].append(t)
        self.count[g] -= 1
        self.count[h] += 1
        self.where[t].remove(g)
        self.where[t].append(h)
        self.group[t] = h


def fill_round(
    seats: Seats, mask: Sequence[int], group: list[int], r: int, order: Sequence[int], liking: Sequence[Sequence[int]]
) -> list[int] | None:
    """Writes a group into `group` for every seat of round r; returns the seats it had to split, or None if impossible.

    `mask` are the open groups per seat; `order` the order of placing; `liking[n]` the groups person n
    ranks, best first. Seats of other rounds that are already placed (group >= 0) are avoided where possible.
    """
    filling = _Filling(seats, mask, group, r)
    given = [0] * seats.groups
    for s in range(len(seats)):
        if group[s] >= 0 and seats.round[s] != r:
            given[group[s]] += len(seats.members[s])
    for s in seats.by_round[r]:
        group[s] = -1
    aim = targets(seats, r, given)
    rest = _place_by_liking(filling, aim, order, liking)
    rest = _chain_all(filling, rest, aim)
    rest = _chain_all(filling, rest, seats.maximum)
    filling.loose = True
    if _chain_all(filling, rest, seats.maximum) or not _reach_minimum(filling):
        return None
    return [s for s, places in filling.where.items() if len(set(places)) > 1]


def _place_by_liking(
    filling: _Filling, aim: Sequence[int], order: Sequence[int], liking: Sequence[Sequence[int]]
) -> list[int]:
    seats, count, rest = filling.seats, filling.count, []
    turn = 0
    for s in order:
        members = seats.members[s]
        heads = len(members)
        free = filling.open_now(s)
        limit = seats.maximum if heads > 1 or seats.held[s] else aim
        chosen = -1
        for g in liking[members[0]]:
            if free >> g & 1 and count[g] + heads <= limit[g]:
                chosen = g
                break
        else:
            for step in range(seats.groups):
                g = (turn + step) % seats.groups
                if free >> g & 1 and count[g] + heads <= limit[g]:
                    chosen, turn = g, g + 1
                    break
        if chosen < 0:
            rest.append(s)
        elif heads == 1:
            filling.put(s, chosen, 1)
        else:
            for _ in members:
                filling.put(s, chosen, 1)
    return rest


def _chain_all(filling: _Filling, waiting: list[int], limit: Sequence[int]) -> list[int]:
    """Tries to seat those waiting within `limit` heads per group; returns those still waiting."""
    seats, rest = filling.seats, []
    for s in waiting:
        heads = len(seats.members[s]) - len(filling.where.get(s, ()))
        if heads > 1 and not filling.loose:
            rest.append(s)
            continue
        for _ in range(heads):
            starts = filling.mask[s] if filling.loose else filling.open_now(s)
            room = sum(1 << g for g in range(seats.groups) if filling.count[g] < limit[g])
            if not filling.chain(starts, room, s):
                rest.append(s)
                break
    return rest


def _reach_minimum(filling: _Filling) -> bool:
    seats, count = filling.seats, filling.count
    for g in range(seats.groups):
        while count[g] < seats.minimum[g]:
            spare = sum(1 << h for h in range(seats.groups) if count[h] > seats.minimum[h])
            for filling.loose in (False, True):
                if filling.chain(spare, 1 << g, -1):
                    break
            else:
                return False
    return True


def reachable_shortage(seats: Seats, mask: Sequence[int], r: int) -> list[tuple[bool, list[int], list[int]]]:
    """What keeps round r from being filled, head counts and open groups alone considered.

    Each entry is (full, groups, seats): full, these seats can only join these groups, which hold fewer;
    not full, only these seats can join these groups, which need more. The first shortage of each kind.
    """
    filling = _Filling(seats, mask, [-1] * len(seats), r)
    filling.loose = True
    own = seats.by_round[r]
    for s in own:
        for _ in seats.members[s]:
            room = sum(1 << g for g in range(seats.groups) if filling.count[g] < seats.maximum[g])
            if mask[s] and not filling.chain(mask[s], room, s):
                groups = filling.reach(mask[s])
                inside = [t for t in own if mask[t] and not mask[t] & ~groups]
                return [(True, bits(groups), inside)]
    for g in range(seats.groups):
        while filling.count[g] < seats.minimum[g]:
            spare = sum(1 << h for h in range(seats.groups) if filling.count[h] > seats.minimum[h])
            if not filling.chain(spare, 1 << g, -1):
                lacking = ((1 << seats.groups) - 1) & ~filling.reach(spare)
                return [(False, bits(lacking), [t for t in own if mask[t] & lacking])]
    return []
