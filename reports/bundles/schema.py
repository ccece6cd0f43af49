"""The bundle's JSON Schema, and its errors in our own sentences."""

import copy
import difflib
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

from reports.bundles.findings import Finding, Path, quoted
from reports.bundles.quick import Fits, quick_check
from reports.bundles.values import is_email, is_web_address

formats = FormatChecker(formats=())
formats.checks("email")(lambda value: not isinstance(value, str) or is_email(value))
formats.checks("uri")(lambda value: not isinstance(value, str) or is_web_address(value))


@lru_cache(maxsize=1)
def bundle_schema() -> dict[str, Any]:
    """docs/bundle.schema.json."""
    schema: dict[str, Any] = json.loads((settings.BASE_DIR / "docs" / "bundle.schema.json").read_text("utf-8"))
    return schema


def schema_findings(document: Any) -> list[Finding]:
    """What the schema says against a bundle, its contacts aside."""
    return _findings(_whole_validator(), document, ())


def contact_findings(contact: Any, index: int) -> list[Finding]:
    """What the schema says against one contact."""
    if _contact_fits()(contact):
        return []
    return _findings(_contact_validator(), contact, ("contacts", index))


def _pattern(validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    """Patterns as ECMA-262 means them: \\d is 0 to 9, and $ is the end of the text, not the end of its last line."""
    if isinstance(instance, str) and not _compiled(pattern).search(instance):
        yield ValidationError("pattern")


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\$$", r"\\Z", pattern), re.ASCII)


_Validator = validators.extend(Draft202012Validator, {"pattern": _pattern})


@lru_cache(maxsize=1)
def _whole_validator() -> Any:
    schema = copy.deepcopy(bundle_schema())
    del schema["properties"]["contacts"]["items"]
    return _Validator(schema, format_checker=formats)


@lru_cache(maxsize=1)
def _contact_validator() -> Any:
    schema = bundle_schema()
    return _Validator({"$defs": schema["$defs"], **schema["properties"]["contacts"]["items"]}, format_checker=formats)


@lru_cache(maxsize=1)
def _contact_fits() -> Fits:
    def resolve(reference: str) -> dict[str, Any]:
        found: dict[str, Any] = bundle_schema()["$defs"][reference.rpartition("/")[2]]
        return found

    return quick_check(
        bundle_schema()["properties"]["contacts"]["items"],
        resolve,
        lambda name, text: formats.conforms(text, name),
        lambda pattern, text: _compiled(pattern).search(text) is not None,
    )


def _findings(validator: Any, instance: Any, base: Path) -> list[Finding]:
    seen: dict[Path, Finding] = {}
    for error in validator.iter_errors(instance):
        for finding in _said(error, (*base, *error.absolute_path)):
            seen.setdefault(finding.path, finding)
    return list(seen.values())


# The errors below are jsonschema's ValidationError, whose fields its types leave half open: hence Any.


def _said(error: Any, path: Path) -> Iterator[Finding]:
    if error.validator == "required":
        for name in error.validator_value:
            if name not in error.instance:
                yield Finding((*path, name), _("This is missing."))
    elif error.validator == "additionalProperties":
        known = list(error.schema.get("properties", {}))
        for name in error.instance:
            if name not in known:
                yield Finding((*path, name), _unknown_field(name, known))
    else:
        yield Finding(path, _sentence(error))


def _unknown_field(name: str, known: list[str]) -> str:
    if near := difflib.get_close_matches(name, known, n=1):
        return _("There is no such field here. Did you mean %(near)s?") % {"near": quoted(near[0])}
    return _("There is no such field here.")


def _sentence(error: Any) -> str:
    said = _SENTENCES.get(str(error.validator))
    if said is None:
        return _("This does not fit the schema (%(rule)s).") % {"rule": error.validator}
    return said(error)


def _type(error: Any) -> str:
    return _("This is %(found)s; it should be %(wanted)s.") % {
        "found": _kind(error.instance),
        "wanted": _KINDS().get(str(error.validator_value), error.validator_value),
    }


def _kind(value: Any) -> str:
    kinds = _KINDS()
    for kind, python in (("boolean", bool), ("string", str), ("object", dict), ("array", list), ("integer", int)):
        if isinstance(value, python):
            return kinds[kind]
    return kinds["null" if value is None else "number"]


def _KINDS() -> dict[str, str]:  # noqa: N802 - a table, translated when it is read
    return {
        "string": _("text"),
        "object": _("an object"),
        "array": _("a list"),
        "integer": _("a whole number"),
        "number": _("a number"),
        "boolean": _("true or false"),
        "null": _("nothing (null)"),
    }


def _enum(error: Any) -> str:
    return _("%(value)s is not one of: %(known)s.") % {
        "value": quoted(error.instance),
        "known": ", ".join(str(value) for value in error.validator_value),
    }


def _const(error: Any) -> str:
    return _("This should be %(wanted)s, not %(value)s.") % {
        "wanted": quoted(error.validator_value),
        "value": quoted(error.instance),
    }


def _min_items(error: Any) -> str:
    least = int(error.validator_value)
    return ngettext(
        "This list should have at least %(least)s entry.", "This list should have at least %(least)s entries.", least
    ) % {"least": least}


def _format(error: Any) -> str:
    if error.validator_value == "email":
        return _("%(value)s is not an e-mail address.") % {"value": quoted(error.instance)}
    return _("%(value)s is not an http or https link.") % {"value": quoted(error.instance)}


def _pattern_sentence(error: Any) -> str:
    value = quoted(error.instance)
    definitions = bundle_schema()["$defs"]
    if error.validator_value == definitions["wall_time"]["pattern"]:
        return _("%(value)s is not a time written like 2026-12-17T11:00.") % {"value": value}
    if error.validator_value == definitions["country"]["pattern"]:
        return _("%(value)s is not a country code of two capital letters.") % {"value": value}
    return _(
        "%(value)s is not a key. A key is 1 to 64 small letters, digits, - and _; it starts with a letter or a digit."
    ) % {"value": value}


_SENTENCES = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "minItems": _min_items,
    "format": _format,
    "pattern": _pattern_sentence,
    "minLength": lambda _error: _("This is empty."),
    "minimum": lambda error: (
        _("%(value)s is too small; the least is %(least)s.") % {"value": error.instance, "least": error.validator_value}
    ),
    "maximum": lambda error: (
        _("%(value)s is too large; the most is %(most)s.") % {"value": error.instance, "most": error.validator_value}
    ),
}
