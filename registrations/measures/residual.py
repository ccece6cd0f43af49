"""What a reader of two published columns can pin down: other worlds that would look the same. No Django.

The columns of one table are two trees of sums over the same rows: everybody is the sum of the subregions, a subregion
the sum of its countries, once for those who attended and once for those who registered. With the difference of the two
columns as a third flow out of each row, that is a network in which counts flow: down the first tree, through the rows,
up the second. What is published is fixed, what is withheld may be any number from one up, and a difference keeps its
sign (a reader may know that nobody came who had not registered).

The true counts are one flow. A withheld count can be pinned exactly if there is no other flow, that is, if no circle
of changes by one passes through it; where there is a circle, there is another world of whole numbers that agrees with
everything published. This is exact, not an estimate.
"""

from collections import defaultdict, deque
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

Arc = tuple[str, str]
"""What flows: the column ("first", "second" or "difference") and the row or part of the table."""


@dataclass(slots=True)
class Network:
    """Arcs with the room that each has to flow more or less; `ends` are the vertices an arc leads from and to."""

    ends: dict[Arc, tuple[Hashable, Hashable]] = field(default_factory=dict)
    more: dict[Arc, bool] = field(default_factory=dict)
    less: dict[Arc, bool] = field(default_factory=dict)
    _steps: dict[Hashable, list[tuple[Hashable, Arc]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, arc: Arc, tail: Hashable, head: Hashable, *, more: bool, less: bool) -> None:
        """An arc from `tail` to `head` whose flow could be one more, or one less, than it is."""
        self.ends[arc], self.more[arc], self.less[arc] = (tail, head), more, less
        if more:
            self._steps[tail].append((head, arc))
        if less:
            self._steps[head].append((tail, arc))

    def pinned(self, arc: Arc) -> bool:
        """Whether every world that looks the same has the same flow here."""
        tail, head = self.ends[arc]
        if self.more[arc] and self._leads(head, tail, without=arc):
            return False
        return not (self.less[arc] and self._leads(tail, head, without=arc))

    def _leads(self, start: Hashable, goal: Hashable, *, without: Arc) -> bool:
        seen, waiting = {start}, deque([start])
        while waiting:
            here = waiting.popleft()
            if here == goal:
                return True
            for there, arc in self._steps[here]:
                if arc != without and there not in seen:
                    seen.add(there)
                    waiting.append(there)
        return False


def network(
    above: Mapping[str, str],
    leaves: frozenset[str],
    first: tuple[Mapping[str, int], frozenset[str]],
    second: tuple[Mapping[str, int], frozenset[str]] | None,
) -> Network:
    """The network of one table; each column is its true counts and what of them is withheld.

    `above` names the part that each row or part belongs to ("" for everybody); `leaves` are the rows. The difference
    of a row keeps its sign: one of none can only grow, one of some people can go either way.
    """
    made = Network()
    for key, part in above.items():
        inside = key not in leaves
        counts, withheld = first
        hidden = key in withheld
        lower: Hashable = ("first" if inside else "row", key)
        made.add(("first", key), ("first", part), lower, more=hidden, less=hidden and counts[key] > 1)
        gap = counts[key]
        if second is not None:
            theirs, withheld = second
            hidden, gap = key in withheld, gap - theirs[key]
            lower = ("second" if inside else "row", key)
            made.add(("second", key), lower, ("second", part), more=hidden, less=hidden and theirs[key] > 1)
        lower = ("difference" if inside else "row", key)
        made.add(("difference", key), lower, ("difference", part), more=True, less=inside or gap != 0)
    return made
