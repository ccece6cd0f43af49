"""The stages of a consultation, as the organizer's map shows them.

Each app registers its own stages when Django starts, so that the home page, in the lowest app that has
pages, can show what the apps above it know.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.functional import Promise

from consultations.models import Consultation


@dataclass(frozen=True, slots=True)
class Need:
    """Something that waits for the organizer: a sentence, and the page that mends it."""

    sentence: str | Promise
    url: str
    verb: str | Promise


@dataclass(frozen=True, slots=True)
class StageState:
    """How far a stage is: `summary` ("3 to decide"), whether it is done, and what waits."""

    summary: str | Promise = ""
    done: bool = False
    needs: list[Need] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stop on the map. `url` makes the link of its page from the consultation."""

    key: str
    order: int
    label: str | Promise
    url: Callable[[Consultation], str]
    state: Callable[[Consultation], StageState]


_stages: dict[str, Stage] = {}


def register(stage: Stage) -> None:
    """Put a stage on the map (from AppConfig.ready)."""
    _stages[stage.key] = stage


def all_stages() -> list[Stage]:
    """The stages in the order of the work."""
    return sorted(_stages.values(), key=lambda stage: stage.order)
