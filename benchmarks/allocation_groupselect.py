"""A second peer of `benchmarks/allocation.py`: GroupSelect, which organizers of citizens' assemblies use.

    PYTHONPATH=…/groupselect-lib python benchmarks/allocation_groupselect.py ROSTER.json [--attempts 100] > PLAN.json

It knows tables of one size, fixed people (one table for all rounds) and fields to spread; it has no preferences, no
pairs apart or together and nobody who misses a round. It is asked for all that it knows; who misses a round is taken
off its table there. Where nobody is fixed its tables have no names, so they take ours in order.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from groupselect.allocate_numpy import allocate_numpy
from groupselect.field_mode import FieldMode


def codes(people: list[dict[str, Any]], names: list[str]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """People × fields, each value as its number."""
    columns = [np.unique([str(one[name]) for one in people], return_inverse=True)[1] for name in names]
    return np.stack(columns, axis=1)


def plan(roster: dict[str, Any], attempts: int, seed: int) -> dict[str, list[Any]]:
    """The plan in the form of `rosters/`: person → group or null, one per round."""
    people, groups = roster["participants"], [group["id"] for group in roster["groups"]]
    at = {one["id"]: n for n, one in enumerate(people)}
    fixed = {at[p]: groups.index(g) for p, g, _ in roster["pins"]}
    result = allocate_numpy(
        participants=codes(people, roster["spread"]),
        fields=dict.fromkeys(range(len(roster["spread"])), FieldMode.Diversify),
        n_part_per_group=[-(-len(people) // len(groups))] * roster["rounds"],
        manuals=fixed,
        settings={"n_attempts": attempts, "seed": seed},
    )
    assign: dict[str, list[Any]] = {one["id"]: [None] * roster["rounds"] for one in people}
    for r, tables in enumerate(result.ensemble or ()):
        for group, seated in zip(groups, tables, strict=False):
            for n in seated:
                if r in people[n]["rounds"]:
                    assign[people[n]["id"]][r] = group
    return assign


def main() -> None:
    """Reads the arguments and prints the plan."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("roster", type=Path, metavar="ROSTER.json")
    parser.add_argument(
        "--attempts", type=int, help="tries of which it keeps the best; by default 100, 1 from 1,000 people"
    )
    options = parser.parse_args()
    roster = json.loads(options.roster.read_text(encoding="utf-8"))
    attempts = options.attempts or (100 if len(roster["participants"]) < 1000 else 1)
    json.dump({"assign": plan(roster, attempts, seed=1)}, sys.stdout)


if __name__ == "__main__":
    main()
