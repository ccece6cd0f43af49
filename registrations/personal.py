"""What the apps above add to a participant's own page, such as the groups she sits in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from registrations.models import Registration


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page. `context` gives what `template` needs, or None where there is nothing to show yet.

    The template finds that context, and `registration`, under the name `section`.
    """

    key: str
    order: int
    title: str | Promise
    template: str
    context: Callable[[Registration], dict[str, Any] | None]


_sections: dict[str, Section] = {}


def register_section(section: Section) -> None:
    """Add a part to the page (from AppConfig.ready)."""
    _sections[section.key] = section


@dataclass(frozen=True, slots=True)
class Filled:
    section: Section
    context: dict[str, Any]


def sections_for(registration: Registration) -> list[Filled]:
    """The parts that have something to say, in order."""
    filled = []
    for section in sorted(_sections.values(), key=lambda one: one.order):
        context = section.context(registration)
        if context is not None:
            filled.append(Filled(section, {"registration": registration, **context}))
    return filled
