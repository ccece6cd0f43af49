"""From a consultation's rows to the roster that the allocation engine reads."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

from accounts.text import folded
from breakouts.allocation import Group, Participant, Pin, Roster, Weights
from breakouts.models import Constraint, ConstraintKind, Placement, Weighting
from consultations.countries import scheme_for, subregion
from consultations.models import Consultation, GroupRole, Round, WorkingGroup
from registrations.measures import gender
from registrations.models import Preference, Registration

SPREAD = ("sector", "subregion", "gender", "un")
SLACK = 0.15
"""Where a group has no head counts of its own, it may hold this share more or less than an even part."""


def people_to_place(consultation: Consultation) -> list[Registration]:
    """Everybody who is confirmed, interpreters and assistants included, in a stable order."""
    return list(
        Registration.objects.filter(consultation=consultation).confirmed().select_related("organization").order_by("pk")
    )


def make_roster(consultation: Consultation, people: list[Registration] | None = None) -> tuple[Roster, tuple[Pin, ...]]:
    """The engine's roster and the organizers' locks. Group ids are group numbers, people's ids registration keys.

    `people` are those to place: everybody who is confirmed, unless given.
    """
    people = people_to_place(consultation) if people is None else people
    groups = list(WorkingGroup.objects.filter(consultation=consultation).order_by("number"))
    rounds = list(Round.objects.filter(consultation=consultation).order_by("number"))
    keys = {person.pk: person.key for person in people}
    scheme = scheme_for(person.known_country for person in people)
    attended = rounds_attended(consultation, people, rounds)
    heads = [sum(at in row for row in attended.values()) for at in range(len(rounds))] or [len(people)]
    rules = _constraints(consultation, *(set(ConstraintKind) - {ConstraintKind.ABSENT}))
    choices = _choices(consultation)
    roster = Roster(
        rounds=len(rounds),
        groups=tuple(_group(group, min(heads), max(heads), len(groups)) for group in groups),
        participants=tuple(
            _participant(person, scheme, choices.get(person.pk, ()), attended[person.key]) for person in people
        ),
        pins=tuple(pin for pin in _pins(consultation, rules, people, rounds) if pin.round in attended[pin.person]),
        apart=tuple(_pairs(rules, ConstraintKind.APART, keys)),
        together=tuple(_assistants(people, keys)) + tuple(_pairs(rules, ConstraintKind.TOGETHER, keys)),
        forbid=tuple(_forbidden(consultation, rules, people, groups)),
        spread=SPREAD,
        weights=weights_of(consultation),
    )
    return roster, tuple(lock for lock in _locks(consultation, keys, rounds) if lock.round in attended[lock.person])


def weights_of(consultation: Consultation) -> Weights:
    """What the team set, or the standard."""
    row = Weighting.objects.filter(consultation=consultation).first() or Weighting()
    return Weights(
        preference=row.preference,
        spread={name: getattr(row, name) for name in SPREAD},
        organization=row.organization,
        meeting=row.meeting,
    )


def digest(roster: Roster, locks: tuple[Pin, ...]) -> str:
    """The same for the same people, groups and rules, whatever the names; tells whether any has changed."""
    nameless = replace(roster, participants=tuple(replace(person, name="") for person in roster.participants))
    return sha256(repr((nameless, locks)).encode()).hexdigest()


def rounds_attended(
    consultation: Consultation, people: list[Registration], rounds: list[Round]
) -> dict[str, tuple[int, ...]]:
    """For each person's key the rounds, counted from 0, that no rule says she misses; who assists misses hers."""
    missed = rounds_missed(consultation, rounds)
    return {
        person.key: tuple(
            at
            for at in range(len(rounds))
            if at not in missed.get(person.pk, ()) and at not in missed.get(person.assists_id or 0, ())
        )
        for person in people
    }


def rounds_missed(consultation: Consultation, rounds: list[Round]) -> dict[int, set[int]]:
    """The rounds, counted from 0, that rules say people miss, by registration; only of those who miss any."""
    index = {round_.pk: place for place, round_ in enumerate(rounds)}
    missed: dict[int, set[int]] = {}
    for rule in _constraints(consultation, ConstraintKind.ABSENT):
        for member in rule.members.all():
            missed.setdefault(member.registration_id, set()).add(index.get(rule.round_id or 0, -1))
    return missed


def _group(group: WorkingGroup, fewest: int, most: int, groups: int) -> Group:
    """`fewest` and `most` are how many attend the emptiest and the fullest round: sizes hold in all of them."""
    groups = max(1, groups)
    minimum = int(fewest / groups * (1 - SLACK)) if group.min_size is None else group.min_size
    maximum = int(most / groups * (1 + SLACK)) + 1 if group.max_size is None else group.max_size
    # A count that an organizer gave stands; the one we filled in gives way.
    if group.min_size is None:
        minimum = min(minimum, maximum)
    return Group(group.number, f"Working group {group.number}", minimum, max(minimum, maximum))


