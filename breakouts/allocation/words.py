"""The sentences that say why no plan exists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .model import Cause, Hint
from .problem import Problem

SHOWN = 6


def listing(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"; beyond six, the first ones and how many more."""
    if len(names) > SHOWN:
        return f"{', '.join(names[: SHOWN - 1])} and {len(names) - SHOWN + 1} others"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def count(number: int, one: str, many: str) -> str:
    """The number with its noun."""
    return f"{number} {one if number == 1 else many}"


def heads(number: int) -> str:
    """ "1 person", "2 people"."""
    return count(number, "person", "people")


class Speaker:
    """Makes causes out of row numbers."""

    def __init__(self, problem: Problem) -> None:
        self.roster = problem.roster

    def people(self, rows: Sequence[int]) -> str:
        return listing([self.roster.participants[n].label for n in rows])

    def groups(self, columns: Sequence[int]) -> str:
        return listing([self.roster.groups[k].name for k in columns])

    def rounds(self, rounds: Sequence[int]) -> str:
        numbers = [str(r + 1) for r in rounds]
        return ("Round " if len(numbers) == 1 else "Rounds ") + listing(numbers)

    def cause(
        self,
        kind: str,
        sentence: str,
        people: Iterable[int] = (),
        groups: Iterable[int] = (),
        rounds: Iterable[int] = (),
    ) -> Cause:
        return Cause(
            kind,
            sentence,
            tuple(self.roster.participants[n].id for n in people),
            tuple(self.roster.groups[k].id for k in groups),
            tuple(rounds),
        )

    def hint(
        self,
        kind: str,
        sentence: str,
        people: Iterable[int] = (),
        groups: Iterable[int] = (),
        rounds: Iterable[int] = (),
        spare: int = 0,
    ) -> Hint:
        cause = self.cause(kind, sentence, people, groups, rounds)
        return Hint(kind, sentence, cause.people, cause.groups, cause.rounds, spare)
