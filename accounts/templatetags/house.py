"""What every layout asks about the installation, and what forms draw fast."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.conf import settings
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def in_demo() -> bool:
    """Whether this installation is a demonstration, with invented people and kept mail that all may read."""
    return bool(settings.DEMO)


@register.simple_tag
def options(groups: Iterable[tuple[Any, list[dict[str, Any]], int]]) -> SafeString:
    """The options of a select widget, as Django groups them (name, options, index).

    A list of all countries or time zones is most of a form's work when each option is a template of its own.
    """
    parts = []
    for name, choices, _index in groups:
        parts += [f'<optgroup label="{escape(str(name))}">'] if name else []
        parts += [_option(choice) for choice in choices]
        parts += ["</optgroup>"] if name else []
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped


def _option(choice: dict[str, Any]) -> str:
    attributes = flatatt(choice["attrs"]) if choice["attrs"] else ""
    label = choice["label"]
    words = label if isinstance(label, SafeString) else escape(str(label))
    return f'<option value="{escape(str(choice["value"]))}"{attributes}>{words}</option>'
