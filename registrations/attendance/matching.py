"""Finding whose rows a report holds: by address for certain, by name as a proposal that somebody has to confirm."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from rapidfuzz import fuzz, process

from registrations.attendance.names import name_key
from registrations.attendance.people import Attendee
from registrations.models import Registration, RegistrationState

NEAR = 84
"""Per cent of likeness from which a name is offered."""
OFFERED = 4


class Reason(StrEnum):
    """Why somebody is thought to be in a row."""

    ADDRESS = "address"
    NAME = "name"
    TOGETHER = "together"
    ADDRESS_OF_ANOTHER = "address_of_another"
    SHARED_NAME = "shared_name"
    NEAR = "near"
    PART = "part"


class Certainty(StrEnum):
    CERTAIN = "certain"
    """The address is the one that she registered with."""
    PROPOSED = "proposed"
    """One person alone has this name."""
    OPEN = "open"
    """Nobody, or several, or somebody of a name like it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    registration: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody of a report, with those it may be; where several share a device, all of them."""

    attendee: Attendee
    certainty: Certainty
    candidates: tuple[Candidate, ...] = ()


@dataclass(slots=True)
class _Directory:
    """Whom one can look for. A withdrawn registration is only found where no other fits."""

    addresses: dict[str, int] = field(default_factory=dict)
    bearers: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """By name as compared: everybody who goes by it."""
    parts: dict[str, frozenset[int]] = field(default_factory=dict)
    """By one part of a name: everybody who has it."""


def find(attendees: Iterable[Attendee], registrations: Iterable[Registration]) -> list[Found]:
    """Look for everybody of a report."""
    directory = _directory(registrations)
    return [_find(one, directory) for one in attendees]


def _directory(registrations: Iterable[Registration]) -> _Directory:
    live: list[Registration] = []
    withdrawn: list[Registration] = []
    for one in registrations:
        (withdrawn if one.status == RegistrationState.WITHDRAWN else live).append(one)
    parts: dict[str, set[int]] = defaultdict(set)
    for name, people in _bearers(live).items():
        for part in name.split():
            parts[part].update(people)
    return _Directory(
        addresses={one.email.lower(): one.pk for one in _persons_last([*withdrawn, *live])},
        bearers={**_bearers(withdrawn), **_bearers(live)},
        parts={part: frozenset(people) for part, people in parts.items()},
    )


def _persons_last(registrations: list[Registration]) -> list[Registration]:
    """Where an address was also given for somebody's companion, it means its own registration, which comes last."""
    return sorted((one for one in registrations if one.email), key=lambda one: one.assists_id is None)


def _bearers(registrations: Iterable[Registration]) -> dict[str, tuple[int, ...]]:
    """Every name with those who go by it: displayed, legal, or in another spelling."""
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for one in registrations:
        for name in (one.display_name, one.name, *one.other_names):
            if key := name_key(name):
                found[key][one.pk] = None
    return {name: tuple(people) for name, people in found.items()}


def _find(one: Attendee, directory: _Directory) -> Found:
    by_address = directory.addresses.get(one.email) if one.email else None
    by_name = _alone(one.called.likely, directory)
    if by_address is not None:
        if by_name in {None, by_address}:
            return Found(one, Certainty.CERTAIN, (Candidate(by_address, Reason.ADDRESS),))
        candidates = (Candidate(by_address, Reason.ADDRESS), Candidate(by_name, Reason.ADDRESS_OF_ANOTHER))
        return Found(one, Certainty.OPEN, candidates)
    if by_name is not None:
        return Found(one, Certainty.PROPOSED, (Candidate(by_name, Reason.NAME),))
    together = [_alone(names, directory) for names in one.called.together]
    if together and None not in together:
        people = tuple(Candidate(pk, Reason.TOGETHER) for pk in dict.fromkeys(together) if pk is not None)
        return Found(one, Certainty.PROPOSED, people)
    return Found(one, Certainty.OPEN, tuple(_offers(one, directory))[:OFFERED])


def _alone(names: Sequence[str], directory: _Directory) -> int | None:
    """Whoever is the only one to go by the first of these names that anybody goes by."""
    for name in names:
        people = directory.bearers.get(name_key(name), ())
        if len(people) == 1:
            return people[0]
        if people:
            return None
    return None


def _offers(one: Attendee, directory: _Directory) -> list[Candidate]:
    """Who it might be, likeliest first."""
    if one.called.device:
        return []
    names = [*one.called.likely, *(name for names in one.called.together for name in names)]
    keys = [key for key in dict.fromkeys(name_key(name) for name in names) if key]
    found: dict[int, Candidate] = {}

    def offer(people: Iterable[int], reason: Reason) -> None:
        for pk in people:
            found.setdefault(pk, Candidate(pk, reason))

    for key in keys:
        offer(directory.bearers.get(key, ()), Reason.SHARED_NAME)
    for key in keys:
        near = process.extract(key, directory.bearers.keys(), scorer=fuzz.ratio, score_cutoff=NEAR, limit=OFFERED)
        for name, _score, _at in near:
            offer(directory.bearers[name], Reason.NEAR)
    for key in keys:
        parts = [part for part in key.split() if len(part) > 2]
        if parts:
            shared = frozenset.intersection(*(directory.parts.get(part, frozenset()) for part in parts))
            offer(sorted(shared)[:OFFERED], Reason.PART)
    return list(found.values())
