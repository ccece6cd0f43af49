"""One step of the search within a round: disjoint pairs of groups, one exchange or move drawn for each.

For a pair (g, h) every member is scored once for going to the other side: `solo`, exact for one who goes
alone into a group whose size stays. The most promising of each side (with noise of the temperature, so
that the choice itself is a draw) are combined. Exchanging i and j costs solo(i) + solo(j) less what both
have in common: a shared value, organization or other group is neither lost nor gained. One outcome per
pair, staying included, is drawn with probability proportional to exp(-change / T) (heat bath, Creutz 1980).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .problem import Ints
from .state import CLOSED, Costs, State

NOISE_BITS = 6  # fixed point of the noise added to scores


class Heat:
    """A temperature as integer tables, so that draws are alike on every machine.

    `weight[d]` is exp(-d / T) for d = 0, 1, 2 …, ending in 0; `noise` are Gumbel draws times T.
    """

    def __init__(self, temperature: float, gumbel: npt.NDArray[np.float64]) -> None:
        length = max(2, int(21 * temperature) + 2)
        self.weight = np.array([round(2**30 * float(np.exp(-d / temperature))) for d in range(length)], np.int64)
        self.weight[-1] = 0
        self.noise = np.floor(gumbel * (temperature * 2**NOISE_BITS)).astype(np.int64)

    def draw(self, change: Costs, generator: np.random.Generator) -> tuple[Ints, Ints]:
        """One column per row of `change` (rows, options); -1 stands for no change. Also what it costs."""
        lowest = np.minimum(change.min(1), 0)
        above = np.minimum(change - lowest[:, None], len(self.weight) - 1)
        stay = self.weight[np.minimum(-lowest, len(self.weight) - 1)]
        running = self.weight.take(above).cumsum(1)
        ticket = (generator.random(len(change)) * (running[:, -1] + stay)).astype(np.int64)
        column = (running <= ticket[:, None]).sum(1)
        column[column == change.shape[1]] = -1
        cost = change[np.arange(len(change)), column]
        cost[column < 0] = 0
        return column, cost


class Swaps:
    """Steps within rounds. `breadth` is how many of each side are combined; apart pairs close groups."""

    def __init__(self, state: State, generator: np.random.Generator) -> None:
        self.state, self.generator = state, generator
        self.breadth = 1
        problem = state.problem
        pairs = np.concatenate([problem.apart, problem.apart[:, ::-1]])
        self.apart = [
            pairs[state.movable[r][pairs[:, 0]] & state.attend[r][pairs[:, 1]]] for r in range(problem.rounds)
        ]
        self.minimum, self.maximum = problem.minimum, problem.maximum
        self.organization_saving = np.int32(2 * state.organization_weight)

    def step(self, r: int, heat: Heat, moves: bool) -> int:
        """Pairs the groups of round r at random and draws one outcome per pair; returns the change of cost."""
        state = self.state
        n_groups = state.problem.groups
        order = self.generator.permutation(n_groups)
        half = n_groups // 2
        a, b = order[:half], order[half : 2 * half]
        rows, mates = order[: 2 * half], np.concatenate([b, a])
        inside = state.inside[r][rows]
        less, more = state.marginal(r)
        both = less.copy()
        both[:, rows] += more[:, mates]
        solo = self.solo(r, rows, mates, inside, both)
        people, score = self.promising(solo, inside, heat)
        i, j = people[:half], people[half:]
        swap = score[:half, :, None] + score[half:, None, :]
        swap -= self.common(r, a, b, i, j, both)
        options = swap.reshape(half, -1)
        if moves:
            go = self.moving(r, rows, mates, people, score, both)
            options = np.concatenate([options, go[:half], go[half:]], 1)
        column, cost = heat.draw(options, self.generator)
        self.apply(r, a, b, i, j, column)
        return int(cost.sum())

    def solo(self, r: int, rows: Ints, mates: Ints, inside: Ints, both: Costs) -> Costs:
        """The cost of each listed person's going to the mate group, sizes kept: shape (rows, width)."""
        state = self.state
        n_groups = state.problem.groups
        g, h = rows[:, None], mates[:, None]
        solo: Costs = state.leaving[r].take(inside)
        choice = state.choice[r].reshape(-1)
        cell = inside * n_groups
        solo += choice.take(cell + h)
        solo -= choice.take(cell + g)
        solo += both.take(state.value_cell.take(inside, 1) + g).sum(0, dtype=np.int32)
        colleagues = state.colleagues[r].reshape(-1)
        cell = state.organization_cell.take(inside)
        solo += colleagues.take(cell + h)
        solo -= colleagues.take(cell + g)
        for s in range(state.problem.rounds):
            if s != r:
                cells, own, other = state.stride(r, s)
                there = state.group[s].take(inside)
                solo += (there == h) * np.int32(CLOSED)
                there = there * other
                solo += cells.take(there + h * own)
                solo -= cells.take(there + g * own)
        apart = self.apart[r]
        if len(apart):
            row_of = np.full(n_groups, -1, np.int64)
            row_of[rows] = np.arange(len(rows))
            row = row_of[state.group[r, apart[:, 0]]]
            hit = (row >= 0) & (mates[row] == state.group[r, apart[:, 1]])
            solo[row[hit], state.position[r, apart[hit, 0]]] = CLOSED
        return solo

    def promising(self, solo: Costs, inside: Ints, heat: Heat) -> tuple[Ints, Costs]:
        """The people (rows, breadth) who are to be combined, and their scores."""
        width = solo.shape[1]
        if width <= self.breadth:
            return inside, solo
        shift = width.bit_length()
        at = int(self.generator.integers(len(heat.noise) - solo.size))
        key = (solo.astype(np.int64) << NOISE_BITS) - heat.noise[at : at + solo.size].reshape(solo.shape)
        key = (key << shift) + np.arange(width)
        # Keys are unique, so that the set and order of the smallest do not depend on how they are sorted.
        key.partition(self.breadth - 1, axis=1)
        key = key[:, : self.breadth]
        key.sort(axis=1)
        column = key & ((1 << shift) - 1)
        return np.take_along_axis(inside, column, 1), np.take_along_axis(solo, column, 1)

    def common(self, r: int, a: Ints, b: Ints, i: Ints, j: Ints, both: Costs) -> Costs:
        """What exchanging i and j saves against moving each: shape (pairs, breadth, breadth)."""
        state = self.state
        n_rounds = state.problem.rounds
        n_attributes = len(state.value)
        shape = (n_attributes + n_rounds, *i.shape)
        left, right = np.empty(shape, np.int64), np.empty(shape, np.int64)
        saved = np.empty(shape, np.int32)
        left[:n_attributes], right[:n_attributes] = state.value.take(i, 1), state.value.take(j, 1)
        cell = state.value_cell.take(i, 1)
        saved[:n_attributes] = both.take(cell + a[:, None]) + both.take(cell + b[:, None])
        left[n_attributes], right[n_attributes] = state.organization.take(i), state.organization.take(j)
        saved[n_attributes] = self.organization_saving
        at = n_attributes
        for s in range(n_rounds):
            if s != r:
                at += 1
                left[at], right[at] = state.group[s].take(i), state.group[s].take(j)
                saved[at] = state.meets[r][s].take(i)
                saved[at] *= 2
        alike = left[:, :, :, None] == right[:, :, None, :]
        total: Costs = (saved[:, :, :, None] * alike).sum(0, dtype=np.int32)
        return total

    def moving(self, r: int, rows: Ints, mates: Ints, people: Ints, score: Costs, both: Costs) -> Costs:
        """The cost of a promising person's moving without exchange, closed where sizes forbid it."""
        state = self.state
        lose, lost = state.resized(r, -1)
        gain, gained = state.resized(r, 1)
        resized = lost - both
        resized[:, rows] += gained[:, mates]
        change: Costs = score + resized.take(state.value_cell.take(people, 1) + rows[:, None]).sum(0, dtype=np.int32)
        change += (lose[rows] + gain[mates])[:, None]
        size = state.size[r]
        closed = (size[rows] <= self.minimum[rows]) | (size[mates] >= self.maximum[mates])
        change[closed] = CLOSED
        return change

    def apply(self, r: int, a: Ints, b: Ints, i: Ints, j: Ints, column: Ints) -> None:
        breadth_i, breadth_j = i.shape[1], j.shape[1]
        swaps = breadth_i * breadth_j
        pair = np.flatnonzero((column >= 0) & (column < swaps))
        if len(pair):
            chosen = column[pair]
            self.state.swap(r, i[pair, chosen // breadth_j], j[pair, chosen % breadth_j])
        pair = np.flatnonzero(column >= swaps)
        if len(pair):
            chosen = column[pair] - swaps
            there = chosen < breadth_i
            forth, back = pair[there], pair[~there]
            who = np.concatenate([i[forth, chosen[there]], j[back, chosen[~there] - breadth_i]])
            self.state.move(r, who, np.concatenate([b[forth], a[back]]))
