"""The counts that the search keeps up to date while people change groups.

All costs are integers in weighted units, so that sums never depend on order or machine. People who may
change groups one by one in a round (neither held nor kept together with others) are listed per group in
`inside[r]`, shape (K, width), padded with the number N, a nobody whom every move is closed to.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .problem import Ints, Problem

Costs = npt.NDArray[np.int32]
CLOSED = 1 << 24  # dearer than any real change, small enough to be added a few times
SPARE = 4  # places in the list of a group beyond those taken


def widest(problem: Problem) -> int:
    """The most places that the list of a group can have."""
    return min(problem.people, int(problem.maximum.max(initial=0))) + SPARE


class State:
    """A placement with its counts. `group` has shape (R, N + 1); absent people and the nobody are in group K."""

    def __init__(self, problem: Problem, placed: Ints) -> None:
        n_rounds, n_people, n_groups = problem.rounds, problem.people, problem.groups
        n_values = problem.totals.shape[1]
        weights = problem.roster.weights
        self.problem = problem
        self.meeting_weight, self.organization_weight = weights.meeting, weights.organization
        self.group = np.full((n_rounds, n_people + 1), n_groups, np.int64)
        self.group[:, :n_people] = np.where(problem.attend, placed, n_groups)
        self.attend = np.zeros((n_rounds, n_people + 1), np.bool_)
        self.attend[:, :n_people] = problem.attend
        self.value = np.zeros((len(problem.values), n_people + 1), np.int64)
        self.value[:, :n_people] = problem.values
        self.value_cell = self.value * n_groups
        self.weight = problem.value_weight.astype(np.int32)[:, None]
        self.organization = np.append(problem.organization, problem.organizations)
        self.organization_cell = self.organization * n_groups
        self.choice = np.zeros((n_rounds, n_people + 1, n_groups), np.int32)
        self.choice[:, :n_people] = np.where(problem.ranked[:, :, None], weights.preference * problem.rank_cost, 0)
        self.choice[:, :n_people] += CLOSED * problem.closed.astype(np.int32)
        # What leaving saves beyond the differences of counts: one colleague pair, one meeting per other round.
        self.leaving = np.full((n_rounds, n_people + 1), CLOSED, np.int32)
        self.leaving[:, :n_people] = self.organization_weight + self.meeting_weight * (
            problem.attend.sum(0) - problem.attend
        )
        self.meets = [
            [self.meeting_weight * (self.attend[r] & self.attend[s]) for s in range(n_rounds)] for r in range(n_rounds)
        ]
        self.size = np.zeros((n_rounds, n_groups), np.int64)
        self.counts = np.zeros((n_rounds, n_values, n_groups), np.int32)
        self.colleagues = np.zeros((n_rounds, problem.organizations + 1, n_groups), np.int32)
        self.cells: dict[tuple[int, int], Costs] = {}
        for r in range(n_rounds):
            here = np.flatnonzero(problem.attend[r])
            at = self.group[r, here]
            self.size[r] = np.bincount(at, minlength=n_groups)
            for codes in problem.values:
                np.add.at(self.counts[r], (codes[here], at), 1)
            np.add.at(self.colleagues[r], (problem.organization[here], at), self.organization_weight)
            for s in range(r):
                both = np.flatnonzero(problem.attend[r] & problem.attend[s])
                cells = np.zeros((n_groups + 1) * (n_groups + 1), np.int32)
                np.add.at(cells, self.group[s, both] * (n_groups + 1) + self.group[r, both], self.meeting_weight)
                self.cells[s, r] = cells
        self._share_tables()
        self._list_movable()

    def _share_tables(self) -> None:
        """Floor and ceiling of each value's share of a group, by the group's size: shapes (V, heads + 2)."""
        problem = self.problem
        self.low, self.high = [], []
        for r in range(problem.rounds):
            heads = max(1, int(problem.heads[r]))
            shares = problem.totals[r][:, None] * np.arange(int(problem.heads[r]) + 2)[None, :]
            self.low.append((shares // heads).astype(np.int32))
            self.high.append((-(-shares // heads)).astype(np.int32))

    def _list_movable(self) -> None:
        problem = self.problem
        self.movable = np.zeros((problem.rounds, problem.people + 1), np.bool_)
        self.movable[:, :-1] = problem.attend & (problem.held < 0)
        for r, clusters in enumerate(problem.clusters):
            for members in clusters:
                self.movable[r, list(members)] = False
        self.inside: list[Ints] = []
        self.position = np.zeros_like(self.group)
        self.listed = np.zeros((problem.rounds, problem.groups), np.int64)
        for r in range(problem.rounds):
            self.inside.append(np.empty((0, 0), np.int64))
            self.relist(r)

    def relist(self, r: int) -> None:
        """Lists the movable people of round r afresh, with room for a few more in each group."""
        n_groups, nobody = self.problem.groups, self.problem.people
        movable = np.flatnonzero(self.movable[r])
        at = self.group[r, movable]
        order = np.argsort(at, kind="stable")
        movable, at = movable[order], at[order]
        self.listed[r] = np.bincount(at, minlength=n_groups)
        first = np.cumsum(self.listed[r]) - self.listed[r]
        place = np.arange(len(movable)) - first[at]
        width = int(self.listed[r].max()) + SPARE if n_groups else 0
        self.inside[r] = np.full((n_groups, width), nobody, np.int64)
        self.inside[r][at, place] = movable
        self.position[r, movable] = place

    def stride(self, r: int, s: int) -> tuple[Costs, int, int]:
        """Meeting counts of rounds r and s, flat, and the strides of r's and s's groups in them."""
        side = self.problem.groups + 1
        return (self.cells[r, s], side, 1) if r < s else (self.cells[s, r], 1, side)

    def marginal(self, r: int) -> tuple[Costs, Costs]:
        """What one person less, or more, of each value costs a group whose size stays: shapes (V, K)."""
        c, low, high = self.counts[r], self.low[r].take(self.size[r], 1), self.high[r].take(self.size[r], 1)
        less: Costs = self.weight * ((c <= low).astype(np.int32) - (c > high))
        more: Costs = self.weight * ((c >= high).astype(np.int32) - (c < low))
        return less, more

    def imbalance(self, r: int, change: int) -> Costs:
        """Weighted imbalance (V, K) of round r if every group's size were changed while its counts stay."""
        size = np.maximum(self.size[r] + change, 0)
        c, low, high = self.counts[r], self.low[r].take(size, 1, mode="clip"), self.high[r].take(size, 1, mode="clip")
        outside: Costs = self.weight * (np.maximum(c - high, 0) + np.maximum(low - c, 0))
        return outside

    def resized(self, r: int, change: int) -> tuple[Costs, Costs]:
        """The cost of a group's losing (-1) or gaining (+1) a head: per group (K), and by the head's value (V, K)."""
        size = np.maximum(self.size[r] + change, 0)
        c, low, high = self.counts[r], self.low[r].take(size, 1, mode="clip"), self.high[r].take(size, 1, mode="clip")
        empty = self.imbalance(r, change)
        if change < 0:
            own = self.weight * ((c <= low).astype(np.int32) - (c > high))
        else:
            own = self.weight * ((c >= high).astype(np.int32) - (c < low))
        return (empty - self.imbalance(r, 0)).sum(0, dtype=np.int32), own

    def carry(self, r: int, person: Ints, g: Ints, h: Ints) -> None:
        """Moves people (no two of one group g, no two to one h) in the counts; sizes and lists are the caller's."""
        counts, colleagues = self.counts[r].reshape(-1), self.colleagues[r].reshape(-1)
        cell = self.value_cell[:, person]
        counts[cell + g] -= 1
        counts[cell + h] += 1
        cell = self.organization_cell[person]
        colleagues[cell + g] -= self.organization_weight
        colleagues[cell + h] += self.organization_weight
        for s in range(self.problem.rounds):
            if s != r:
                cells, own, other = self.stride(r, s)
                there = self.group[s, person] * other
                met = self.meets[r][s][person]
                cells[there + g * own] -= met
                cells[there + h * own] += met
        self.group[r, person] = h

    def swap(self, r: int, i: Ints, j: Ints) -> None:
        """Exchanges people i and j pairwise in round r; all groups concerned are different."""
        g, h = self.group[r, i], self.group[r, j]
        self.carry(r, i, g, h)
        self.carry(r, j, h, g)
        place, inside = self.position[r], self.inside[r]
        at_i, at_j = place[i], place[j]
        inside[g, at_i] = j
        inside[h, at_j] = i
        place[i], place[j] = at_j, at_i

    def move(self, r: int, i: Ints, h: Ints) -> None:
        """Moves people i to groups h in round r; all groups concerned are different."""
        g = self.group[r, i]
        self.carry(r, i, g, h)
        self.size[r, g] -= 1
        self.size[r, h] += 1
        place, inside, listed = self.position[r], self.inside[r], self.listed[r]
        listed[g] -= 1
        hole, last = place[i], listed[g]
        moved = inside[g, last]
        inside[g, hole] = moved
        place[moved] = hole
        inside[g, last] = self.problem.people
        inside[h, listed[h]] = i
        place[i] = listed[h]
        listed[h] += 1
        if int(listed.max()) >= inside.shape[1]:
            self.relist(r)

    def price(self, r: int, n: int, h: int) -> int:
        """The change of cost when one person moves to group h in round r, sizes changing."""
        g = int(self.group[r, n])
        change = int(self.choice[r, n, h]) - int(self.choice[r, n, g])
        column, size = self.counts[r][:, [g, h]], self.size[r, [g, h]]
        change -= int((self.weight * self.outside(r, column, size)).sum())
        column[self.value[:, n], 0] -= 1
        column[self.value[:, n], 1] += 1
        change += int((self.weight * self.outside(r, column, size + np.array([-1, 1]))).sum())
        mine = self.colleagues[r, self.organization[n]]
        change += int(mine[h]) - int(mine[g]) + self.organization_weight
        for s in range(self.problem.rounds):
            if s != r and self.attend[s, n]:
                cells, own, other = self.stride(r, s)
                there = int(self.group[s, n]) * other
                change += int(cells[there + h * own]) - int(cells[there + g * own]) + self.meeting_weight
        return change

    def outside(self, r: int, counts: Costs, size: Ints) -> Costs:
        """Persons outside floor and ceiling, (V, columns), for counts of groups of the given sizes."""
        low, high = self.low[r][:, size], self.high[r][:, size]
        outside: Costs = np.maximum(counts - high, 0) + np.maximum(low - counts, 0)
        return outside

    def relocate(self, r: int, n: int, h: int) -> None:
        """Moves one person, listed or not, to group h of round r."""
        person, to = np.array([n]), np.array([h])
        if self.movable[r, n]:
            self.move(r, person, to)
        else:
            g = self.group[r, person]
            self.carry(r, person, g, to)
            self.size[r, g] -= 1
            self.size[r, h] += 1

    def exchange(self, r: int, i: Ints, people: Ints) -> Costs:
        """The cost, meetings aside, of exchanging each of i with each of `people` in round r: shape (i, people)."""
        n_groups = self.problem.groups
        g, h = self.group[r].take(i)[:, None], self.group[r].take(people)
        choice, mine, theirs = self.choice[r].reshape(-1), i[:, None] * n_groups, people * n_groups
        change: Costs = choice.take(mine + h) - choice.take(mine + g)
        change += choice.take(theirs + g)
        change -= choice.take(theirs + h)
        less, more = self.marginal(r)
        mine, theirs = self.value_cell.take(i, 1)[:, :, None], self.value_cell.take(people, 1)[:, None, :]
        leave, enter = less.take(mine + g), more.take(mine + h)
        shared = leave + more.take(mine + g) + less.take(mine + h) + enter
        shared *= mine == theirs
        change += (leave + enter + less.take(theirs + h) + more.take(theirs + g) - shared).sum(0, dtype=np.int32)
        colleagues = self.colleagues[r].reshape(-1)
        mine, theirs = self.organization_cell.take(i)[:, None], self.organization_cell.take(people)
        change += colleagues.take(mine + h)
        change -= colleagues.take(mine + g)
        change += colleagues.take(theirs + g)
        change -= colleagues.take(theirs + h)
        change += np.int32(2 * self.organization_weight) * (mine != theirs)
        change[h == g] = 0
        return change

    def exchange_meetings(self, r: int, i: int, people: Ints) -> Costs:
        """What meetings add to `exchange` when only this round changes; nobody of `people` is in i's group."""
        g, h = self.group[r, i], self.group[r].take(people)
        change = np.zeros(len(people), np.int32)
        for s in range(self.problem.rounds):
            if s == r:
                continue
            cells, own, other = self.stride(r, s)
            mine, theirs = self.group[s, i], self.group[s].take(people)
            i_there, there = self.attend[s, i], self.attend[s].take(people)
            change += i_there * (cells.take(h * own + mine * other) - cells[g * own + mine * other])
            change += there * (cells.take(g * own + theirs * other) - cells.take(h * own + theirs * other))
            met = self.meeting_weight * (i_there * 1 + there * 1 - 2 * (i_there & there & (mine == theirs)))
            change += met.astype(np.int32)
        return change

    def placed(self) -> Ints:
        """The placement, shape (R, N), -1 where absent."""
        return np.where(self.problem.attend, self.group[:, :-1], -1)
