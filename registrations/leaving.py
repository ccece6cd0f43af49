"""What the apps above take back when somebody gives her place back, such as her groups."""

from collections.abc import Callable

from consultations.actions.mail import File
from registrations.models import Registration

TakeBack = Callable[[Registration], list[File]]

_known: list[TakeBack] = []


def register_leaving(take_back: TakeBack) -> None:
    """Add something that is taken back (from AppConfig.ready); its files go along in the letter that says so."""
    if take_back not in _known:
        _known.append(take_back)


def take_back(registration: Registration) -> list[File]:
    """Take everything back, within the transaction in which she leaves."""
    return [file for known in _known for file in known(registration)]
