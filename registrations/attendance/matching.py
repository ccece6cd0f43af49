"""Finding whose rows a report holds: by address, else by a name that only one participant has."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.text import folded
from registrations.attendance.report import Visit
from registrations.models import Registration, RegistrationState


@dataclass(frozen=True, slots=True)
class Match:
    """Who was there, with all their rows, and the rows of people we do not know.

    `by_address` and `by_name` are keyed by the registration's id.
    """

    people: dict[int, Registration]
    by_address: set[int]
    by_name: set[int]
    unmatched: list[Visit] = field(default_factory=list)


def matched(visits: Iterable[Visit], registrations: Iterable[Registration]) -> Match:
    """Match every row. A withdrawn registration is only found where no other fits; a shared name is nobody's."""
    live: list[Registration] = []
    withdrawn: list[Registration] = []
    for registration in registrations:
        (withdrawn if registration.status == RegistrationState.WITHDRAWN else live).append(registration)
    addresses = {one.email.lower(): one for one in _persons_last([*withdrawn, *live])}
    names = {**_unshared(withdrawn), **_unshared(live)}
    match = Match(people={}, by_address=set(), by_name=set())
    for visit in visits:
        found = addresses.get(visit.email) if visit.email else None
        how = match.by_address
        if found is None:
            found = next((names[folded(name)] for name in visit.names if folded(name) in names), None)
            how = match.by_name
        if found is None:
            match.unmatched.append(visit)
        else:
            match.people[found.pk] = found
            how.add(found.pk)
    match.by_name.difference_update(match.by_address)
    return match


def _persons_last(registrations: list[Registration]) -> list[Registration]:
    """Where an address was also given for somebody's companion, it means its own registration, which comes last."""
    return sorted((one for one in registrations if one.email), key=lambda one: one.assists_id is None)


def _unshared(registrations: Iterable[Registration]) -> dict[str, Registration]:
    """Every name that one registration alone goes by: displayed, legal, or in another spelling."""
    bearers: dict[str, dict[int, Registration]] = defaultdict(dict)
    for one in registrations:
        for name in (one.display_name, one.name, *one.other_names):
            if folded(name):
                bearers[folded(name)][one.pk] = one
    return {name: next(iter(them.values())) for name, them in bearers.items() if len(them) == 1}
