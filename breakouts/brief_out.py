"""The sheet of a group as it is shown: three blocks, and what is held back with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from breakouts.actions.brief_out import TELLABLE
from breakouts.actions.screen import Watchman, screen_note
from breakouts.models import (
    MOST_POINTS,
    BriefOut,
    BriefOutKind,
    BriefOutPoint,
    Finding,
    FindingDecision,
    FindingLevel,
    Note,
    NoteStatus,
)
from consultations.models import Consultation, Round, WorkingGroup
from consultations.richtext import plain

# What one point of a block is called, on the button that chooses it.
ONE: dict[str, str | Promise] = {
    BriefOutKind.HIGHLIGHT: gettext_lazy("Highlight"),
    BriefOutKind.CHALLENGE: gettext_lazy("Challenge"),
    BriefOutKind.RECOMMENDATION: gettext_lazy("Recommendation"),
}
# Characters of the longest block from which a sheet needs smaller letters to fit a screen of 16 to 9.
LONG, VERY_LONG = 380, 620


@dataclass(frozen=True, slots=True)
class Point:
    """A chosen note. It is shown only where `held_back` is empty; else that says why not, in sentences."""

    note: Note
    held_back: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """As it is told: without the marks of footnotes and of stress, which stand in the report."""
        return plain(self.note.text)


@dataclass(frozen=True, slots=True)
class Block:
    """One of the three blocks, with its points in their order."""

    kind: str
    label: str
    points: list[Point] = field(default_factory=list)

    @property
    def shown(self) -> list[Point]:
        return [point for point in self.points if not point.held_back]

    @property
    def is_full(self) -> bool:
        return len(self.points) >= MOST_POINTS


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a group tells the plenary after a round, or after all of them (`sitting` None)."""

    group: WorkingGroup
    sitting: Round | None
    blocks: list[Block]

    @property
    def held_back(self) -> int:
        """How many points are chosen and cannot be shown yet."""
        return sum(bool(point.held_back) for block in self.blocks for point in block.points)

    @property
    def length(self) -> str:
        """ "long" or "very-long" where the letters must be smaller; else empty."""
        longest = max(sum(len(point.text) for point in block.shown) for block in self.blocks)
        return "very-long" if longest > VERY_LONG else "long" if longest > LONG else ""

    @property
    def chosen(self) -> set[object]:
        return {point.note.pk for block in self.blocks for point in block.points}


def make_sheet(consultation: Consultation, group: WorkingGroup, sitting: Round | None) -> Sheet:
    """The sheet as it stands. Points whose screening is stale are screened first, against the roster of this moment."""
    rows = BriefOutPoint.objects.filter(brief_out__in=BriefOut.objects.filter(group=group, round=sitting))
    points = list(
        rows.select_related("note__heading", "note__room__group", "note__room__round", "note__consultation")
        .prefetch_related(_undecided())
        .order_by("position")
    )
    _screen_again(consultation, [point.note for point in points])
    blocks = []
    for kind in BriefOutKind:
        chosen = [Point(point.note, _why_not(point.note)) for point in points if point.kind == kind]
        blocks.append(Block(kind, str(kind.label), chosen))
    return Sheet(group, sitting, blocks)


def to_choose_from(group: WorkingGroup, sitting: Round | None) -> QuerySet[Note]:
    """What was handed in for this group in the round (None: in all of them), never in the order of coming."""
    notes = Note.objects.filter(room__group=group, status__in=TELLABLE)
    if sitting is not None:
        notes = notes.filter(room__round=sitting)
    return (
        notes.select_related("heading", "room__round")
        .prefetch_related("objectives", _undecided("findings"))
        .order_by("heading__position", "pk")
    )


def _undecided(path: str = "note__findings") -> "Prefetch[str]":
    open_ones = Finding.objects.filter(decision=FindingDecision.OPEN).exclude(level=FindingLevel.NOTE)
    return Prefetch(path, open_ones, to_attr="undecided")


def _screen_again(consultation: Consultation, notes: Sequence[Note]) -> None:
    """Bring `undecided` up to date where text or roster have changed since the last screening."""
    if not notes:
        return
    watchman = Watchman(consultation)
    for note in notes:
        if note.screened_with != watchman.mark(note.text, note.room):
            found = screen_note(note=note, watchman=watchman)
            note.undecided = [  # type: ignore[attr-defined]
                row for row in found if row.decision == FindingDecision.OPEN and row.level != FindingLevel.NOTE
            ]


def _why_not(note: Note) -> tuple[str, ...]:
    if note.status == NoteStatus.SET_ASIDE:
        return (_("It has been set aside."),)
    if note.status not in TELLABLE:
        return (_("It is being written again."),)
    found: list[Finding] = note.undecided  # type: ignore[attr-defined]
    return tuple(dict.fromkeys(finding.message for finding in found))
