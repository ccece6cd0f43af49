"""What the apps above add to a participant's own page and to her own data, such as the groups she sits in."""

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
_data: dict[str, Callable[[Registration], object]] = {}


def register_section(section: Section) -> None:
    """Add a part to the page (from AppConfig.ready)."""
    _sections[section.key] = section


def register_data(key: str, kept: Callable[[Registration], object]) -> None:
    """Add what is kept about her to the copy of her data that she takes away (from AppConfig.ready)."""
    _data[key] = kept


def data_for(registration: Registration) -> dict[str, object]:
    """Everything that the apps above keep about her, by its key in her copy."""
    return {key: kept(registration) for key, kept in _data.items()}


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
