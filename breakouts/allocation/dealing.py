"""Counts dealt to places: how many more of a kind still fit, and which places stand in the way.

Kinds and places are numbered; a kind knows its places as a bit mask. Augmenting paths over counts
(Ford and Fulkerson 1956), so that the work grows with kinds and places, hardly with the counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .seats import bits


@dataclass
class Dealing:
    """`room` is what each place may still take; `inside` the counts it holds, by the mask of those dealt to it."""

    room: list[int]
    inside: list[dict[int, int]] = field(default_factory=list)
    reached: int = 0

    def __post_init__(self) -> None:
        self.inside = self.inside or [{} for _ in self.room]

    def copy(self) -> Dealing:
        """Another one to try things on."""
        return Dealing(list(self.room), [dict(counts) for counts in self.inside])

    def deal(self, mask: int, number: int) -> int:
        """Deal so many that may go to the places of `mask`; returns how many found room.

        Where one did not, `reached` are the places that stand in the way: all full, and all that they hold
        can go nowhere else.
        """
        left = number
        for place in bits(mask):
            here = min(left, self.room[place])
            self._put(place, mask, here)
            left -= here
        while left and self._one_more(mask):
            left -= 1
        return number - left

    def _put(self, place: int, mask: int, number: int) -> None:
        if number:
            self.room[place] -= number
            self.inside[place][mask] = self.inside[place].get(mask, 0) + number

    def _one_more(self, mask: int) -> bool:
        """Shortest chain of moves that makes room for one."""
        before: dict[int, tuple[int, int]] = {}
        seen, queue = mask, bits(mask)
        for place in queue:
            if self.room[place]:
                self._follow(place, mask, before)
                return True
            for kind in self.inside[place]:
                for other in bits(kind & ~seen):
                    before[other] = (place, kind)
                    queue.append(other)
                seen |= kind
        self.reached = seen
        return False

    def _follow(self, place: int, mask: int, before: dict[int, tuple[int, int]]) -> None:
        while place in before:
            source, kind = before[place]
            self._put(place, kind, 1)
            self.room[source] += 1
            self.inside[source][kind] -= 1
            if not self.inside[source][kind]:
                del self.inside[source][kind]
            place = source
        self._put(place, mask, 1)


def bottlenecks(room: Sequence[int], kinds: dict[int, int], tried: Sequence[int], most: int) -> dict[int, int]:
    """Sets of places (as masks) that have room for at most `most` beyond those who can go nowhere else.

    `kinds` counts by mask; all of them fit (else nothing is told). Each mask of `tried` is pressed with `most` + 1
    more. Gives the room left per set found: the one that stops a mask first.
    """
    dealing = Dealing(list(room))
    for mask in sorted(kinds, key=int.bit_count):
        if dealing.deal(mask, kinds[mask]) < kinds[mask]:
            return {}
    found: dict[int, int] = {}
    for mask in dict.fromkeys(tried):
        pressed = dealing.copy()
        spare = pressed.deal(mask, most + 1)
        if spare <= most:
            found[pressed.reached] = spare
    return found
