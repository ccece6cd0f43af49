"""Notes of a group over all rounds: what may be one point, how widely it was heard, which words must be decided."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from json import dumps

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from breakouts.actions.screen import Watchman
from breakouts.likeness import alike
from breakouts.merge import Piece, compare
from breakouts.models import (
    Finding,
    FindingDecision,
    FindingLevel,
    HeardFrom,
    KeptApart,
    Note,
    NoteMerge,
    NoteStatus,
    Room,
)
from breakouts.screening import Finding as Hit
from consultations.models import Heading, Objective, WorkingGroup

MERGEABLE = (NoteStatus.SUBMITTED, NoteStatus.ACCEPTED)
MOST_PROPOSED = 20
"""Pairs on one page; the next ones come when these are decided."""
_STRENGTH = ("", HeardFrom.ONE, HeardFrom.SEVERAL, HeardFrom.MANY, HeardFrom.AGREED)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two notes that may say the same, and how much alike they are, of 100."""

    first: Note
    second: Note
    score: int

    @property
    def sides(self) -> list[tuple[Note, tuple[Piece, ...]]]:
        return side_by_side([self.first, self.second])


def side_by_side(notes: Sequence[Note]) -> list[tuple[Note, tuple[Piece, ...]]]:
    """Each note as pieces, of which those are `new` that the first does not have; of two, those that each alone has."""
    first, *others = notes
    sides = [(other, tuple(piece for piece in compare(first.text, other.text) if not piece.out)) for other in others]
    if len(others) != 1:
        return [(first, (Piece(first.text),)), *sides]
    own = compare(others[0].text, first.text)
    return [(first, tuple(piece for piece in own if not piece.out)), *sides]


@dataclass(slots=True)
class Pile:
    """The notes of a group about one objective (None: about none in particular), heading by heading."""

    objective: Objective | None
    headings: list[tuple[Heading, list[Note]]]

    @property
    def count(self) -> int:
        return sum(len(notes) for _heading, notes in self.headings)


def piles(group: WorkingGroup, notes: Sequence[Note]) -> list[Pile]:
    """All notes, each once: at the first of the group's objectives it is about, else at its own first; one query."""
    order = {link.objective_id: place for place, link in enumerate(group.objective_links.order_by("position"))}
    found: dict[Objective | None, dict[Heading, list[Note]]] = {}
    for note in notes:
        about = sorted(note.objectives.all(), key=lambda one: (order.get(one.pk, len(order)), one.position, one.pk))
        found.setdefault(about[0] if about else None, {}).setdefault(note.heading, []).append(note)
    ordered = sorted(
        found.items(),
        key=lambda item: (item[0] is None, order.get(item[0].pk, len(order)) if item[0] else 0),
    )
    return [Pile(objective, list(headings.items())) for objective, headings in ordered]


def notes_of(group: WorkingGroup) -> QuerySet[Note]:
    """What was handed in for a group in any round, drafts apart, never in the order of coming."""
    return (
        Note.objects.filter(room__group=group)
        .exclude(status=NoteStatus.DRAFT)
        .select_related("heading", "room__group", "room__round", "merging__merge")
        .prefetch_related("objectives")
        .order_by("heading__position", "pk")
    )


def pairs_of(group: WorkingGroup, notes: Sequence[Note]) -> tuple[list[Pair], list[Pair]]:
    """The pairs that may be one point, the most alike first, and those that were kept apart; one query.

    Notes that are set aside, or wait to be brought together, are in none.
    """
    free = sorted(
        (note for note in notes if note.status in MERGEABLE and not hasattr(note, "merging")), key=lambda note: note.pk
    )
    apart = set(KeptApart.objects.filter(group=group).values_list("digest", flat=True))
    ask: list[Pair] = []
    kept: list[Pair] = []
    for found in alike([note.text for note in free]):
        pair = Pair(free[found.first], free[found.second], found.score)
        (kept if pair_digest(pair.first.text, pair.second.text) in apart else ask).append(pair)
    return ask[:MOST_PROPOSED], kept


def pair_digest(first: str, second: str) -> str:
    """The name of two texts, whichever comes first."""
    return _digest("pair", sorted((first, second)))


def seen_of(notes: Iterable[Note]) -> str:
    """The name of several notes as they now read, with how widely each was heard."""
    return _digest("notes", sorted((str(note.pk), note.text, note.heard_from) for note in notes))


def read_of(merge: NoteMerge) -> str:
    """The name of a wording with all that is accepted with it."""
    about = sorted(objective.pk for objective in merge.objectives.all())
    return _digest("wording", [merge.text, merge.heading_id, about, merge.heard_from, merge.seen])


def _digest(kind: str, content: object) -> str:
    return salted_hmac(f"openfloor.together.{kind}", dumps(content), algorithm="sha256").hexdigest()


def heard_together(notes: Sequence[Note], *, different_people: bool = False) -> str:
    """How widely a point was heard that several notes hold: the strongest of their counts, never their sum.

    Two who heard it from one person each may have heard the same person. Only who says that they were different people
    makes "several" of them, and only over rounds (docs/decisions/notes-brought-together.md).
    """
    strongest = max((note.heard_from for note in notes), key=_STRENGTH.index, default="")
    return HeardFrom.SEVERAL if different_people and may_be_several(notes) else strongest


def may_be_several(notes: Sequence[Note]) -> bool:
    """Whether one person said it in each of several rounds, and nobody noted that it was heard more widely."""
    if any(_STRENGTH.index(note.heard_from) > _STRENGTH.index(HeardFrom.ONE) for note in notes):
        return False
    rounds = {note.room.round_id for note in notes if note.heard_from == HeardFrom.ONE and note.room}
    return len(rounds - {None}) > 1


@dataclass(frozen=True, slots=True)
class Marked:
    """What the screener finds in a wording, with the decision on the same words in one of its notes, if there is."""

    hit: Hit
    decided: Finding | None

    @property
    def is_open(self) -> bool:
        """Whether it must be decided, or written otherwise, before the wording can stand."""
        return self.decided is None and self.hit.level != FindingLevel.NOTE


def marked_in(text: str, notes: Sequence[Note], room: Room | None, watchman: Watchman) -> list[Marked]:
    """The findings in a wording. A decision holds for one place, as it did where it was taken; two queries."""
    known: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    words = {note.pk: note.text for note in notes}
    rows = Finding.objects.filter(note__in=words).exclude(decision=FindingDecision.OPEN).select_related("override")
    for row in rows.order_by("pk"):
        known[row.rule, words[row.note_id][row.start : row.end]].append(row)
    found = []
    for hit in watchman.screen(text, room):
        fitting = [
            row
            for row in known[hit.rule, hit.surface]
            if hit.level != FindingLevel.BLOCK or row.decision == FindingDecision.OVERRIDDEN
        ]
        if fitting:
            known[hit.rule, hit.surface].remove(fitting[0])
        found.append(Marked(hit, fitting[0] if fitting else None))
    return found
