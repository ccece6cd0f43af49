"""State machines as tables: one row per state, one function that moves an object along."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.errors import Refused

Words = str | Promise


@dataclass(frozen=True, slots=True)
class State:
    """One state: where it can lead, and the words each side sees.

    `next` maps the following state to the permission that the mover needs (an empty string: the
    owner of a personal link, or the system itself).
    """

    staff: Words
    public: Words
    next: Mapping[str, str]


class HasState(Protocol):
    """A model whose state is kept in the field that its workflow names."""

    def save(self, *, update_fields: list[str]) -> None: ...


@dataclass(frozen=True, slots=True)
class Workflow:
    """A table of states, and the field of the model that holds the state."""

    field: str
    states: Mapping[str, State]

    def allows(self, current: str, target: str) -> bool:
        """Whether the table has a way from one state to the other."""
        return target in self.states[current].next

    def permission(self, current: str, target: str) -> str:
        """The permission that the move needs."""
        return self.states[current].next[target]

    def transition(self, item: HasState, target: str, *, also: tuple[str, ...] = ()) -> str:
        """Move `item` to `target` and save it, with the other fields named; returns the state it was in.

        The caller holds the row lock and has checked `permission`. Raises Refused where the table has no way.
        """
        current = getattr(item, self.field)
        if not self.allows(current, target):
            raise Refused(
                _("This is “%(current)s” now and cannot become “%(target)s”.")
                % {"current": self.states[current].staff, "target": self.states[target].staff}
            )
        setattr(item, self.field, target)
        item.save(update_fields=[self.field, *also])
        return str(current)
