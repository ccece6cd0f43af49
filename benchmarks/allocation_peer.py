"""The peer of `benchmarks/allocation.py`: the same rules and costs as a model for OR-Tools CP-SAT.

    python benchmarks/allocation_peer.py ROSTER.json [--seconds 60] > PLAN.json

Convex counts of pairs are bounded from below by their tangents, which is exact where they are minimized.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model


class Peer:
    """A roster as a model: `seat[p, r, g]` is true where person p is in group g in round r."""

    def __init__(self, roster: dict[str, Any]) -> None:
        self.roster, self.model = roster, cp_model.CpModel()
        self.people = {p["id"]: p for p in roster["participants"]}
        self.groups = [g["id"] for g in roster["groups"]]
        cells = [(p, r, g) for p, one in self.people.items() for r in one["rounds"] for g in self.groups]
        self.seat = {cell: self.model.new_bool_var("") for cell in cells}
        self.pinned = self.inherited_pins()
        self.places()
        self.couples()
        weights = roster["weights"]
        self.price: list[Any] = [weights["pref"] * self.preference()]
        for r in range(roster["rounds"]):
            here = [p for p, one in self.people.items() if r in one["rounds"]]
            for name in roster["spread"]:
                self.balance(name, r, here, weights["spread"][name])
            self.colleagues(r, here, weights["org"])
            for s in range(r):
                self.meetings(s, r, weights["meet"])
        self.model.minimize(sum(self.price))

    def inherited_pins(self) -> dict[tuple[str, int], Any]:
        roster = self.roster
        pinned = {(p, r): g for p, g, r in roster["pins"]}
        pairs = roster["together"] + [pair[::-1] for pair in roster["together"]]
        for _ in pairs:
            for a, b in pairs:
                for r in self.people[b]["rounds"]:
                    if (a, r) in pinned:
                        pinned.setdefault((b, r), pinned[a, r])
        return {(p, r): g for (p, r), g in pinned.items() if r in self.people[p]["rounds"]}

    def places(self) -> None:
        """Everybody in one group per round, in none twice, within the head counts, as fixed and closed."""
        model, seat, roster = self.model, self.seat, self.roster
        for p, one in self.people.items():
            for r in one["rounds"]:
                model.add_exactly_one(seat[p, r, g] for g in self.groups)
            for g in self.groups:
                free = [seat[p, r, g] for r in one["rounds"] if self.pinned.get((p, r)) != g]
                model.add(sum(free) <= (len(free) == len(one["rounds"])))
        for (p, r), g in self.pinned.items():
            model.add(seat[p, r, g] == 1)
        for p, g in roster["forbid"]:
            for r in self.people[p]["rounds"]:
                model.add(seat[p, r, g] == 0)
        for r in range(roster["rounds"]):
            for g in roster["groups"]:
                heads = [seat[p, r, g["id"]] for p, one in self.people.items() if r in one["rounds"]]
                model.add_linear_constraint(sum(heads), g["min"], g["max"])

    def couples(self) -> None:
        """People apart and together."""
        for rule in ("apart", "together"):
            for a, b in self.roster[rule]:
                for r in set(self.people[a]["rounds"]) & set(self.people[b]["rounds"]):
                    for g in self.groups:
                        first, second = self.seat[a, r, g], self.seat[b, r, g]
                        self.model.add(first == second if rule == "together" else first + second <= 1)

    def preference(self) -> Any:
        total: Any = 0
        for p, one in self.people.items():
            listed, most = one["prefs"], min(len(self.groups), 5)
            left = [k * (k + 1) // 2 for k in range(len(listed), most)]
            off = -(-sum(left) // len(left)) if left else most * (most + 1) // 2
            for r in one["rounds"] if listed else ():
                if (p, r) not in self.pinned:
                    for g in self.groups:
                        rank = listed.index(g) if g in listed else -1
                        total += (off if rank < 0 else rank * (rank + 1) // 2) * self.seat[p, r, g]
        return total

    def balance(self, name: str, r: int, here: list[str], weight: int) -> None:
        bearers = defaultdict(list)
        for p in here:
            bearers[self.people[p][name]].append(p)
        for g in self.roster["groups"]:
            heads = sum(self.seat[p, r, g["id"]] for p in here)
            for those in bearers.values():
                have = sum(self.seat[p, r, g["id"]] for p in those)
                # Outside the ceiling or the floor of the share x = those * heads / here, without dividing.
                out, most = self.model.new_int_var(0, len(those), ""), len(here) - 1
                self.model.add(len(here) * (have - out) <= len(those) * heads + most)
                self.model.add(len(here) * (have + out) + most >= len(those) * heads)
                self.price.append(weight * out)

    def colleagues(self, r: int, here: list[str], weight: int) -> None:
        offices = defaultdict(list)
        for p in here:
            offices[self.people[p]["org"]].append(p)
        for those in offices.values():
            for g in self.groups:
                self.pairs([self.seat[p, r, g] for p in those], weight)

    def meetings(self, s: int, r: int, weight: int) -> None:
        for g in self.groups:
            for h in self.groups:
                both = []
                for p, one in self.people.items():
                    if {s, r} <= set(one["rounds"]):
                        cell = self.model.new_bool_var("")
                        self.model.add(cell >= self.seat[p, s, g] + self.seat[p, r, h] - 1)
                        both.append(cell)
                self.pairs(both, weight)

    def pairs(self, seats: list[Any], weight: int) -> None:
        """Prices the pairs among the true ones of `seats`."""
        if len(seats) > 1:
            number = self.model.new_int_var(0, len(seats) * (len(seats) - 1) // 2, "")
            for k in range(1, len(seats)):
                self.model.add(number >= k * sum(seats) - k * (k + 1) // 2)
            self.price.append(weight * number)

    def solve(self, seconds: float) -> dict[str, list[Any]] | None:
        """The best plan found in so many seconds."""
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        plan: dict[str, list[Any]] = {p: [None] * self.roster["rounds"] for p in self.people}
        for (p, r, g), here in self.seat.items():
            if solver.boolean_value(here):
                plan[p][r] = g
        return plan


def main() -> int:
    """Solves one roster; exit 1 if no plan was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("roster", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    plan = Peer(json.loads(options.roster.read_text(encoding="utf-8"))).solve(options.seconds)
    if plan is None:
        return 1
    json.dump({"assign": plan}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
