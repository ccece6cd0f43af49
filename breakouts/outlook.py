"""Whether there can be a plan, and what leaves little room for one, before any search."""

from dataclasses import dataclass, field

from breakouts.actions.allocation_roster import make_roster, people_to_place
from breakouts.allocation import Cause, Hint, RosterError, diagnose, tight_spots
from breakouts.models import RunState
from breakouts.ways import Way, Ways
from consultations.models import Consultation

FIRST = 5
"""Hints shown at once; the tightest come first, and the others can be unfolded."""
SEARCHED = {"clashing_rules", "undecided"}


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence about people, groups and rounds, and where to change what it is about.

    `everywhere`: it is about all groups alike, so that it belongs beside none of them.
    """

    sentence: str
    ways: list[Way]
    blocked: bool = False
    everywhere: bool = False

    def beside(self, row: str) -> list[Way]:
        """The ways that are on this row of the page of rules."""
        return [] if self.everywhere else [way for way in self.ways if way.row == row]


@dataclass(frozen=True, slots=True)
class Outlook:
    """`causes` make a plan impossible; where there are none, `hints` are what leaves little room.

    `searched`: the causes are those of the last run, since no look at the rows alone can tell whether they are still
    there. `changed`: the last run found no plan, for reasons that are no longer there.
    """

    causes: list[Told] = field(default_factory=list)
    hints: list[Told] = field(default_factory=list)
    searched: bool = False
    changed: bool = False

    @property
    def first(self) -> list[Told]:
        return self.hints[:FIRST]

    @property
    def more(self) -> list[Told]:
        return self.hints[FIRST:]

    def beside(self, row: str) -> list[tuple[Told, list[Way]]]:
        """What belongs beside a row of the page of rules, with the ways that start there."""
        return [(told, ways) for told in [*self.causes, *self.hints] if (ways := told.beside(row))]

    def beside_nothing(self) -> list[Told]:
        """What has no row on the page of rules."""
        return [t for t in [*self.causes, *self.hints] if t.everywhere or not any(way.row for way in t.ways)]


def outlook(consultation: Consultation) -> Outlook:
    """As things stand. Rules that clash only all together are found by a run alone, and told as its causes were."""
    people = people_to_place(consultation)
    roster, locks = make_roster(consultation, people)
    if not roster.rounds or not roster.groups or not people:
        return Outlook()
    ways = Ways(consultation, people)

    def told(what: Cause | Hint, *, blocked: bool) -> Told:
        everywhere = len(what.groups) == len(roster.groups) > 1 and not what.people
        return Told(what.sentence, ways.of(what.kind, what.people, what.groups), blocked, everywhere)

    try:
        causes = [told(cause, blocked=True) for cause in diagnose(roster, locks, search=False)]
        hints = [] if causes else [told(hint, blocked=False) for hint in tight_spots(roster, locks)]
    except RosterError as error:
        return Outlook([Told(sentence, [], blocked=True) for sentence in error.errors])
    last = consultation.allocation_runs.first()
    if causes or last is None or last.state != RunState.INFEASIBLE:
        return Outlook(causes, hints)
    # What counting alone finds would have been found again; what needed a search may still be so.
    kept = [Cause(**cause) for cause in last.causes if isinstance(cause, dict) and cause.get("kind") in SEARCHED]
    return Outlook([told(cause, blocked=True) for cause in kept], hints, searched=bool(kept), changed=not kept)
