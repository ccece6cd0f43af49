"""More places: whoever waits gets them at once."""

from accounts.models import User
from consultations.listeners import on_change
from consultations.models import Consultation
from registrations.actions.registering import fill_places


def _give_new_places(consultation: Consultation, changed: set[str], actor: User) -> None:
    if "capacity" in changed:
        fill_places(consultation=consultation, actor=actor)


def register() -> None:
    """Called once when Django starts."""
    on_change(_give_new_places)
