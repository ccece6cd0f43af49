"""Reading rosters from JSON and writing plans. Every fault of a roster is told with its path."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .model import Group, GroupId, Participant, Pin, Plan, Roster, RosterError, Weights

MAX_WEIGHT = 1000


def parse_roster(text: str) -> Roster:
    """The roster in a JSON text. Raises RosterError with every fault found."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RosterError([f"$: this is not JSON ({error})"]) from error
    return build_roster(data)


def build_roster(data: Any) -> Roster:
    """The roster in decoded JSON. Raises RosterError with every fault found."""
    reader = _Reader()
    roster = reader.roster(data)
    if reader.errors or roster is None:
        raise RosterError(reader.errors)
    errors = faults(roster)
    if errors:
        raise RosterError(errors)
    return roster


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """The plan as JSON values: group ids as in the roster, terms in their own units."""
    return {
        "assign": {person: list(row) for person, row in plan.assign.items()},
        "seed": plan.seed,
        "F": plan.cost,
        "terms": {
            "preference": plan.terms.preference,
            "imbalance": dict(plan.terms.imbalance),
            "organization": plan.terms.organization,
            "meeting": plan.terms.meeting,
        },
        "complete": plan.complete,
    }


def faults(roster: Roster) -> list[str]:
    """What contradicts itself in a roster: unknown names, doubles, numbers out of range; one line each."""
    groups = {group.id for group in roster.groups}
    people = {person.id for person in roster.participants}
    return [
        *_group_faults(roster),
        *_person_faults(roster, groups),
        *_pin_faults(roster, people, groups),
        *_pair_faults(roster, people, groups),
        *_weight_faults(roster),
    ]


def _group_faults(roster: Roster) -> list[str]:
    found = ["$.rounds: there must be at least one round"] if roster.rounds < 1 else []
    if not roster.groups:
        found.append("$.groups: there must be at least one group")
    seen: set[GroupId] = set()
    for n, group in enumerate(roster.groups):
        if group.id in seen:
            found.append(f"$.groups[{n}].id: {group.id!r} is used twice")
        seen.add(group.id)
        if group.minimum < 0 or group.maximum < 0:
            found.append(f"$.groups[{n}]: sizes cannot be negative")
    return found


def _person_faults(roster: Roster, groups: set[GroupId]) -> list[str]:
    found: list[str] = []
    seen: set[str] = set()
    for n, person in enumerate(roster.participants):
        path = f"$.participants[{n}]"
        if person.id in seen:
            found.append(f"{path}.id: {person.id!r} is used twice")
        seen.add(person.id)
        found += _doubles(f"{path}.prefs", person.preferences)
        found += _doubles(f"{path}.rounds", person.rounds)
        for k, choice in enumerate(person.preferences):
            if choice not in groups:
                found.append(f"{path}.prefs[{k}]: there is no group {choice!r}")
        for k, number in enumerate(person.rounds):
            if not 0 <= number < roster.rounds:
                found.append(f"{path}.rounds[{k}]: there is no round {number}")
    return found


def _pin_faults(roster: Roster, people: set[str], groups: set[GroupId]) -> list[str]:
    found: list[str] = []
    for n, pin in enumerate(roster.pins):
        if pin.person not in people:
            found.append(f"$.pins[{n}][0]: there is no participant {pin.person!r}")
        if pin.group not in groups:
            found.append(f"$.pins[{n}][1]: there is no group {pin.group!r}")
        if not 0 <= pin.round < roster.rounds:
            found.append(f"$.pins[{n}][2]: there is no round {pin.round}")
    return found


def _pair_faults(roster: Roster, people: set[str], groups: set[GroupId]) -> list[str]:
    found: list[str] = []
    for key, pairs in (("apart", roster.apart), ("together", roster.together)):
        for n, pair in enumerate(pairs):
            found += [
                f"$.{key}[{n}][{k}]: there is no participant {p!r}" for k, p in enumerate(pair) if p not in people
            ]
            if pair[0] == pair[1]:
                found.append(f"$.{key}[{n}]: {pair[0]!r} is named twice")
    for n, (person, closed) in enumerate(roster.forbid):
        if person not in people:
            found.append(f"$.forbid[{n}][0]: there is no participant {person!r}")
        if closed not in groups:
            found.append(f"$.forbid[{n}][1]: there is no group {closed!r}")
    return found


def _weight_faults(roster: Roster) -> list[str]:
    found = _doubles("$.spread", roster.spread)
    weights = {"pref": roster.weights.preference, "org": roster.weights.organization, "meet": roster.weights.meeting}
    for name in roster.spread:
        if name not in roster.weights.spread:
            found.append(f"$.weights.spread: {name!r} has no weight")
        weights[f"spread.{name}"] = roster.weights.spread.get(name, 0)
    for key, weight in weights.items():
        if not 0 <= weight <= MAX_WEIGHT:
            found.append(f"$.weights.{key}: {weight} is not between 0 and {MAX_WEIGHT}")
    return found


def _doubles(path: str, values: tuple[Any, ...]) -> list[str]:
    if len(set(values)) == len(values):
        return []
    return [f"{path}[{k}]: {value!r} is named twice" for k, value in enumerate(values) if value in values[:k]]


