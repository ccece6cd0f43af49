"""Screening a text while it is typed: nothing of it is kept, and the roster is not read anew at every word."""

from threading import Lock
from time import monotonic

from breakouts.actions.screen import Watchman
from breakouts.models import Room
from breakouts.screening import Finding
from consultations.models import Consultation

FRESH = 60.0  # seconds that one reading of the roster serves; handing in and accepting always read it anew
MOST_KEPT = 8  # consultations whose roster is in the memory of one process

_kept: dict[int, tuple[float, Watchman]] = {}
_making = Lock()


def screen_typed(consultation: Consultation, room: Room, text: str) -> list[Finding]:
    """What could tell who spoke in a text of this room that somebody is typing."""
    return _watchman(consultation).screen(text, room)


def forget() -> None:
    """Drop every roster that is in memory."""
    with _making:
        _kept.clear()


def _watchman(consultation: Consultation) -> Watchman:
    # Several who type at once wait for one reading, instead of each making their own.
    with _making:
        for key in [key for key, (made, _) in _kept.items() if monotonic() - made > FRESH]:
            del _kept[key]
        if consultation.pk not in _kept:
            while len(_kept) >= MOST_KEPT:
                del _kept[next(iter(_kept))]
            _kept[consultation.pk] = monotonic(), Watchman(consultation)
        return _kept[consultation.pk][1]
