"""Rosters made by hypothesis."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

from hypothesis import strategies as st

from breakouts.allocation import Group, Participant, Pin, Roster, Weights

SPREAD = ("sector", "gender")


@st.composite
def feasible_rosters(draw: st.DrawFn, most_people: int = 30) -> Roster:
    """A roster around a hidden plan: whatever is fixed, closed, apart or together agrees with that plan."""
    rng = random.Random(draw(st.integers(0, 2**32)))
    n_groups = draw(st.integers(1, 5))
    rounds = draw(st.integers(1, n_groups))
    people = [f"p{n}" for n in range(draw(st.integers(1, most_people)))]
    slack, shut = draw(st.integers(0, 2)), draw(st.sampled_from([0, 0.2, 0.8]))
    hosts = set(rng.sample(people, draw(st.integers(0, len(people) // 3))))
    plan: dict[str, dict[int, int]] = {}
    for p in people:
        attended = [r for r in range(rounds) if rng.random() < 0.9] or [0]
        group = rng.randrange(n_groups)
        others = rng.sample(range(n_groups), len(attended))
        plan[p] = dict.fromkeys(attended, group) if p in hosts else dict(zip(attended, others, strict=True))
    together = []
    for a in people[: draw(st.integers(0, 3))]:
        b = rng.choice(people)
        if a != b and b not in hosts and not any(b in pair for pair in together):
            plan[b] = dict(plan[a])
            together.append((a, b))
    apart = []
    for _ in range(draw(st.integers(0, 2 * len(people)))):
        a, b = rng.choice(people), rng.choice(people)
        if a != b and all(plan[b].get(r) != g for r, g in plan[a].items()):
            apart.append((a, b))
    counts = [[sum(row.get(r) == g for row in plan.values()) for r in range(rounds)] for g in range(n_groups)]
    return Roster(
        rounds=rounds,
        groups=tuple(
            Group(f"g{g}", f"Group {g}", max(0, min(row) - slack), max(row) + slack) for g, row in enumerate(counts)
        ),
        participants=tuple(person(rng, p, n_groups, tuple(plan[p])) for p in people),
        pins=tuple(Pin(p, f"g{g}", r) for p in people if p in hosts for r, g in plan[p].items()),
        apart=tuple(apart),
        together=tuple(together),
        forbid=tuple(
            (p, f"g{g}") for p in people for g in range(n_groups) if g not in plan[p].values() and rng.random() < shut
        ),
        spread=SPREAD,
        weights=Weights(rng.randint(0, 5), {name: rng.randint(0, 5) for name in SPREAD}, rng.randint(0, 5), 1),
    )


@st.composite
def exact_rosters(draw: st.DrawFn) -> Roster:
    """A roster with as many places as people in each round, and a hidden plan that little else agrees with.

    The plan turns classes of people through the groups: whoever is of one class stays in company, whoever is not never
    meets. Most groups that the plan does not use are closed, some people are fixed in single rounds, some of a class
    are kept together with one who is fixed, and one of each class may miss the same round.
    """
    rng = random.Random(draw(st.integers(0, 2**32)))
    n_groups = draw(st.integers(2, 6))
    rounds = draw(st.integers(2, n_groups))
    each = draw(st.integers(1, 5))
    shut, fixed, bound = (draw(st.sampled_from([0, 0.3, 0.9])) for _ in range(3))
    turn = rng.sample(range(n_groups), rounds)
    classes = [[f"c{k}p{n}" for n in range(each)] for k in range(n_groups)]
    missed = rng.randrange(rounds) if draw(st.booleans()) else None
    plan = {}
    for k, members in enumerate(classes):
        for n, p in enumerate(members):
            away = missed if n == 0 else None
            plan[p] = {r: f"g{(k + turn[r]) % n_groups}" for r in range(rounds) if r != away}
    pins = [Pin(p, row[r], r) for p, row in plan.items() if rng.random() < fixed for r in row if rng.random() < 0.5]
    together = [(a, b) for members in classes for a, b in pairwise(members) if rng.random() < bound]
    strangers = [(rng.choice(a), rng.choice(b)) for a, b in combinations(classes, 2) for _ in range(rng.randint(0, 2))]
    counts = [each - (r == missed) for r in range(rounds)]
    people = [p for members in classes for p in members]
    rng.shuffle(people)
    return Roster(
        rounds=rounds,
        groups=tuple(Group(f"g{g}", f"Group {g}", min(counts), max(counts)) for g in range(n_groups)),
        participants=tuple(person(rng, p, n_groups, tuple(plan[p])) for p in people),
        pins=tuple(pins),
        apart=tuple(strangers),
        together=tuple(together),
        forbid=tuple(
            (p, f"g{g}")
            for p in people
            for g in range(n_groups)
            if f"g{g}" not in plan[p].values() and rng.random() < shut
        ),
        spread=SPREAD,
        weights=Weights(2, dict.fromkeys(SPREAD, 4), 3, 1),
    )


@st.composite
def tight_rosters(draw: st.DrawFn) -> Roster:
    """A small roster whose rules were thrown together; most have no plan."""
    rng = random.Random(draw(st.integers(0, 2**32)))
    n_groups, rounds = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    people = [f"p{n}" for n in range(draw(st.integers(1, 8)))]
    share = len(people) // n_groups
    groups = []
    for g in range(n_groups):
        least = max(0, share - rng.randint(0, 2))
        groups.append(Group(f"g{g}", f"Group {g}", least, max(least, share + rng.randint(0, 2))))

    def pairs(most: int) -> tuple[tuple[str, str], ...]:
        if len(people) < 2:
            return ()
        return tuple((a, b) for a, b in (rng.sample(people, 2) for _ in range(rng.randint(0, most))))

    closed = draw(st.sampled_from([0, 0.1, 0.3]))
    return Roster(
        rounds=rounds,
        groups=tuple(groups),
        participants=tuple(
            person(rng, p, n_groups, tuple(r for r in range(rounds) if rng.random() < 0.9)) for p in people
        ),
        pins=tuple(
            Pin(rng.choice(people), f"g{rng.randrange(n_groups)}", rng.randrange(rounds))
            for _ in range(draw(st.integers(0, 3)))
        ),
        apart=pairs(4),
        together=pairs(2),
        forbid=tuple((p, f"g{g}") for p in people for g in range(n_groups) if rng.random() < closed),
        spread=SPREAD,
        weights=Weights(2, dict.fromkeys(SPREAD, 4), 3, 1),
    )


def person(rng: random.Random, name: str, n_groups: int, rounds: tuple[int, ...]) -> Participant:
    """Somebody with invented wishes."""
    listed = rng.sample([f"g{g}" for g in range(n_groups)], rng.randint(0, n_groups))
    return Participant(
        id=name,
        organization=rng.choice([None, "River Union", "Delta Forum", "Harbour Office"]),
        preferences=tuple(listed),
        rounds=rounds,
        attributes={"sector": rng.choice(["state", "union", "press"]), "gender": rng.choice("FMX")},
    )