class _Reader:
    """Walks decoded JSON and collects what has the wrong shape."""

    def __init__(self) -> None:
        self.errors: list[str] = []

    def roster(self, data: Any) -> Roster | None:
        if not isinstance(data, dict):
            self.errors.append("$: a roster is an object")
            return None
        spread = tuple(v for v in self.items(data, "$", "spread") if self.text(v, "$.spread"))
        return Roster(
            rounds=self.number(data, "$", "rounds"),
            groups=tuple(self.group(v, f"$.groups[{n}]") for n, v in enumerate(self.items(data, "$", "groups"))),
            participants=tuple(
                self.person(v, f"$.participants[{n}]", spread)
                for n, v in enumerate(self.items(data, "$", "participants"))
            ),
            pins=tuple(Pin(*v) for v in self.tuples(data, "pins", (str, (int, str), int), True)),
            apart=tuple((a, b) for a, b in self.tuples(data, "apart", (str, str))),
            together=tuple((a, b) for a, b in self.tuples(data, "together", (str, str))),
            forbid=tuple((p, g) for p, g in self.tuples(data, "forbid", (str, (int, str)))),
            spread=spread,
            weights=self.weights(data),
        )

    def group(self, data: Any, path: str) -> Group:
        data = self.object(data, path)
        group_id = data.get("id")
        if isinstance(group_id, bool) or not isinstance(group_id, int | str):
            self.errors.append(f"{path}.id: a number or a text is needed")
            group_id = path
        name = data.get("name", group_id)
        return Group(group_id, str(name), self.number(data, path, "min"), self.number(data, path, "max"))

    def person(self, data: Any, path: str, spread: tuple[str, ...]) -> Participant:
        data = self.object(data, path)
        if self.text(data.get("id"), f"{path}.id") and not data["id"]:
            self.errors.append(f"{path}.id: is empty")
        if "org" not in data:
            self.errors.append(f"{path}.org: is missing")
        elif not isinstance(data["org"], str | None):
            self.errors.append(f"{path}.org: a text is needed")
        attributes: dict[str, Any] = {}
        for key in spread:
            value = data.get(key)
            if key not in data:
                self.errors.append(f"{path}.{key}: is missing, though it is to be spread")
            elif not isinstance(value, str | int | bool | None):
                self.errors.append(f"{path}.{key}: a text or a whole number is needed")
            else:
                attributes[key] = value
        for key, kinds in (("prefs", (int, str)), ("rounds", (int,))):
            for k, value in enumerate(self.items(data, path, key)):
                if isinstance(value, bool) or not isinstance(value, kinds):
                    self.errors.append(f"{path}.{key}[{k}]: {value!r} does not belong here")
        name = data.get("name", "")
        # People who share the value null count as colleagues in this file format, as any other value does.
        return Participant(
            id=str(data.get("id")),
            organization=str(data.get("org") or ""),
            preferences=tuple(self.hashable(data.get("prefs"))),
            rounds=tuple(self.hashable(data.get("rounds"))),
            attributes=attributes,
            name=name if isinstance(name, str) else "",
        )

    def weights(self, data: Mapping[str, Any]) -> Weights:
        raw = self.object(data.get("weights"), "$.weights")
        spread = self.object(raw.get("spread"), "$.weights.spread")
        return Weights(
            preference=self.number(raw, "$.weights", "pref"),
            spread={str(key): self.number(spread, "$.weights.spread", key) for key in spread},
            organization=self.number(raw, "$.weights", "org"),
            meeting=self.number(raw, "$.weights", "meet"),
        )

    def tuples(self, data: Mapping[str, Any], key: str, kinds: tuple[Any, ...], pins: bool = False) -> list[Any]:
        good = []
        shape = "[person, group, round]" if pins else "[person, group]" if key == "forbid" else "[person, person]"
        for n, row in enumerate(self.items(data, "$", key)):
            fits = isinstance(row, list) and len(row) == len(kinds)
            if not fits or any(isinstance(v, bool) or not isinstance(v, k) for v, k in zip(row, kinds, strict=True)):
                self.errors.append(f"$.{key}[{n}]: {shape} is needed")
            else:
                good.append(tuple(row))
        return good

    def items(self, data: Mapping[str, Any], path: str, key: str) -> list[Any]:
        value = data.get(key)
        if not isinstance(value, list):
            self.errors.append(f"{path}.{key}: " + ("is missing" if value is None else "a list is needed"))
            return []
        return value

    def object(self, value: Any, path: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.errors.append(f"{path}: " + ("is missing" if value is None else "an object is needed"))
            return {}
        return value

    def number(self, data: Mapping[str, Any], path: str, key: str) -> int:
        value = data.get(key)
        if isinstance(value, bool) or not isinstance(value, int):
            self.errors.append(f"{path}.{key}: " + ("is missing" if value is None else "a whole number is needed"))
            return 0
        return value

    def text(self, value: Any, path: str) -> bool:
        if not isinstance(value, str):
            self.errors.append(f"{path}: a text is needed")
            return False
        return True

    @staticmethod
    def hashable(value: Any) -> list[Any]:
        return [v for v in value if isinstance(v, int | str)] if isinstance(value, list) else []
