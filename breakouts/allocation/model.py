"""What goes into the allocation and what comes out: frozen dataclasses, no behaviour beyond reading them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

GroupId = int | str
AttributeValue = str | int | bool | None


@dataclass(frozen=True, slots=True)
class Group:
    """A working group; `minimum` and `maximum` are head counts that hold in every round."""

    id: GroupId
    name: str
    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class Participant:
    """A person to be placed.

    `preferences` are group ids, best first; `rounds` are the rounds attended, counted from 0;
    `attributes` hold the values that are spread over the groups. Nobody is a colleague of a
    person whose `organization` is None.
    """

    id: str
    organization: str | None = None
    preferences: tuple[GroupId, ...] = ()
    rounds: tuple[int, ...] = (0,)
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    name: str = ""

    @property
    def label(self) -> str:
        """The name by which sentences speak of this person."""
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class Pin:
    """A person fixed to a group in one round (counted from 0)."""

    person: str
    group: GroupId
    round: int


@dataclass(frozen=True, slots=True)
class Weights:
    """What one unit of each soft term costs; `spread` has one weight per attribute."""

    preference: int = 2
    spread: Mapping[str, int] = field(default_factory=dict)
    organization: int = 3
    meeting: int = 1


@dataclass(frozen=True, slots=True)
class Roster:
    """Everything that one allocation must know."""

    rounds: int
    groups: tuple[Group, ...]
    participants: tuple[Participant, ...]
    pins: tuple[Pin, ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    together: tuple[tuple[str, str], ...] = ()
    forbid: tuple[tuple[str, GroupId], ...] = ()
    spread: tuple[str, ...] = ()
    weights: Weights = field(default_factory=Weights)


@dataclass(frozen=True, slots=True)
class Terms:
    """The soft terms in their own units (0 is ideal), before weights.

    `preference`: rank cost above what each person could have at best. `imbalance`: persons outside
    the floor and ceiling of a group's proportional share, per attribute. `organization`: pairs of
    colleagues in one group beyond the evenest spread. `meeting`: pairs who meet again in another
    round beyond the unavoidable.
    """

    preference: int
    imbalance: Mapping[str, int]
    organization: int
    meeting: int

    def weighted(self, weights: Weights) -> int:
        """The cost F of these terms, or of a change of them."""
        spread = sum(weights.spread.get(name, 0) * count for name, count in self.imbalance.items())
        return (
            weights.preference * self.preference
            + spread
            + weights.organization * self.organization
            + weights.meeting * self.meeting
        )


Assignment = Mapping[str, tuple[GroupId | None, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """A placement of everybody that breaks no hard rule.

    `assign` gives one group id (or None where absent) per person and round. `complete` is False when
    the search was cut short by the clock or by the caller; the plan holds all the same.
    """

    assign: Assignment
    seed: int
    cost: int
    terms: Terms
    complete: bool = True
    steps: int = 0

    @property
    def stopped_early(self) -> bool:
        """Whether the clock or the caller ended the search before its last step."""
        return not self.complete


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason why no plan exists. `rounds` count from 0; the sentence counts them from 1."""

    kind: str
    sentence: str
    people: tuple[str, ...] = ()
    groups: tuple[GroupId, ...] = ()
    rounds: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that holds with little or no room to spare. `spare` counts the people or groups that remain."""

    kind: str
    sentence: str
    people: tuple[str, ...] = ()
    groups: tuple[GroupId, ...] = ()
    rounds: tuple[int, ...] = ()
    spare: int = 0


class RosterError(ValueError):
    """The roster itself is wrong. `errors` name each place by its path in the roster."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


class InfeasibleError(ValueError):
    """No plan keeps every hard rule; `causes` say why."""

    def __init__(self, causes: tuple[Cause, ...]) -> None:
        super().__init__("\n".join(cause.sentence for cause in causes))
        self.causes = causes
