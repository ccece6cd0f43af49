"""What the apps above take back when somebody gives her place back, such as her groups, and forget of the erased."""

from collections.abc import Callable

from consultations.actions.mail import File
from registrations.models import Registration

TakeBack = Callable[[Registration], list[File]]
Forget = Callable[[Registration], None]

_known: list[TakeBack] = []
_forgetting: list[Forget] = []


def register_leaving(take_back: TakeBack) -> None:
    """Add something that is taken back (from AppConfig.ready); its files go along in the letter that says so."""
    if take_back not in _known:
        _known.append(take_back)


def take_back(registration: Registration) -> list[File]:
    """Take everything back, within the transaction in which she leaves."""
    return [file for known in _known for file in known(registration)]


def register_forgetting(forget: Forget) -> None:
    """Add something that is forgotten of whoever is erased (from AppConfig.ready)."""
    if forget not in _forgetting:
        _forgetting.append(forget)


def forget(registration: Registration) -> None:
    """Forget all of it, within the transaction in which she is erased."""
    for known in _forgetting:
        known(registration)
