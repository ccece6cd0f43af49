"""`python -m breakouts.allocation ROSTER.json [--seed N] [--seconds S] > PLAN.json`

Exit 0 with the plan on stdout; 1 if the roster is faulty or has no plan, the reasons on stderr; 2 on wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from .anneal import steps_within
from .model import InfeasibleError, Roster, RosterError
from .pair import allocate_pair
from .roster import parse_roster, plan_as_json


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError("seconds must be more than 0")
    return value


def _seed(text: str) -> int:
    value = int(text)
    if value < 0:
        raise argparse.ArgumentTypeError("a seed cannot be negative")
    return value


class _Bounds(TypedDict, total=False):
    steps: int
    time_limit: float


def _bounds(roster: Roster, seconds: float | None) -> _Bounds:
    """Steps and clock for a time in all: starting, reading, a first placement and writing take their part."""
    if seconds is None:
        return {}
    seats = len(roster.participants) * roster.rounds
    left = max(seconds / 2, seconds - 0.25 - 20e-6 * seats)
    return {"steps": steps_within(len(roster.participants), roster.rounds, left), "time_limit": left}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m breakouts.allocation", description="Places people in groups.")
    parser.add_argument("roster", metavar="ROSTER.json", help="the roster file, or - for standard input")
    parser.add_argument("--seed", type=_seed, default=1, help="the same seed gives the same plan (default 1)")
    parser.add_argument("--seconds", type=_seconds, help="how long to search (default: by size)")
    options = parser.parse_args(arguments)
    try:
        text = sys.stdin.read() if options.roster == "-" else Path(options.roster).read_text(encoding="utf-8")
        roster = parse_roster(text)
        plan = allocate_pair(roster, seed=options.seed, **_bounds(roster, options.seconds))
    except (OSError, UnicodeDecodeError) as error:
        print(f"The roster cannot be read: {error}", file=sys.stderr)
        return 1
    except (RosterError, InfeasibleError) as error:
        print(error, file=sys.stderr)
        return 1
    if plan.stopped_early:
        print("The time was up before the search was done; the plan is good but not repeatable.", file=sys.stderr)
    json.dump(plan_as_json(plan), sys.stdout, ensure_ascii=False)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
