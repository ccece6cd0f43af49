"""Two people changed one text: both changes put into one, word by word, or the answer that they clash.

Pure functions, no Django. A word that either side added is in the result, or there is no result.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import dropwhile

import regex
from rapidfuzz.distance import Indel

# Scripts that write no spaces are compared letter by letter, the others word by word.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_TOKEN = regex.compile(rf"(?V1)[{_UNSPACED}]\p{{M}}*|[[\w\p{{M}}]--[{_UNSPACED}]]+|\s+|(?s:.)")

Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Change:
    """Tokens `start` to `end` of the base become `new`."""

    start: int
    end: int
    new: Tokens
    mine: bool

    def clashes(self, other: "_Change") -> bool:
        if self.start == self.end == other.start == other.end:
            return True
        return self.start < other.end and other.start < self.end


def merge(base: str, mine: str, theirs: str) -> str | None:
    """The text with what both sides made of `base`; None where they put different words in the same place.

    What both wrote after its end is a line each. Words that one side took out and the other changed stay as changed.
    """
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    old = _tokens(base)
    changes = [*_changes(old, _tokens(mine), mine=True), *_changes(old, _tokens(theirs), mine=False)]
    result: list[str] = []
    reached = 0
    for group in _groups(changes):
        start, end = min(change.start for change in group), max(change.end for change in group)
        agreed = _agree(old, start, end, group)
        if agreed is None:
            return None
        result += [*old[reached:start], *agreed]
        reached = end
    return "".join([*result, *old[reached:]])


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that both texts have (neither sign), that the first alone has (`out`), or the second alone (`new`)."""

    text: str
    out: bool = False
    new: bool = False


def compare(first: str, second: str) -> tuple[Piece, ...]:
    """Two texts as one row of pieces: the pieces that are not `new` are the first text, those not `out` the second."""
    old = _tokens(first)
    pieces: list[Piece] = []
    reached = 0
    for change in _changes(old, _tokens(second), mine=True):
        pieces += [
            Piece("".join(old[reached : change.start])),
            Piece("".join(old[change.start : change.end]), out=True),
            Piece("".join(change.new), new=True),
        ]
        reached = change.end
    pieces.append(Piece("".join(old[reached:])))
    return tuple(piece for piece in pieces if piece.text)


def _tokens(text: str) -> Tokens:
    return tuple(found[0] for found in _TOKEN.finditer(text))


def _changes(old: Tokens, new: Tokens, *, mine: bool) -> list[_Change]:
    """What was taken out and put in, as few places as possible; a word replaced is one change."""
    changes: list[_Change] = []
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            continue
        change = _Change(step.src_start, step.src_end, new[step.dest_start : step.dest_end], mine)
        if changes and changes[-1].end == change.start:
            last = changes.pop()
            change = _Change(last.start, change.end, last.new + change.new, mine)
        changes.append(change)
    return changes


def _groups(changes: Iterable[_Change]) -> list[list[_Change]]:
    """Changes in their order, those together that touch the same words."""
    groups: list[list[_Change]] = []
    for change in sorted(changes, key=lambda one: (one.start, one.end)):
        if groups and any(change.clashes(other) for other in groups[-1]):
            groups[-1].append(change)
        else:
            groups.append([change])
    return groups


def _agree(old: Tokens, start: int, end: int, group: Sequence[_Change]) -> Tokens | None:
    """What the words from `start` to `end` become; None where the two sides want different things."""
    mine = [change for change in group if change.mine]
    theirs = [change for change in group if not change.mine]
    ours, others = _applied(old, start, end, mine), _applied(old, start, end, theirs)
    if not theirs or ours == others or not any(change.new for change in theirs):
        return ours
    if not mine or not any(change.new for change in mine):
        return others
    # One side has typed on from what the other has already: the longer text holds both.
    if _holds(ours, others):
        return ours
    if _holds(others, ours):
        return others
    # Both wrote on at the end: a line each, since the text before it would else be there twice.
    if start == end == len(old):
        return (*others, "\n", *dropwhile(str.isspace, ours))
    return None


def _applied(old: Tokens, start: int, end: int, changes: Sequence[_Change]) -> Tokens:
    result: list[str] = []
    for change in changes:
        result += [*old[start : change.start], *change.new]
        start = change.end
    return (*result, *old[start:end])


def _holds(long: Tokens, short: Tokens) -> bool:
    """Whether the tokens of `short` are in `long`, side by side."""
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
