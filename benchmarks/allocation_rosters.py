"""Rosters of any size for the benchmark of the allocation engine, with the statistics of real ones."""

from __future__ import annotations

import math
import random
from typing import Any

SECTORS = [
    ("Government", 27), ("Civil society", 13), ("Donor", 11), ("Academia", 10), ("Private sector", 9), ("Media", 7),
    ("Indigenous peoples", 6), ("Faith-based", 5), ("Trade union", 5), ("Youth", 5), ("Local authority", 2),
]  # fmt: skip
UN_SHARE, UN_ORGANIZATIONS = 0.15, 16


def invented(people: int, groups: int, rounds: int, seed: int) -> dict[str, Any]:
    """A roster of the shape that consultations have: popular groups, large delegations, fixed hosts, interpreters.

    An organization has one sector and one subregion, except those of the United Nations, whose people are everywhere.
    What draws people to a group differs by sector. Few organizations send many people; of those that come, nearly half
    send one.
    """
    rng = random.Random(seed)
    popular = [rng.lognormvariate(0, 0.7) for _ in range(groups)]
    several = max(1, int(0.53 * people * (1 - UN_SHARE)))
    sectors, shares = zip(*SECTORS, strict=True)
    regions, settled = range(8), zipf(8, 0.5)
    taste = {name: [w * rng.lognormvariate(0, 0.8) for w in popular] for name in (*sectors, "UN system")}
    houses = [(f"ORG{n}", rng.choices(sectors, shares)[0], rng.choices(regions, settled)[0]) for n in range(several)]
    weights, un_weights = zipf(several, 0.7), zipf(UN_ORGANIZATIONS, 0.9)
    participants: list[dict[str, Any]] = []
    for n in range(people):
        un = rng.random() < UN_SHARE
        if un:
            house = f"UN{rng.choices(range(UN_ORGANIZATIONS), un_weights)[0]}"
            sector, region = "UN system", rng.choices(regions, settled)[0]
        else:
            house, sector, region = rng.choices(houses, weights)[0]
        length = rng.choices([0, 2, 5], [12, 13, 75])[0]
        keyed = sorted(range(groups), key=lambda k: rng.random() ** (1 / taste[sector][k]), reverse=True)
        participants.append(
            {
                "id": f"P{n:05}",
                "org": house,
                "sector": sector,
                "subregion": f"SR{region}",
                "gender": rng.choices("FMX", [49, 48, 3])[0],
                "un": int(un),
                "prefs": keyed[: min(length, groups)],
                "rounds": [rng.randrange(rounds)] if rng.random() < 0.03 else list(range(rounds)),
            }
        )
    whole = [p["id"] for p in participants if len(p["rounds"]) == rounds]
    rng.shuffle(whole)
    hosts = [(whole.pop(), g) for g in range(groups) for _ in range(min(3, people // groups // 4))]
    share = people / groups
    interpreters = [[whole.pop(), whole.pop()] for _ in range(people // 120)]
    return {
        "name": f"invented{people}", "rounds": rounds,
        "groups": [
            {"id": g, "name": f"Group {g + 1}", "min": int(share * 0.84), "max": math.ceil(share * 1.15)}
            for g in range(groups)
        ],
        "participants": participants,
        "pins": [[p, g, r] for p, g in hosts for r in range(rounds)],
        "apart": [[whole.pop(), whole.pop()] for _ in range(people // 60)],
        "together": interpreters,
        "forbid": [[rng.choice(whole), rng.randrange(groups)] for _ in range(people // 100)],
        "spread": ["sector", "subregion", "gender", "un"],
        "weights": {"pref": 2, "spread": {"sector": 4, "subregion": 4, "gender": 4, "un": 4}, "org": 3, "meet": 1},
    }  # fmt: skip


def zipf(number: int, exponent: float) -> list[float]:
    """Weights that fall with the rank."""
    return [(k + 1) ** -exponent for k in range(number)]
