"""What upper apps do when the facts of a consultation change, such as giving new places to those who wait."""

from collections.abc import Callable

from accounts.models import User
from consultations.models import Consultation

Listener = Callable[[Consultation, set[str], User], None]

_listeners: list[Listener] = []


def on_change(listener: Listener) -> None:
    """Be called, in the same transaction, with the names of the facts that changed (from AppConfig.ready)."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell(consultation: Consultation, changed: set[str], actor: User) -> None:
    """Call everybody who wants to know."""
    for listener in _listeners:
        listener(consultation, changed, actor)
