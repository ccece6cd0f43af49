"""A second opinion on plans: broken rules and cost, from the definitions, sharing no code with the engine.

It is slow and plain on purpose: pairs are counted one by one, shares are fractions, nothing is kept up to date.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations

from breakouts.allocation import GroupId, Roster

Assignment = Mapping[str, tuple[GroupId | None, ...]]


class Checker:
    """What a plan of a roster breaks and costs."""

    def __init__(self, roster: Roster, assign: Assignment) -> None:
        self.roster, self.assign = roster, assign
        self.person = {p.id: p for p in roster.participants}
        self.pinned = self._pinned()

    def _pinned(self) -> dict[tuple[str, int], GroupId]:
        pinned = {(pin.person, pin.round): pin.group for pin in self.roster.pins}
        partners = {p: [b for pair in self.roster.together for b in pair if p in pair and b != p] for p in self.person}
        waiting = list(pinned)
        while waiting:
            who, r = waiting.pop(0)
            for other in partners[who]:
                if r in self.person[other].rounds and (other, r) not in pinned:
                    pinned[other, r] = pinned[who, r]
                    waiting.append((other, r))
        return pinned

    def members(self, r: int, group: GroupId) -> list[str]:
        return [p for p, row in self.assign.items() if row[r] is not None and row[r] == group]

    def broken(self) -> list[str]:
        """Every hard rule broken, one line each."""
        return [*self._presence(), *self._sizes(), *self._rules(), *self._repeats()]

    def _presence(self) -> Iterator[str]:
        if set(self.assign) != set(self.person):
            yield "not everybody, or somebody unknown"
        known = {g.id for g in self.roster.groups}
        for p, row in self.assign.items():
            for r in range(self.roster.rounds):
                if (row[r] in known) != (r in self.person[p].rounds):
                    yield f"{p} in round {r}: {row[r]}"

    def _sizes(self) -> Iterator[str]:
        for r in range(self.roster.rounds):
            for g in self.roster.groups:
                if not g.minimum <= len(self.members(r, g.id)) <= g.maximum:
                    yield f"{g.id} holds {len(self.members(r, g.id))} in round {r}"

    def _rules(self) -> Iterator[str]:
        for pin in self.roster.pins:
            if pin.round in self.person[pin.person].rounds and self.assign[pin.person][pin.round] != pin.group:
                yield f"{pin} is not kept"
        for p, g in self.roster.forbid:
            if g in self.assign[p]:
                yield f"{p} is in closed {g}"
        for r in range(self.roster.rounds):
            for a, b in self.roster.apart:
                if self.assign[a][r] is not None and self.assign[a][r] == self.assign[b][r]:
                    yield f"{a} and {b} are not apart in round {r}"
            for a, b in self.roster.together:
                there = self.assign[a][r], self.assign[b][r]
                if None not in there and there[0] != there[1]:
                    yield f"{a} and {b} are not together in round {r}"

    def _repeats(self) -> Iterator[str]:
        for p, row in self.assign.items():
            for r, s in combinations(range(self.roster.rounds), 2):
                both_pinned = self.pinned.get((p, r)) == self.pinned.get((p, s)) == row[r]
                if row[r] is not None and row[r] == row[s] and not both_pinned:
                    yield f"{p} is twice in {row[r]}"

    def cost(self) -> int:
        """F, the weighted sum of the four terms."""
        weights = self.roster.weights
        return (
            weights.preference * self.preference()
            + sum(weights.spread[name] * self.imbalance(name) for name in self.roster.spread)
            + weights.organization * self.organization()
            + weights.meeting * self.meeting()
        )

    def _rank_cost(self, p: str, group: GroupId) -> int:
        listed = self.person[p].preferences
        places = [0, 1, 3, 6, 10, 15][: min(len(self.roster.groups), 5) + 1]
        if group in listed:
            rank = listed.index(group)
            return rank * (rank + 1) // 2
        left = places[len(listed) : -1]
        return math.ceil(Fraction(sum(left), len(left))) if left else places[-1]

    def preference(self) -> int:
        total = 0
        for p, person in self.person.items():
            free = [r for r in person.rounds if (p, r) not in self.pinned]
            if free and person.preferences:
                taken = {g for (q, _), g in self.pinned.items() if q == p}
                shut = taken | {g for q, g in self.roster.forbid if q == p}
                costs = sorted(self._rank_cost(p, g.id) for g in self.roster.groups if g.id not in shut)
                total += sum(self._rank_cost(p, self.assign[p][r]) for r in free) - sum(costs[: len(free)])
        return total

    def imbalance(self, name: str) -> int:
        total = 0
        for r in range(self.roster.rounds):
            here = [p for p in self.person if self.assign[p][r] is not None]
            for value in {self.person[p].attributes[name] for p in here}:
                bearers = {p for p in here if self.person[p].attributes[name] == value}
                for g in self.roster.groups:
                    members = self.members(r, g.id)
                    share = Fraction(len(bearers) * len(members), len(here))
                    have = len(bearers & set(members))
                    total += max(0, have - math.ceil(share), math.floor(share) - have)
        return total

    def organization(self) -> int:
        total = 0
        for r in range(self.roster.rounds):
            here = [p for p in self.person if self.assign[p][r] is not None]
            for a, b in combinations(here, 2):
                total += self._colleagues(a, b) and self.assign[a][r] == self.assign[b][r]
            for organization in {self.person[p].organization for p in here} - {None}:
                count = sum(self.person[p].organization == organization for p in here)
                total -= fewest_pairs(count, len(self.roster.groups))
        return total

    def _colleagues(self, a: str, b: str) -> bool:
        return self.person[a].organization == self.person[b].organization is not None

    def meeting(self) -> int:
        total = 0
        for r, s in combinations(range(self.roster.rounds), 2):
            both = [p for p in self.person if None not in (self.assign[p][r], self.assign[p][s])]
            total += sum(
                self.assign[a][r] == self.assign[b][r] and self.assign[a][s] == self.assign[b][s]
                for a, b in combinations(both, 2)
            )
            still = [p for p in both if (p, r) in self.pinned and self.pinned[p, r] == self.pinned.get((p, s))]
            for g in self.roster.groups:
                total -= math.comb(sum(self.pinned[p, r] == g.id for p in still), 2)
            n_groups = len(self.roster.groups)
            total -= fewest_pairs(len(both) - len(still), n_groups * (n_groups - 1))
        return total


def fewest_pairs(people: int, places: int) -> int:
    """Pairs sharing a place when people are dealt to the places like cards."""
    if not places:
        return 0
    dealt = [len(range(k, people, places)) for k in range(min(places, people))]
    return sum(math.comb(n, 2) for n in dealt)
