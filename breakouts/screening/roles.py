"""A position at a named organization: "the president of PRSC"."""

from collections.abc import Iterator

from .counting import DescriptorIndex
from .lexicon import words
from .passage import Passage
from .records import Hit

_LINKS = frozenset(["of", "at", "from", "with", "for", "in"])
_INSIDE = words("position_fillers")


def find_roles(passage: Passage, organizations: list[Hit], index: DescriptorIndex) -> Iterator[Hit]:
    """Every organization found that a position leads up to, as one finding over both."""
    starts = {w.start: n for n, w in enumerate(passage.words)}
    for hit in organizations:
        number = starts.get(hit.start)
        if number is None or not number:
            continue
        at = number - 1
        if passage.key(at) == "the":
            at -= 1
        if passage.key(at) not in _LINKS or not passage.joined(at):
            following = next((n for n, w in enumerate(passage.words) if w.start >= hit.end), None)
            if following is not None and passage.joined(following - 1):
                yield from _after(passage, hit, number, following, index)
            continue
        first = _role_start(passage, at - 1, index)
        if first is not None:
            yield Hit(
                "role-at-organization", "block", passage.words[first].start, hit.end, organizations=hit.organizations
            )


def _role_start(passage: Passage, last: int, index: DescriptorIndex) -> int | None:
    """The first word of a position that ends at word `last`, its article included."""
    for first in range(max(0, last - 5), last + 1):
        words = [passage.key(n) for n in range(first, last + 1)]
        if " ".join(words) in index.roles or (
            words[-1] in index.role_nouns and all(w in _INSIDE or w in index.role_nouns for w in words[:-1])
        ):
            if first and passage.key(first - 1) in {"the", "a", "an", "one", "its", "their"}:
                first -= 1
            return first
    return None


def _after(passage: Passage, hit: Hit, number: int, following: int, index: DescriptorIndex) -> Iterator[Hit]:
    """ "PRSC's president", "the PRSC programme coordinator"."""
    for last in range(min(following + 3, len(passage.words) - 1), following - 1, -1):
        words = [passage.key(n) for n in range(following, last + 1)]
        if " ".join(words) in index.roles or (
            words[-1] in index.role_nouns and all(w in _INSIDE or w in index.role_nouns for w in words[:-1])
        ):
            yield Hit(
                "role-at-organization", "block", hit.start, passage.words[last].end, organizations=hit.organizations
            )
            return
