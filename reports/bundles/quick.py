"""A quick yes to a value that plainly fits a simple schema, for the many contacts of a bundle.

jsonschema builds an iterator for every keyword, which for 100,000 contacts takes most of the time. Here the few
keywords that a contact's schema uses become one function. It says yes only where jsonschema finds nothing (a test
holds it to that); a no means nothing but that jsonschema should look, so unknown keywords cost time, not truth.
"""

from collections.abc import Callable
from typing import Any

Fits = Callable[[Any], bool]

_SILENT = frozenset({"description", "title", "default", "$ref"})


def quick_check(
    schema: dict[str, Any],
    resolve: Callable[[str], dict[str, Any]],
    is_format: Callable[[str, str], bool],
    matches: Callable[[str, str], bool],
) -> Fits:
    """The function for a schema; `resolve` finds what a $ref names, the others test one format or pattern."""

    def build(part: dict[str, Any]) -> Fits:
        if "$ref" in part:
            return build(resolve(part["$ref"])) if set(part) <= _SILENT else _unsure
        kind, keywords = part.get("type"), set(part) - _SILENT - {"type"}
        if kind == "string" and keywords <= {"format", "pattern", "minLength"}:
            return text(part)
        if kind == "array" and keywords <= {"items", "minItems"}:
            return array(part)
        if kind == "object" and keywords == {"properties", "required", "additionalProperties"}:
            return members(part) if part["additionalProperties"] is False else _unsure
        return _unsure

    def text(part: dict[str, Any]) -> Fits:
        name, pattern, least = part.get("format"), part.get("pattern"), part.get("minLength", 0)
        return lambda value: (
            isinstance(value, str)
            and len(value) >= least
            and (name is None or is_format(name, value))
            and (pattern is None or matches(pattern, value))
        )

    def array(part: dict[str, Any]) -> Fits:
        entry, least = build(part["items"]) if "items" in part else _unsure, part.get("minItems", 0)
        return lambda value: isinstance(value, list) and len(value) >= least and all(map(entry, value))

    def members(part: dict[str, Any]) -> Fits:
        known = {name: build(below) for name, below in part["properties"].items()}
        required = frozenset(part["required"])
        return lambda value: (
            isinstance(value, dict)
            and required <= value.keys()
            and all(name in known and known[name](member) for name, member in value.items())
        )

    return build(schema)


def _unsure(_value: Any) -> bool:
    return False
