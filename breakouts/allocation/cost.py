"""What a placement costs, counted afresh from nothing but the placement."""

from __future__ import annotations

import numpy as np

from .model import Terms
from .problem import Ints, Problem


def terms(problem: Problem, placed: Ints) -> Terms:
    """The soft terms of a complete placement, shape (R, N), counted afresh."""
    n_rounds, n_groups = problem.rounds, problem.groups
    everyone = np.arange(problem.people)
    preference = -int(problem.best.sum())
    imbalance = np.zeros(len(problem.roster.spread), np.int64)
    organization = meeting = 0
    for r in range(n_rounds):
        ranked = problem.ranked[r]
        preference += int(problem.rank_cost[everyone[ranked], placed[r, ranked]].sum())
        here = everyone[problem.attend[r]]
        at = placed[r, here]
        counts = np.zeros((problem.totals.shape[1], n_groups), np.int64)
        for codes in problem.values:
            np.add.at(counts, (codes[here], at), 1)
        shares = problem.totals[r][:, None] * np.bincount(at, minlength=n_groups)[None, :]
        heads = max(1, int(problem.heads[r]))
        low, high = shares // heads, -(-shares // heads)
        outside = (np.maximum(counts - high, 0) + np.maximum(low - counts, 0)).sum(1)
        np.add.at(imbalance, problem.value_attribute, outside)
        mates = np.zeros((problem.organizations, n_groups), np.int64)
        np.add.at(mates, (problem.organization[here], at), 1)
        organization += int((mates * (mates - 1) // 2).sum())
        organization -= sum(evenest(int(n), n_groups) for n in mates.sum(1))
        for s in range(r):
            meeting += _meetings(problem, placed, s, r)
    names = problem.roster.spread
    return Terms(preference, {n: int(c) for n, c in zip(names, imbalance, strict=True)}, organization, meeting)


def _meetings(problem: Problem, placed: Ints, s: int, r: int) -> int:
    n_groups = problem.groups
    both = problem.attend[s] & problem.attend[r]
    cells = np.bincount(placed[s, both] * n_groups + placed[r, both], minlength=n_groups * n_groups)
    pinned = problem.pinned[s, both]
    fixed = np.bincount(pinned[(pinned >= 0) & (pinned == problem.pinned[r, both])], minlength=n_groups)
    free = int(both.sum() - fixed.sum())
    least = int((fixed * (fixed - 1) // 2).sum()) + evenest(free, n_groups * (n_groups - 1))
    return int((cells * (cells - 1) // 2).sum()) - least


def evenest(people: int, cells: int) -> int:
    """The fewest pairs that share a cell when people are spread over cells as evenly as possible."""
    if cells <= 0:
        return 0
    q, rest = divmod(people, cells)
    return rest * ((q + 1) * q // 2) + (cells - rest) * (q * (q - 1) // 2)
