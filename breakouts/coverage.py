"""Which purposes the notes answer: purpose × objective × group, and where nothing was said.

A note answers the purposes that its heading is tied to. Every group owes each purpose something about each of its
objectives. Two kinds of places have no objective: those of a group that has none, and those of a purpose that is
answered only under headings that are not tied to an objective. A purpose without a heading is blank everywhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from breakouts.models import ConfirmedBlank, Note, NoteStatus
from consultations.models import Consultation, HeadingPurpose, Objective, Purpose, WorkingGroup

Place = tuple[int, int | None]
"""Primary keys of a purpose and an objective (None: about none in particular)."""
COUNTED = (NoteStatus.ACCEPTED, NoteStatus.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of a group. `rounds` are accepted notes by round, `together` those of no single round."""

    purpose: Purpose
    objective: Objective | None
    expected: bool
    rounds: tuple[int, ...]
    together: int
    waiting: int
    confirmed: ConfirmedBlank | None

    @property
    def accepted(self) -> int:
        return sum(self.rounds) + self.together

    @property
    def is_blank(self) -> bool:
        """Nothing was accepted, and nothing waits to be read."""
        return self.expected and not self.accepted and not self.waiting

    @property
    def is_open(self) -> bool:
        """A blank that nobody has confirmed."""
        return self.is_blank and self.confirmed is None

    @property
    def place(self) -> Place:
        return self.purpose.pk, self.objective.pk if self.objective else None

    @property
    def value(self) -> str:
        """The place as a form sends it."""
        return place_value(self.place)


@dataclass(frozen=True, slots=True)
class GroupGrid:
    """The table of a group: a column for each objective (None: about none), a row of cells for each purpose."""

    group: WorkingGroup
    columns: list[Objective | None]
    rows: list[tuple[int, Purpose, list[Cell]]]

    @property
    def open(self) -> list[Cell]:
        """Blanks that nobody has confirmed."""
        return [cell for _number, _purpose, cells in self.rows for cell in cells if cell.is_open]

    @property
    def confirmed(self) -> int:
        """How many blanks are confirmed."""
        return sum(cell.is_blank and not cell.is_open for _number, _purpose, cells in self.rows for cell in cells)


@dataclass(frozen=True, slots=True)
class Coverage:
    """`rounds` are their numbers, in the order of `Cell.rounds`; `untied` are purposes without a heading."""

    rounds: list[int]
    purposes: list[Purpose]
    untied: list[Purpose]
    groups: list[GroupGrid]

    @property
    def open(self) -> int:
        """How many blanks nobody has confirmed."""
        return sum(len(grid.open) for grid in self.groups)


def place_value(place: Place) -> str:
    """A place as a form sends it: "12-7", or "12-0" about no objective."""
    return f"{place[0]}-{place[1] or 0}"


def coverage(consultation: Consultation) -> Coverage:
    """The whole grid; seven queries whatever its size."""
    purposes = list(consultation.purposes.order_by("position", "pk"))
    rounds = list(consultation.rounds.order_by("number").values_list("number", flat=True))
    tied: dict[int, dict[int, bool]] = defaultdict(dict)
    links = HeadingPurpose.objects.filter(purpose__consultation=consultation)
    for key, heading, overall in links.values_list("purpose", "heading", "heading__overall"):
        tied[key][heading] = overall
    counts = _counts(consultation, tied)
    confirmed = {
        (blank.group_id, (blank.purpose_id, blank.objective_id)): blank
        for blank in consultation.confirmed_blanks.order_by()
    }
    overall_only = {pk for pk, headings in tied.items() if all(headings.values())}
    grids = []
    for group in consultation.working_groups.order_by("number").prefetch_related("objective_links__objective"):
        objectives: list[Objective | None] = [link.objective for link in group.objective_links.all()]
        columns = objectives if objectives and not overall_only else [*objectives, None]
        rows = []
        for number, purpose in enumerate(purposes, 1):
            cells = []
            for objective in columns:
                place = (purpose.pk, objective.pk if objective else None)
                found = counts[group.pk, place]
                about_none = not objectives or purpose.pk in overall_only
                cells.append(
                    Cell(
                        purpose,
                        objective,
                        (objective is None) == about_none,
                        tuple(found[NoteStatus.ACCEPTED, sitting] for sitting in rounds),
                        found[NoteStatus.ACCEPTED, None],
                        sum(n for (status, _round), n in found.items() if status == NoteStatus.SUBMITTED),
                        confirmed.get((group.pk, place)),
                    )
                )
            rows.append((number, purpose, cells))
        grids.append(GroupGrid(group, columns, rows))
    return Coverage(rounds, purposes, [purpose for purpose in purposes if purpose.pk not in tied], grids)


def unconfirmed_blanks(consultation: Consultation) -> int:
    """How many places have no note and no confirmation that there is none."""
    return coverage(consultation).open


def _counts(
    consultation: Consultation, tied: dict[int, dict[int, bool]]
) -> dict[tuple[int, Place], Counter[tuple[str, int | None]]]:
    """By group and place: notes by status and number of the round."""
    found: dict[tuple[int, Place], Counter[tuple[str, int | None]]] = defaultdict(Counter)
    answered: dict[int, list[int]] = defaultdict(list)
    for purpose, headings in tied.items():
        for heading in headings:
            answered[heading].append(purpose)
    for group, sitting, heading, objective, status, number in _noted(consultation):
        for purpose in answered[heading]:
            found[group, (purpose, objective)][status, sitting] += number
    return found


def _noted(consultation: Consultation) -> Iterable[tuple[int, int | None, int, int | None, str, int]]:
    notes = Note.objects.filter(consultation=consultation, status__in=COUNTED, room__group__isnull=False)
    return (
        notes.order_by()
        .values_list("room__group", "room__round__number", "heading", "objective_links__objective", "status")
        .annotate(Count("pk"))
    )
