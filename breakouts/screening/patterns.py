"""Patterns of phrases, from `data/patterns/`: `name = expression` is used as `<name>`, `> ` begins a pattern."""

import re
from importlib import resources

from .fold import fold


def patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """The compiled patterns of one file, blind to case and, as the texts they are tried on, folded."""
    text = resources.files(__package__).joinpath(f"data/patterns/{name}.txt").read_text(encoding="utf-8")
    parts: dict[str, str] = {}
    found = []
    for line in fold(text).text.splitlines():
        if line.startswith("> "):
            found.append(re.compile(_filled(line[2:], parts), re.I))
        elif line and not line.startswith("#"):
            key, _, expression = line.partition(" = ")
            parts[key] = _filled(expression, parts)
    return tuple(found)


def _filled(expression: str, parts: dict[str, str]) -> str:
    for key, value in parts.items():
        expression = expression.replace(f"<{key}>", value)
    return expression
