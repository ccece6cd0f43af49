"""Cost, time and broken rules of the allocation engine, as a table, beside its peers on the same machine.

    python benchmarks/allocation.py ROSTER.json … [--invented 5000x50x2 …] [--seconds S …] [--peer-seconds 60]

Each row runs in a process of its own, so that start-up and memory count. The peers are OR-Tools CP-SAT on the same
rules and costs and, up to 3,000 people only, as its model outgrows the machine above; and GroupSelect
(github.com/sortitionfoundation/groupselect-lib on PYTHONPATH), which knows few of the rules. The table says which is
not installed. Ratios are the peer's over ours: cost for CP-SAT, seconds for both.
Broken rules and cost are counted by the checker in this file, which shares no code with the engine.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from allocation_rosters import invented

ROOT = Path(__file__).resolve().parent.parent
CPSAT_MOST = 3000


class Tally:
    """Broken rules and cost of a plan, from counts; its own reading of the definitions."""

    def __init__(self, roster: dict[str, Any], assign: dict[str, list[Any]]) -> None:
        self.roster, self.assign = roster, assign
        self.people = {p["id"]: p for p in roster["participants"]}
        self.groups = [g["id"] for g in roster["groups"]]
        self.pinned = {(p, r): g for p, g, r in roster["pins"]}
        changed = True
        while changed:
            fresh = {
                (other, r): g
                for pair in roster["together"]
                for one, other in (pair, pair[::-1])
                for r in range(roster["rounds"])
                if (g := self.pinned.get((one, r))) is not None and r in self.people[other]["rounds"]
            }
            changed = bool(fresh.keys() - self.pinned.keys())
            self.pinned = fresh | self.pinned

    def broken(self) -> int:
        """How many hard rules the plan breaks."""
        roster, assign = self.roster, self.assign
        count = 0
        for r in range(roster["rounds"]):
            heads = Counter(row[r] for row in assign.values())
            count += sum(not g["min"] <= heads[g["id"]] <= g["max"] for g in roster["groups"])
            count += sum((assign[p][r] in self.groups) != (r in one["rounds"]) for p, one in self.people.items())
            count += sum(assign[a][r] == assign[b][r] is not None for a, b in roster["apart"])
            pairs = [(assign[a][r], assign[b][r]) for a, b in roster["together"]]
            count += sum(a != b for a, b in pairs if None not in (a, b))
        count += sum(assign[p][r] != g for p, g, r in roster["pins"] if r in self.people[p]["rounds"])
        count += sum(g in assign[p] for p, g in roster["forbid"])
        for p, row in assign.items():
            for r, s in combinations(range(roster["rounds"]), 2):
                still = self.pinned.get((p, r)) == self.pinned.get((p, s)) == row[r]
                count += row[r] == row[s] is not None and not still
        return count

    def cost(self) -> int:
        """The weighted sum of the four soft terms."""
        weights = self.roster["weights"]
        total = weights["pref"] * self._preference()
        for r in range(self.roster["rounds"]):
            here = {p: row[r] for p, row in self.assign.items() if row[r] is not None}
            heads = Counter(here.values())
            for name in self.roster["spread"]:
                total += weights["spread"][name] * self._imbalance(name, here, heads)
            organizations = Counter(self.people[p]["org"] for p in here)
            cells = Counter((self.people[p]["org"], g) for p, g in here.items())
            least = sum(dealt(n, len(self.groups)) for n in organizations.values())
            total += weights["org"] * (sum(math.comb(n, 2) for n in cells.values()) - least)
            for s in range(r):
                total += weights["meet"] * self._meetings(s, r)
        return total

    def _preference(self) -> int:
        n_groups, total = len(self.groups), 0
        shut: dict[str, set[Any]] = {p: set() for p in self.people}
        for (p, _), g in self.pinned.items():
            shut[p].add(g)
        for p, g in self.roster["forbid"]:
            shut[p].add(g)
        for p, one in self.people.items():
            listed, free = one["prefs"], [r for r in one["rounds"] if (p, r) not in self.pinned]
            if not listed or not free:
                continue
            left = [math.comb(k + 1, 2) for k in range(len(listed), min(n_groups, 5))]
            off = math.ceil(sum(left) / len(left)) if left else math.comb(min(n_groups, 5) + 1, 2)
            price = {g: math.comb(listed.index(g) + 1, 2) if g in listed else off for g in self.groups}
            ideal = sorted(price[g] for g in self.groups if g not in shut[p])[: len(free)]
            total += sum(price[self.assign[p][r]] for r in free) - sum(ideal)
        return total

    def _imbalance(self, name: str, here: dict[str, Any], heads: Counter[Any]) -> int:
        values = Counter(self.people[p][name] for p in here)
        cells = Counter((self.people[p][name], g) for p, g in here.items())
        outside = 0
        for value, total in values.items():
            for g in self.groups:
                low, rest = divmod(total * heads[g], len(here))
                outside += max(0, low - cells[value, g], cells[value, g] - low - bool(rest))
        return outside

    def _meetings(self, s: int, r: int) -> int:
        both = [p for p, row in self.assign.items() if None not in (row[s], row[r])]
        cells = Counter((self.assign[p][s], self.assign[p][r]) for p in both)
        still = Counter(
            self.pinned[p, s] for p in both if (p, s) in self.pinned and self.pinned[p, s] == self.pinned.get((p, r))
        )
        free = len(both) - sum(still.values())
        least = dealt(free, len(self.groups) * (len(self.groups) - 1))
        return sum(math.comb(n, 2) for n in cells.values()) - least - sum(math.comb(n, 2) for n in still.values())


def dealt(people: int, places: int) -> int:
    """Pairs that share a place when people are dealt out evenly."""
    if places < 1:
        return 0
    each, more = divmod(people, places)
    return more * math.comb(each + 1, 2) + (places - more) * math.comb(each, 2)


Made = tuple[dict[str, Any] | None, float, float]  # plan, seconds, MB


def run(command: list[str], roster: dict[str, Any]) -> Made:
    """What a command made of a roster: its plan, wall-clock seconds, and its highest memory use in MB."""
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder, "roster.json"), Path(folder, "plan.json")
        path.write_text(json.dumps(roster), encoding="utf-8")
        began = time.perf_counter()
        with out.open("wb") as target:
            child = subprocess.Popen([*command, str(path)], cwd=ROOT, stdout=target, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - began
        plan = json.loads(out.read_text(encoding="utf-8")) if child.returncode == 0 else None
        return plan, seconds, usage.ru_maxrss / 1024


@dataclass(frozen=True)
class Row:
    """One method on one roster: what its plan breaks and costs (None: no plan), seconds and MB."""

    roster: str
    method: str
    broken: int | None
    cost: int | None
    seconds: float
    memory: float

    def line(self, theirs: Sequence[Row] = ()) -> str:
        """The row as Markdown; a cost is compared only with a plan that keeps every rule."""
        costs = [
            (one.method, one.cost / max(1, self.cost)) for one in theirs if one.cost and self.cost and not one.broken
        ]
        times = [(one.method, one.seconds / self.seconds) for one in theirs]
        ratios = ["; ".join(f"{name} {ratio:.2f}" for name, ratio in pairs) or "–" for pairs in (costs, times)]
        plan = "– | none found" if self.cost is None else f"{self.broken} | {self.cost}"
        figures = f"{ratios[0]} | {self.seconds:.1f} | {ratios[1]} | {self.memory:.0f}"
        return f"| {self.roster} | {self.method} | {plan} | {figures} |"


def measured(method: str, roster: dict[str, Any], made: Made) -> Row:
    """The row of what a method made."""
    plan, seconds, memory = made
    if plan is None:
        return Row(roster["name"], method, None, None, seconds, memory)
    tally = Tally(roster, plan["assign"])
    cost = tally.cost()
    if plan.get("F", cost) != cost:
        raise SystemExit(f"{method} says that its plan costs {plan['F']}; counted, it costs {cost}.")
    return Row(roster["name"], method, tally.broken(), cost, seconds, memory)


def peers(people: int, cpsat_seconds: float) -> dict[str, list[str]]:
    """The commands of the peers that are installed and that a roster of this size can be given to."""
    here = Path(__file__).parent
    found = {}
    if _can_import("ortools") and people <= CPSAT_MOST:
        found["CP-SAT"] = [sys.executable, str(here / "allocation_peer.py"), "--seconds", str(cpsat_seconds)]
    if _can_import("groupselect"):
        found["GroupSelect"] = [sys.executable, str(here / "allocation_groupselect.py")]
    return found


def _can_import(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def table(rosters: list[dict[str, Any]], seconds: list[float], seeds: int, cpsat_seconds: float) -> None:
    """Prints the table, each roster's rows together."""
    for name in ("ortools", "groupselect"):
        if not _can_import(name):
            print(f"{name} is not installed here, so that peer is not in this run.\n")
    print("| roster | method | broken rules | cost F | peer's cost ÷ ours | seconds | peer's seconds ÷ ours | MB |")
    print("| --- | --- | ---: | ---: | --- | ---: | --- | ---: |")
    for roster in rosters:
        theirs = []
        for name, command in peers(len(roster["participants"]), cpsat_seconds).items():
            theirs.append(measured(name, roster, run(command, roster)))
            print(theirs[-1].line(), flush=True)
        for limit in seconds:
            for seed in range(1, seeds + 1):
                ours = [sys.executable, "-m", "breakouts.allocation", "--seed", str(seed)]
                ours += ["--seconds", str(limit)] if limit else []
                name = f"ours, seed {seed}, " + (f"{limit:g} s" if limit else "full search")
                print(measured(name, roster, run(ours, roster)).line(theirs), flush=True)


def main() -> None:
    """Reads the arguments and prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("rosters", nargs="*", type=Path, metavar="ROSTER.json")
    parser.add_argument("--invented", nargs="*", default=[], metavar="PEOPLExGROUPSxROUNDS")
    parser.add_argument("--seconds", nargs="*", type=float, default=[0.0], help="time limits; 0 is a full search")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--peer-seconds", type=float, default=60.0)
    options = parser.parse_args()
    rosters = [json.loads(path.read_text(encoding="utf-8")) for path in options.rosters]
    for n, size in enumerate(options.invented, 1):
        people, groups, rounds = map(int, size.split("x"))
        rosters.append(invented(people, groups, rounds, seed=n))
    for n, roster in enumerate(rosters, 1):
        roster.setdefault("name", f"roster {n}")
    table(rosters, options.seconds, options.seeds, options.peer_seconds)


if __name__ == "__main__":
    main()
