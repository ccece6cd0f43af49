"""Two searches side by side, of which the better plan counts.

With few people one search is soon stuck wherever its draws led it, and another one costs a second processor, not more
time. Which two they are depends on the seed alone, so that the same seed gives the same plan on every machine.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from dataclasses import replace
from multiprocessing.connection import Connection

from .engine import allocate
from .model import Plan, Roster

FEW = 500  # people; beyond, one search is as good as its time, and memory counts
_APART = 1 << 32  # between the seeds of the two


def allocate_pair(roster: Roster, *, seed: int = 1, steps: int | None = None, time_limit: float | None = None) -> Plan:
    """As `allocate`, from two searches where there are few people; their time limit is that of both together.

    Where there is no second processor, or processes cannot be forked, one search comes after the other.
    """
    if len(roster.participants) > FEW:
        return allocate(roster, seed=seed, steps=steps, time_limit=time_limit)
    if _can_fork():
        plans = _side_by_side(roster, seed, steps, time_limit)
    else:
        share = None if time_limit is None else time_limit / 2
        plans = [allocate(roster, seed=one, steps=steps, time_limit=share) for one in (seed, seed + _APART)]
    best = min(plans, key=lambda plan: plan.cost)  # of equals the first
    return replace(best, seed=seed, complete=all(plan.complete for plan in plans))


def _can_fork() -> bool:
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def _side_by_side(roster: Roster, seed: int, steps: int | None, time_limit: float | None) -> list[Plan]:
    """Raises what `allocate` raises; the second process ends with this one."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    second = context.Process(
        target=_search, args=(there, roster, seed + _APART, steps, time_limit), daemon=True, name="second search"
    )
    second.start()
    there.close()
    try:
        first = allocate(roster, seed=seed, steps=steps, time_limit=time_limit)
        return [first, here.recv()]
    finally:
        second.terminate()
        second.join()
        here.close()


def _search(answer: Connection, roster: Roster, seed: int, steps: int | None, time_limit: float | None) -> None:
    answer.send(allocate(roster, seed=seed, steps=steps, time_limit=time_limit))
