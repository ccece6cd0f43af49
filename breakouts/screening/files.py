"""Rosters and notes as JSON files; see `docs/decisions/screening-by-dictionary-and-rules.md` for their shape."""

import json
from collections.abc import Iterator
from typing import Any

from .records import Organization, Person, Policy, Roster


class BadFileError(Exception):
    """A roster or a notes file that cannot be used; the message says what is wrong and where."""


def _list(row: dict[str, Any], *keys: str) -> tuple[str, ...]:
    found: list[str] = []
    for key in keys:
        value = row.get(key) or ()
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list | tuple) or not all(isinstance(v, str) for v in values):
            raise BadFileError(f"{key!r} must be text or a list of texts")
        found += [v for v in values if v]
    return tuple(dict.fromkeys(found))


def _text(row: dict[str, Any], *keys: str) -> str | None:
    return next((str(row[k]) for k in keys if row.get(k)), None)


def read_person(row: dict[str, Any], sessions: tuple[str, ...]) -> Person:
    """One person of a roster file; `on_record: true` means all of `sessions`."""
    key = _text(row, "key", "id")
    names = _list(row, "names", "name", "native", "display_name", "called", "aliases")
    if key is None or not names:
        raise BadFileError("a person needs an id and a name")
    given, family = _text(row, "given_native"), _text(row, "family_native")
    if given and family:
        names = (*names, *(n for n in (f"{given} {family}",) if n not in names))
    on_record = _list(row, "on_record_sessions") or (sessions if row.get("on_record") is True else ())
    return Person(
        key=key,
        names=names,
        emails=_list(row, "emails", "email"),
        phones=_list(row, "phones", "phone"),
        handles=_list(row, "handles", "handle"),
        organization=_text(row, "organization", "org"),
        country=_text(row, "country"),
        subregion=_text(row, "subregion"),
        sector=_text(row, "sector"),
        gender=_text(row, "gender"),
        position=_text(row, "position", "role"),
        rooms=_list(row, "rooms", "room"),
        on_record_sessions=on_record,
        printed=row.get("printed") is True,
    )


def read_organization(row: dict[str, Any]) -> Organization:
    """One organization of a roster file."""
    key = _text(row, "key", "id")
    names = _list(
        row, "names", "name", "acronym", "short", "short_name", "aliases", "native", "domain", "url", "website"
    )
    if key is None or not names:
        raise BadFileError("an organization needs an id and a name")
    return Organization(key, names, _text(row, "country"), _text(row, "sector"))


def read_roster(data: Any, sessions: tuple[str, ...]) -> tuple[Roster, Policy]:
    """A roster and the policy that goes with it, from the parsed JSON of a roster file."""
    if not isinstance(data, dict):
        raise BadFileError("the roster must be a JSON object")
    people = data.get("participants", data.get("people"))
    organizations = data.get("organisations", data.get("organizations", []))
    if not isinstance(people, list) or not isinstance(organizations, list):
        raise BadFileError("the roster needs a list of participants and a list of organizations")
    policy = Policy(
        k_min=_number(data, "k_min", _number(data, "k_default", 5)),
        organizations_min=_number(data, "organizations_min", 3),
        allow=_list(data, "allow"),
    )
    found_people = tuple(_each(people, "participant", lambda r: read_person(r, sessions)))
    found_organizations = tuple(_each(organizations, "organization", read_organization))
    return Roster(found_people, found_organizations, emptied=_list(data, "emptied")), policy


def _number(data: dict[str, Any], key: str, default: int) -> int:
    value = data.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise BadFileError(f"{key!r} must be a whole number of at least 1")
    return value


def _each(rows: list[Any], kind: str, read: Any) -> Iterator[Any]:
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise BadFileError(f"{kind} {number} must be a JSON object")
        try:
            yield read(row)
        except BadFileError as error:
            raise BadFileError(f"{kind} {number}: {error}") from None


def read_notes(lines: Iterator[str]) -> Iterator[dict[str, Any]]:
    """The notes of a JSON Lines file, one object with `id` and `text` a line."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            note = json.loads(line)
        except json.JSONDecodeError as error:
            raise BadFileError(f"line {number} of the notes is not JSON: {error.msg}") from None
        if not isinstance(note, dict) or not isinstance(note.get("text"), str) or "id" not in note:
            raise BadFileError(f"line {number} of the notes must be an object with 'id' and 'text'")
        yield note
