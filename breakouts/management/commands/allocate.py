"""Place everybody who is confirmed into working groups, in every round."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from accounts.commands import OperatorCommand
from accounts.errors import Refused
from breakouts.actions.allocate import run_allocation
from breakouts.models import AllocationRun, Placement, RunState
from consultations.queries import consultation_named


def _seed(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ArgumentTypeError("a seed is a whole number from 0 up")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0
    if not 0 < seconds < 86_400:
        raise ArgumentTypeError("give the seconds as a number above 0")
    return seconds


class Command(OperatorCommand):
    help = (
        "Place everybody who is confirmed into working groups, in every round, around the locks. "
        "Replaces earlier placements that are not locked."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="the consultation's name in links")
        parser.add_argument("--seed", type=_seed, default=1, help="the same seed gives the same plan (default: 1)")
        parser.add_argument("--time-limit", type=_seconds, help="stop the search after so many seconds")
        parser.add_argument("--json", action="store_true", help="answer in JSON (docs/commands.md)")

    def run(self, *, slug: str, seed: int, time_limit: float | None, json: bool, **options: Any) -> None:
        consultation = consultation_named(slug)
        result = run_allocation(consultation=consultation, seed=seed, time_limit=time_limit)
        if result.state == RunState.INFEASIBLE:
            raise Refused("No plan is possible:\n" + "\n".join(f"- {cause['sentence']}" for cause in result.causes))
        if json:
            self.print_json(_answer(result))
            return
        for row in _answer(result)["rooms"]:
            self.stdout.write(f"Round {row['round']}, group {row['group']}: {row['people']} people")
        self.stdout.write(f"Cost {result.cost} (seed {result.seed}; 0 would be ideal in every respect).")
        if result.stopped_early:
            self.stdout.write("The time limit ended the search; without it the same seed would give the same plan.")


def _answer(run: AllocationRun) -> dict[str, Any]:
    places = Placement.objects.filter(round__consultation=run.consultation_id)
    sizes: dict[tuple[int, int], int] = {}
    for key in places.values_list("round__number", "group__number"):
        sizes[key] = sizes.get(key, 0) + 1
    return {
        "consultation": run.consultation.slug,
        "seed": run.seed,
        "cost": run.cost,
        "terms": run.terms,
        "stopped_early": run.stopped_early,
        "placed": places.values("registration").distinct().count(),
        "rooms": [{"round": r, "group": g, "people": n} for (r, g), n in sorted(sizes.items())],
    }
