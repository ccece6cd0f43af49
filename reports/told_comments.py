"""Comments as a page tells them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from breakouts.merge import Piece, compare
from reports.comments import Snapshot
from reports.models import Comment, CommentState

_TONES = {
    CommentState.OPEN: "decide",
    CommentState.USED: "done",
    CommentState.PART: "done",
    CommentState.NOT_USED: "neutral",
}


@dataclass(frozen=True, slots=True)
class ToldComment:
    """A comment with what it would change, word by word; `number` is that of the paragraph as it is now, if any."""

    comment: Comment
    pieces: tuple[Piece, ...]
    number: int | None = None
    changed: bool = False
    """The paragraph says something else than when the organization read it."""

    @property
    def tone(self) -> str:
        return _TONES[CommentState(self.comment.state)]

    @property
    def can_be_used(self) -> bool:
        return bool(self.comment.suggestion) and self.number is not None and self.comment.state == CommentState.OPEN


def told(comments: Iterable[Comment], snapshot: Snapshot, numbers: dict[UUID, int] | None = None) -> list[ToldComment]:
    """The comments of a window; `numbers` are those of the report as it is now. No query."""
    return [_told(comment, snapshot, numbers or {}) for comment in comments]


def _told(comment: Comment, snapshot: Snapshot, numbers: dict[UUID, int]) -> ToldComment:
    words = compare(snapshot.shown(comment.as_read), snapshot.shown(comment.suggestion)) if comment.suggestion else ()
    number = numbers.get(comment.paragraph_id) if comment.paragraph_id else None
    changed = number is not None and comment.paragraph is not None and comment.paragraph.text != comment.as_read
    return ToldComment(comment, words, number, changed)
