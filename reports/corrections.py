"""What a published version says otherwise than the one before it, place by place."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest

from breakouts.merge import Piece, compare
from reports.document import Document
from reports.models import Report
from reports.screening import passages
from reports.tree import frozen_tree


@dataclass(frozen=True, slots=True)
class Place:
    """All that stands in one place ("Paragraph 57", "Footnote 3"); `anchor` is empty where it is no paragraph."""

    name: str
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A place that says something else, is new, or is gone. It is named as in the later version, else the earlier."""

    place: str
    anchor: str
    pieces: tuple[Piece, ...]
    came: bool = False
    went: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """A published version, the one that it corrects, and what changed between the two."""

    report: Report
    earlier: Report
    changes: list[Change]


def corrections(versions: list[Report]) -> list[Correction]:
    """What each published version (newest first) changed in the one before; no query."""
    return [Correction(new, old, changes(frozen_tree(old), frozen_tree(new))) for new, old in pairwise(versions)]


def changes(old: Document, new: Document) -> list[Change]:
    """The places whose words differ, in reading order. A number or letter that only moved along is no change."""
    before, after = places(old), places(new)
    matcher = SequenceMatcher(None, [place.text for place in before], [place.text for place in after], autojunk=False)
    found: list[Change] = []
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            pairs = zip_longest(before[old_start:old_end], after[new_start:new_end])
            found += [_change(one, other) for one, other in pairs]
    return found


def places(document: Document) -> list[Place]:
    """Every text that can be read in the document, gathered by the place where it stands."""
    texts: dict[tuple[str, str], list[str]] = {}
    for passage in passages(document):
        if not passage.printed:
            continue
        texts.setdefault((passage.place, passage.anchor), []).append(passage.text)
    return [Place(name, "\n".join(part), anchor) for (name, anchor), part in texts.items() if any(part)]


def _change(before: Place | None, after: Place | None) -> Change:
    pieces = compare(before.text if before else "", after.text if after else "")
    if after is not None:
        return Change(after.name, after.anchor, pieces, came=before is None)
    return Change(before.name if before else "", "", pieces, went=True)
