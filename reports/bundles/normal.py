"""The normal form of a bundle: the one way in which a dump writes it.

Members stand in the order of the schema; arrays keep their order. What is empty (a list, a text, an object) is left
out, and a flag is written only when it is true. Members for which the schema has a default are always written.
`attended` has three values (came, did not come, not known), so it is written whenever it is known.
"""

from functools import lru_cache
from typing import Any

from reports.bundles.schema import bundle_schema

_THREE_VALUED = frozenset({"attended"})


def normalize(bundle: Any) -> Any:
    """The normal form of a valid bundle."""
    return _normal(bundle, bundle_schema())


def normal_contact(contact: dict[str, Any]) -> Any:
    """The normal form of one contact."""
    return _normal(contact, bundle_schema()["properties"]["contacts"]["items"])


@lru_cache(maxsize=1)
def member_order() -> tuple[str, ...]:
    """The parts of a bundle in their order."""
    return tuple(bundle_schema()["properties"])


def _normal(value: Any, schema: dict[str, Any]) -> Any:
    if "$ref" in schema:
        schema = bundle_schema()["$defs"][schema["$ref"].rpartition("/")[2]]
    if isinstance(value, dict):
        return _members(value, schema)
    if isinstance(value, list):
        return [_normal(item, schema.get("items", {})) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _members(value: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    known = schema.get("properties")
    if known is None:
        return dict(value)
    required = schema.get("required", ())
    out: dict[str, Any] = {}
    for name, below in known.items():
        member = _normal(value.get(name, below.get("default")), below)
        if name in required or "default" in below or not _is_blank(name, member):
            out[name] = member
    return out


def _is_blank(name: str, member: Any) -> bool:
    if member is False:
        return name not in _THREE_VALUED
    return member is None or member in ("", [], {})
