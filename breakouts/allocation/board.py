"""A plan laid out for looking and changing by hand: prices before a move, reasons, late arrivals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from .changes import Price, change_of_all, obstacles
from .model import Assignment, GroupId, Participant, Pin, Plan, Roster, RosterError
from .problem import Problem, compile_roster
from .state import State
from .words import Speaker


@dataclass(frozen=True, slots=True)
class Alternative:
    """A group someone likes better than the one given, and what it would cost the plan.

    `choice` is its place on the person's list (1 is first). `move` is the price of moving there alone
    (or with the people kept together), `exchange` that of the best exchange with somebody there; both None
    where a rule about the person stands in the way whatever others do, which `obstacle` then tells.
    """

    group: GroupId
    choice: int
    obstacle: str = ""
    move: Price | None = None
    exchange: Price | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a person is in a group in one round: which choice it was, and what better ones would cost.

    `choice` is None where the group is not on the person's list; `fixed` where a pin or lock holds it.
    """

    person: str
    round: int
    group: GroupId
    choice: int | None
    fixed: bool
    better: tuple[Alternative, ...]


class Board:
    """A complete plan of a roster. Nothing here changes it. Raises RosterError if the plan does not fit."""

    def __init__(self, roster: Roster, assign: Assignment, locks: Iterable[Pin] = ()) -> None:
        self.problem: Problem = compile_roster(roster, locks)
        placed = self.problem.rows(assign)
        if ((placed >= 0) != self.problem.attend).any():
            raise RosterError(["$.assign: somebody is placed where absent, or absent where to be placed"])
        self.state = State(self.problem, placed)
        self.roster = roster
        self.column = {group.id: k for k, group in enumerate(roster.groups)}

    def price_move(self, person: str, round_: int, group: GroupId, exchange_with: str | None = None) -> Price:
        """What a move would change. People kept together move along; who is exchanged goes the other way.

        Raises RosterError for a person, round or group that is not there.
        """
        problem = self.problem
        n = problem.person_row.get(person, -1)
        other = n if exchange_with is None else problem.person_row.get(exchange_with, -1)
        if n < 0 or other < 0 or group not in self.column or not 0 <= round_ < problem.rounds:
            raise RosterError([f"There is no such move: {person!r} to {group!r} in round {round_ + 1}."])
        if not (problem.attend[round_, n] and problem.attend[round_, other]):
            raise RosterError([f"Not both are there in round {round_ + 1}: {person!r}, {exchange_with!r}."])
        path = [(m, self.column[group]) for m in self.bundle(round_, n)]
        if exchange_with is not None:
            path += [(m, int(self.state.group[round_, n])) for m in self.bundle(round_, other)]
        return self.price(round_, path)

    def price(self, r: int, path: list[tuple[int, int]]) -> Price:
        """The price of moves (person row, group row) in one round."""
        change = change_of_all(self.state, r, path)
        people, groups = self.roster.participants, self.roster.groups
        return Price(
            moves=tuple((people[n].id, groups[h].id) for n, h in path),
            terms=change,
            cost=change.weighted(self.roster.weights),
            obstacles=obstacles(self.problem, self.state.group[:, :-1], r, path),
        )

    def bundle(self, r: int, n: int) -> tuple[int, ...]:
        """Who moves along with a person in a round, the person first."""
        for members in self.problem.clusters[r]:
            if n in members:
                return (n, *(m for m in members if m != n))
        return (n,)

    def explain(self) -> list[Reason]:
        """For each person and round attended, in the roster's order."""
        rows = self.problem.person_row
        return [self.reason(rows[p.id], r) for p in self.roster.participants for r in sorted(p.rounds)]

    def reason(self, n: int, r: int) -> Reason:
        """Why person n is in this group in round r."""
        person: Participant = self.roster.participants[n]
        g = int(self.state.group[r, n])
        own = self.roster.groups[g].id
        listed = person.preferences
        choice = listed.index(own) + 1 if own in listed else None
        fixed = bool(self.problem.held[r, n] >= 0)
        better = listed[: choice - 1] if choice else listed
        return Reason(
            person=person.id,
            round=r,
            group=own,
            choice=choice,
            fixed=fixed,
            better=() if fixed else tuple(self.alternative(n, r, k + 1, group) for k, group in enumerate(better)),
        )

    def alternative(self, n: int, r: int, choice: int, group: GroupId) -> Alternative:
        """What a better-liked group would cost."""
        h = self.column[group]
        bundle = self.bundle(r, n)
        obstacle = self.own_obstacle(bundle, r, h)
        if obstacle:
            return Alternative(group, choice, obstacle)
        move = self.price(r, [(m, h) for m in bundle])
        return Alternative(group, choice, "", move, self.best_exchange(n, r, h) if len(bundle) == 1 else None)

    def own_obstacle(self, bundle: tuple[int, ...], r: int, h: int) -> str:
        """What closes a group to these people, whoever else moves."""
        say, problem = Speaker(self.problem), self.problem
        for m in bundle:
            if problem.closed[m, h]:
                return f"{say.groups([h])} is closed to {say.people([m])}."
            for s in range(problem.rounds):
                if s != r and self.state.group[s, m] == h:
                    return f"{say.people([m])} is in {say.groups([h])} in round {s + 1} already."
        return ""

    def best_exchange(self, n: int, r: int, h: int) -> Price | None:
        """The cheapest exchange of person n with one in group h that breaks no rule."""
        state, problem = self.state, self.problem
        g = int(state.group[r, n])
        there = np.sort(state.inside[r][h, : state.listed[r, h]])
        allowed = ~problem.closed[there, g]
        for s in range(problem.rounds):
            if s != r:
                allowed &= state.group[s, there] != g
        there = there[allowed]
        if not len(there):
            return None
        cost = state.exchange(r, np.array([n]), there)[0] + state.exchange_meetings(r, n, there)
        for at in np.argsort(cost, kind="stable")[:8].tolist():
            path = [(n, h), (int(there[at]), g)]
            if not obstacles(problem, state.group[:, :-1], r, path):
                return self.price(r, path)
        return None


def explain(roster: Roster, plan: Plan, locks: Iterable[Pin] = ()) -> list[Reason]:
    """For each person and round attended: which choice it was, and what each better-liked group would cost."""
    return Board(roster, plan.assign, locks).explain()


def price_move(
    roster: Roster,
    plan: Plan,
    person: str,
    round_: int,
    group: GroupId,
    *,
    exchange_with: str | None = None,
    locks: Iterable[Pin] = (),
) -> Price:
    """The change of every term if a person moved, and the hard rules in the way. A `Board` prices many moves faster."""
    return Board(roster, plan.assign, locks).price_move(person, round_, group, exchange_with)
