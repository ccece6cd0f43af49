"""The changes of a version as a page tells them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from breakouts.merge import Piece, compare
from consultations.models import AuditLine
from reports.actions.manuscript import State
from reports.models import Report, Revision
from reports.tree.references import printed


@dataclass(frozen=True, slots=True)
class Told:
    """What a change did to one thing: its number in the paper as it is now, and its text before and after."""

    number: int | None
    pieces: tuple[Piece, ...]
    paragraph: str = ""
    came: bool = False
    went: bool = False
    moved: bool = False
    notes: int = 0
    """How many notes more it rests on; fewer where negative."""

    @property
    def is_text(self) -> bool:
        """Whether there is an earlier text that could be brought back."""
        return bool(self.paragraph) and not self.came and any(piece.out or piece.new for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Line:
    """One change: who made it, what it did, and whether it was undone."""

    revision: Revision
    who: User | None
    told: list[Told]
    undone: bool


def lines(report: Report, revisions: Iterable[Revision], numbers: dict[UUID, int]) -> list[Line]:
    """The changes with their makers, read from the audit trail; two queries however many."""
    rows = list(revisions)
    marks = [row.number for row in rows]
    trail = AuditLine.objects.filter(
        consultation=report.consultation_id, details__report=report.pk, details__change__in=marks
    )
    makers = {line.details["change"]: line.actor for line in trail.select_related("actor")}
    undone = set(Revision.objects.filter(undoes__in=rows).values_list("undoes", flat=True))
    return [Line(row, makers.get(row.number), told(row, numbers), row.pk in undone) for row in rows]


def told(revision: Revision, numbers: dict[UUID, int]) -> list[Told]:
    """What a change did, thing by thing."""
    return [_told(before, after, numbers) for before, after in zip(revision.before, revision.after, strict=True)]


def _told(before: State, after: State, numbers: dict[UUID, int]) -> Told:
    if "paragraph" not in before:
        return Told(
            None,
            compare(_words(before, numbers), _words(after, numbers)),
            moved=before.get("follows") != after.get("follows"),
        )
    came, went = before["section"] is None, after["section"] is None
    place_before, place_after = (before["section"], before.get("follows")), (after["section"], after.get("follows"))
    return Told(
        numbers.get(UUID(before["paragraph"])),
        compare(_words(before, numbers), _words(after, numbers)),
        paragraph=before["paragraph"],
        came=came and not went,
        went=went and not came,
        moved=not came and not went and place_before != place_after,
        notes=len(after.get("notes", [])) - len(before.get("notes", [])),
    )


def _words(state: State, numbers: dict[UUID, int]) -> str:
    return printed(state.get("text") or state.get("title") or "", numbers)