def _choices(consultation: Consultation) -> dict[int, list[int]]:
    """The numbers of the groups that people asked for, best first, by registration."""
    links = Preference.objects.filter(registration__consultation=consultation).order_by("rank")
    choices: dict[int, list[int]] = {}
    for person, group in links.values_list("registration_id", "group__number"):
        choices.setdefault(person, []).append(group)
    return choices


def _participant(person: Registration, scheme: str, choices: Sequence[int], rounds: tuple[int, ...]) -> Participant:
    organization, said = person.organization, gender.reading(person.gender)
    return Participant(
        id=person.key,
        name=person.shown_name,
        organization=organization.key if organization else folded(person.organization_name) or None,
        preferences=tuple(choices),
        rounds=rounds,
        attributes={
            "sector": person.known_sector or None,
            "subregion": subregion(person.known_country, scheme) or None,
            "gender": said if said != gender.NOT_STATED else None,
            "un": person.from_un,
        },
    )


def _pins(
    consultation: Consultation, rules: list[Constraint], people: list[Registration], rounds: list[Round]
) -> list[Pin]:
    """Co-hosts, focal points and rapporteurs in their group, and what organizers fixed."""
    held: dict[int, int] = dict(
        GroupRole.objects.filter(group__consultation=consultation).values_list("person_id", "group__number")
    )
    by_round = {round_.pk: index for index, round_ in enumerate(rounds)}
    pins = [
        Pin(person.key, held[person.person_id], index)
        for person in people
        if person.person_id in held
        for index in range(len(rounds))
    ]
    present = {person.pk: person.key for person in people}
    for rule in rules:
        if rule.kind != ConstraintKind.PIN:
            continue
        which = [by_round[rule.round_id]] if rule.round_id else list(range(len(rounds)))
        pins += [
            Pin(present[member.registration_id], rule.group.number, index)
            for member in rule.members.all()
            if member.registration_id in present and rule.group
            for index in which
        ]
    return list(dict.fromkeys(pins))


def _assistants(people: list[Registration], keys: dict[int, str]) -> list[tuple[str, str]]:
    return [(keys[p.assists_id], p.key) for p in people if p.assists_id and p.assists_id in keys]


def _pairs(rules: list[Constraint], kind: ConstraintKind, keys: dict[int, str]) -> list[tuple[str, str]]:
    """Every two of a group of people who are apart; a chain of those who are together."""
    pairs: list[tuple[str, str]] = []
    for rule in rules:
        if rule.kind != kind:
            continue
        members = [keys[m.registration_id] for m in rule.members.all() if m.registration_id in keys]
        if kind == ConstraintKind.TOGETHER:
            pairs += pairwise(members)
        else:
            pairs += [(a, b) for i, a in enumerate(members) for b in members[i + 1 :]]
    return list(dict.fromkeys(pairs))


def kept_out_by_language(
    consultation: Consultation, people: list[Registration], groups: list[WorkingGroup]
) -> dict[int, list[Registration]]:
    """For each group number those who speak other languages than the group.

    There is no interpretation inside breakout rooms. Who named no language, brings an interpreter or holds a
    role in the group is not kept out.
    """
    helped = {person.assists_id for person in people if person.assists_id}
    held = set(GroupRole.objects.filter(group__consultation=consultation).values_list("person_id", "group__number"))
    return {
        group.number: [
            person
            for person in people
            if person.languages
            and group.language not in person.languages
            and person.pk not in helped
            and not person.assists_id
            and (person.person_id, group.number) not in held
        ]
        for group in groups
        if group.language
    }


def _forbidden(
    consultation: Consultation, rules: list[Constraint], people: list[Registration], groups: list[WorkingGroup]
) -> list[tuple[str, int]]:
    """Groups closed to a person: by an organizer, or because the person does not speak the group's language."""
    kept_out = kept_out_by_language(consultation, people, groups)
    closed = [(person.key, number) for number, persons in kept_out.items() for person in persons]
    present = {person.pk: person.key for person in people}
    for rule in rules:
        if rule.kind != ConstraintKind.FORBID:
            continue
        closed += [
            (present[m.registration_id], rule.group.number)
            for m in rule.members.all()
            if rule.group and m.registration_id in present
        ]
    return list(dict.fromkeys(closed))


def _locks(consultation: Consultation, keys: dict[int, str], rounds: list[Round]) -> list[Pin]:
    index = {round_.pk: place for place, round_ in enumerate(rounds)}
    locked = Placement.objects.filter(round__consultation=consultation, locked=True).select_related("group")
    return [
        Pin(keys[place.registration_id], place.group.number, index[place.round_id])
        for place in locked.order_by("pk")
        if place.registration_id in keys
    ]


def _constraints(consultation: Consultation, *kinds: ConstraintKind) -> list[Constraint]:
    return list(
        Constraint.objects.filter(consultation=consultation, kind__in=kinds)
        .select_related("group")
        .prefetch_related("members")
        .order_by("position", "pk")
    )
