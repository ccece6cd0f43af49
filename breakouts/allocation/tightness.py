"""What holds, but with little or no room to spare: told before a search, so that it can be loosened in time.

The reasoning is that of the diagnosis (Hall's condition), asked one step further: not who finds no place,
but how many more could have come. A hint with `spare` n is exact: n more fit, n + 1 do not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from .contradictions import sets_apart
from .dealing import bottlenecks
from .model import Hint, Pin, Roster
from .problem import Problem, compile_roster
from .seats import Seats, bits, make_seats, open_beside_held
from .shortages import Visits
from .words import Speaker, count, heads

FEW = 2  # people, below which room is told
SHARE = 0.03  # of the people of a round, below which the room of the whole round is told


def tight_spots(roster: Roster, locks: Iterable[Pin] = ()) -> list[Hint]:
    """Everything that holds only just, the tightest first.

    Meant for a roster of which nothing is known that makes a plan impossible (`diagnose`): where one round cannot
    be filled at all, nothing is told of its places. Raises RosterError.
    """
    problem = compile_roster(roster, locks)
    if not problem.attend.any():
        return []
    look = _Look(problem)
    found = [*look.places(), *look.minima(), *look.choices(), *look.clusters(), *look.apart(), *look.visits()]
    return sorted(found, key=lambda hint: hint.spare)


@dataclass(frozen=True)
class _Spot:
    """Of what a hint is: those of several rounds that say the same become one."""

    kind: str
    people: tuple[int, ...]
    groups: tuple[int, ...]
    number: int
    bound: int


class _Look:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.seats: Seats = make_seats(problem)
        self.masks = open_beside_held(self.seats)
        self.say = Speaker(problem)
        self.everything = (1 << problem.groups) - 1
        self.named: dict[int, int] = {}  # the least room told of a group, round by round

    def places(self) -> list[Hint]:
        """Groups that are the only ones open to nearly as many people as they hold."""
        rounds: dict[_Spot, list[int]] = defaultdict(list)
        for r, own in enumerate(self.seats.by_round):
            present = int(self.problem.heads[r])
            most = max(FEW, int(SHARE * present))
            total = int(self.problem.maximum.sum())
            if present and 0 <= total - present <= most:
                rounds[_Spot("places_left", (), tuple(range(self.problem.groups)), present, total)].append(r)
            kinds = self.kinds(own)
            for reached in bottlenecks(self.seats.maximum, kinds, [*kinds], FEW):
                if reached != self.everything:
                    inside = [s for s in own if not self.masks[s] & ~reached]
                    rounds[self.spot("few_places_left", inside, reached, self.seats.maximum)].append(r)
        return [self.of_places(spot, at) for spot, at in rounds.items()]

    def minima(self) -> list[Hint]:
        """Groups that hardly more people may join than they need."""
        rounds: dict[_Spot, list[int]] = defaultdict(list)
        for r, own in enumerate(self.seats.by_round):
            present = int(self.problem.heads[r])
            needed = int(self.problem.minimum.sum())
            if present and needed and 0 <= present - needed <= max(FEW, int(SHARE * present)):
                rounds[_Spot("people_left", (), tuple(range(self.problem.groups)), present, needed)].append(r)
            for lacking in self.hardly_filled(own):
                may = [s for s in own if self.masks[s] & lacking]
                spot = self.spot("few_may_join", may, lacking, self.seats.minimum)
                if (spot.number, spot.bound) != (present, needed):
                    rounds[spot].append(r)
        return [self.of_minima(spot, at) for spot, at in rounds.items()]

    def hardly_filled(self, own: list[int]) -> list[int]:
        """Sets of groups (as masks): here the groups' minima are dealt to the kinds of people."""
        kinds = self.kinds(own)
        number = list(kinds)
        wanted: dict[int, int] = {}
        asks = {}
        for g in bits(self.needy()):
            asks[g] = sum(1 << k for k, mask in enumerate(number) if mask >> g & 1)
            wanted[asks[g]] = wanted.get(asks[g], 0) + self.seats.minimum[g]
        found = bottlenecks([kinds[mask] for mask in number], wanted, list(asks.values()), FEW)
        return [sum(1 << g for g, ask in asks.items() if not ask & ~reached) for reached in found]

    def kinds(self, own: list[int]) -> dict[int, int]:
        """How many people have just these groups open."""
        kinds: Counter[int] = Counter()
        for s in own:
            kinds[self.masks[s]] += len(self.seats.members[s])
        return kinds

    def needy(self) -> int:
        """The groups that must have somebody."""
        return sum(1 << g for g, least in enumerate(self.seats.minimum) if least)

    def spot(self, kind: str, inside: list[int], groups: int, bound: list[int]) -> _Spot:
        people = tuple(sorted(n for s in inside for n in self.seats.members[s]))
        return _Spot(kind, people, tuple(bits(groups)), len(people), sum(bound[g] for g in bits(groups)))

    def of_places(self, spot: _Spot, at: list[int]) -> Hint:
        spare = spot.bound - spot.number
        hold = "holds" if len(spot.groups) == 1 else "together hold"
        if spot.kind == "places_left":
            attend = "person attends" if spot.number == 1 else "people attend"
            what = f"{spot.number} {attend}, and the groups hold at most {spot.bound} together"
        else:
            who = f"{heads(spot.number)} ({self.say.people(spot.people)})"
            what = f"{who} can only join {self.say.groups(spot.groups)}, which {hold} at most {spot.bound}"
        left = "no place is left" if not spare else f"{count(spare, 'place is', 'places are')} left"
        return self.hint(spot, f"{self.say.rounds(at)}: {what}, so that {left}.", at, spare)

    def of_minima(self, spot: _Spot, at: list[int]) -> Hint:
        spare = spot.number - spot.bound
        if spot.kind == "people_left":
            attend = "person attends" if spot.number == 1 else "people attend"
            what = f"{spot.number} {attend}, and the groups need at least {spot.bound} together"
        else:
            need = "needs" if len(spot.groups) == 1 else "together need"
            what = f"{self.say.groups(spot.groups)} {need} at least {heads(spot.bound)}, "
            what += f"and only {spot.number} may join ({self.say.people(spot.people)})"
        left = "nobody can be spared" if not spare else f"only {spare} can be spared"
        return self.hint(spot, f"{self.say.rounds(at)}: {what}, so that {left}.", at, spare)

    def hint(self, spot: _Spot, sentence: str, at: list[int], spare: int) -> Hint:
        self.named |= {g: min(spare, self.named.get(g, spare)) for g in spot.groups}
        return self.say.hint(spot.kind, sentence, spot.people, spot.groups, at, spare)

    def choices(self) -> list[Hint]:
        """People with just as many open groups as rounds to sit in."""
        problem, seats, say = self.problem, self.seats, self.say
        found: dict[tuple[tuple[int, ...], int, tuple[int, ...], int], list[int]] = defaultdict(list)
        everywhere: list[int] = []
        for n in range(problem.people):
            own = [at[n] for at in seats.at if at[n] >= 0]
            free = [s for s in own if not seats.held[s]]
            union = 0
            for s in free:
                union |= self.masks[s]
            if not free or union.bit_count() != len(free):
                continue
            if union == self.everything:
                everywhere.append(n)
                continue
            together = tuple(sorted({m for s in free for m in seats.members[s]}))
            rounds = tuple(seats.round[s] for s in free)
            found[together if len(together) > 1 else (), union, rounds, len(free)].append(n)
        hints = []
        for (together, union, rounds, number), alone in found.items():
            people = together or tuple(alone)
            stay = " stay together and" if together else ""
            verb = "have" if len(people) > 1 else "has"
            which = say.groups(bits(union))
            sentence = f"{say.rounds(rounds)}: {say.people(people)}{stay} can only join {which}."
            if number > 1:
                sentence = f"{say.rounds(rounds)}: {say.people(people)}{stay} {verb} {number} rounds to attend "
                sentence += f"and only {number} open groups, {which}."
            hints.append(say.hint("no_choice", sentence, people, bits(union), rounds))
        if everywhere and problem.rounds > 1:
            sentence = (
                f"There are as many groups as rounds ({problem.groups}), so that {heads(len(everywhere))} "
                f"must come to every group once."
            )
            groups, all_rounds = range(problem.groups), range(problem.rounds)
            hints.append(say.hint("as_many_rounds_as_groups", sentence, everywhere, groups, all_rounds))
        self.settled = {(n, r) for (who, _, rounds, _), alone in found.items() for n in who or alone for r in rounds}
        return hints

    def clusters(self) -> list[Hint]:
        """People kept together for whom one group is left, by what is open to them or has room for all."""
        rounds: dict[tuple[tuple[int, ...], int], list[int]] = defaultdict(list)
        for s, members in enumerate(self.seats.members):
            if len(members) < 2 or self.seats.held[s] or (members[0], self.seats.round[s]) in self.settled:
                continue
            fitting = [g for g in bits(self.masks[s]) if self.seats.maximum[g] >= len(members)]
            if len(fitting) == 1 and self.problem.groups > 1:
                rounds[members, fitting[0]].append(self.seats.round[s])
        return [
            self.say.hint(
                "together_in_one",
                f"{self.say.rounds(at)}: {self.say.people(members)} stay together, "
                f"and only {self.say.groups([g])} is open to all of them and large enough.",
                members,
                [g],
                at,
            )
            for (members, g), at in rounds.items()
        ]

    def apart(self) -> list[Hint]:
        """People who must all be apart and have just as many groups."""
        rounds: dict[tuple[tuple[int, ...], int, int], list[int]] = defaultdict(list)
        for r in range(self.problem.rounds):
            for clique in sets_apart(self.seats, r):
                union = 0
                for s in clique:
                    union |= self.seats.open[s]
                settled = all(self.seats.held[s] for s in clique)
                if union.bit_count() == len(clique) and not settled and (len(clique) > 2 or union != self.everything):
                    people = tuple(sorted(n for s in clique for n in self.seats.members[s]))
                    rounds[people, union, len(clique)].append(r)
        hints = []
        for (people, union, number), at in rounds.items():
            there = "there are" if union == self.everything else "open to them are"
            sentence = f"{self.say.rounds(at)}: {heads(len(people))} must all be apart ({self.say.people(people)}), "
            sentence += f"and {there} just {count(number, 'group', 'groups')}."
            hints.append(self.say.hint("just_enough_apart", sentence, people, bits(union), at))
        return hints

    def visits(self) -> list[Hint]:
        """Single groups over the rounds, where there is less room than was told of them round by round."""
        problem, say = self.problem, self.say
        if problem.rounds < 2 or problem.groups < 2:
            return []
        counted = Visits(problem, self.seats, self.masks)
        rounds = range(problem.rounds)
        hints = []
        for g in range(problem.groups):
            can, must, least, most = counted.of([g])
            few = min(FEW, self.named.get(g, FEW + 1) - 1)
            name = say.groups([g])
            if least and 0 <= can - least <= few:
                sentence = f"{say.rounds(rounds)}: {name} must be filled {least} times over the rounds, and since "
                sentence += f"nobody comes twice to a group there are only {count(can, 'visit', 'visits')}."
                hints.append(say.hint("few_visits", sentence, (), [g], rounds, can - least))
            if must and 0 <= most - must <= few:
                sentence = f"{say.rounds(rounds)}: {name} holds at most {most} visits over the rounds, and since "
                sentence += f"nobody comes twice to a group at least {must} fall there."
                hints.append(say.hint("many_visits", sentence, (), [g], rounds, most - must))
        return hints
