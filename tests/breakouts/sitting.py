"""Whether people sit as they must, read from the database row by row; shares no code with what places them."""

from itertools import combinations

from breakouts.models import Constraint, Placement
from consultations.models import GroupRole
from registrations.models import RegistrationState


def broken(consultation):
    """Every hard rule that the placements break, one line each."""
    rounds = list(consultation.rounds.order_by("number"))
    people = {p.pk: p for p in consultation.registrations.filter(status=RegistrationState.CONFIRMED)}
    seats = {}
    for place in Placement.objects.filter(round__consultation=consultation).select_related("group"):
        seats[place.registration_id, place.round_id] = place.group
    told = [f"{pk} sits in a round and does not come" for pk, _ in seats if pk not in people]
    told += _presence(consultation, people, rounds, seats)
    told += _sizes(consultation, rounds, seats)
    told += _roles_and_languages(consultation, people, rounds, seats)
    told += _pairs(consultation, people, rounds, seats)
    told += _repeats(consultation, people, rounds, seats)
    return told


def _rules(consultation, kind):
    for rule in Constraint.objects.filter(consultation=consultation, kind=kind):
        yield rule, [member.registration_id for member in rule.members.order_by("position")]


def _companions(people):
    return [(p.pk, p.assists_id) for p in people.values() if p.assists_id in people]


def _presence(consultation, people, rounds, seats):
    missed = {(pk, rule.round_id) for rule, members in _rules(consultation, "absent") for pk in members}
    missed |= {(pk, r.pk) for pk, whom in _companions(people) for r in rounds if (whom, r.pk) in missed}
    for pk in people:
        for r in rounds:
            if ((pk, r.pk) in seats) == ((pk, r.pk) in missed):
                yield f"{pk} in round {r.number}: {seats.get((pk, r.pk), 'nowhere')}"


def _sizes(consultation, rounds, seats):
    for group in consultation.working_groups.all():
        for r in rounds:
            heads = sum(at == r.pk and seat == group for (_, at), seat in seats.items())
            if heads < (group.min_size or 0) or heads > (group.max_size or 10**6):
                yield f"{group} holds {heads} in round {r.number}"


def _roles_and_languages(consultation, people, rounds, seats):
    roles = GroupRole.objects.filter(group__consultation=consultation)
    held = {(role.person_id, role.group_id) for role in roles}
    helped = {whom for _, whom in _companions(people)}
    for (pk, _), group in seats.items():
        person = people.get(pk)
        if person is None:
            continue
        if any(who == person.person_id for who, _ in held) and (person.person_id, group.pk) not in held:
            yield f"{person} has a role and sits in {group}"
        alone = not person.assists_id and pk not in helped and (person.person_id, group.pk) not in held
        if group.language and person.languages and group.language not in person.languages and alone:
            yield f"{person} does not speak the language of {group}"
    for rule, members in _rules(consultation, "pin"):
        for pk in members:
            for r in rounds:
                if rule.round_id in (None, r.pk) and (pk, r.pk) in seats and seats[pk, r.pk] != rule.group:
                    yield f"{pk} is fixed to {rule.group} and sits in {seats[pk, r.pk]}"
    for rule, members in _rules(consultation, "forbid"):
        yield from (
            f"{pk} sits in closed {rule.group}" for (pk, _), at in seats.items() if pk in members and at == rule.group
        )


def _pairs(consultation, people, rounds, seats):
    apart = [pair for _, members in _rules(consultation, "apart") for pair in combinations(members, 2)]
    together = [pair for _, members in _rules(consultation, "together") for pair in combinations(members, 2)]
    for pairs, wanted in ((apart, False), (together + _companions(people), True)):
        for a, b in pairs:
            for r in rounds:
                both = [seats.get((pk, r.pk)) for pk in (a, b)]
                if None not in both and (both[0] == both[1]) != wanted:
                    yield f"{a} and {b} in round {r.number}: {both[0]}, {both[1]}"


def _repeats(consultation, people, rounds, seats):
    """Twice in one group only who has a role there, is fixed there in every round, or goes with such a person."""
    holders = set(GroupRole.objects.filter(group__consultation=consultation).values_list("person_id", flat=True))
    asked = {p.pk for p in people.values() if p.person_id and p.person_id in holders}
    asked |= {pk for rule, members in _rules(consultation, "pin") if rule.round_id is None for pk in members}
    bound = [*_companions(people)]
    bound += [pair for _, members in _rules(consultation, "together") for pair in combinations(members, 2)]
    for _ in bound:
        asked |= {pk for pair in bound if asked & set(pair) for pk in pair}
    for pk in people.keys() - asked:
        sat = [seats[pk, r.pk] for r in rounds if (pk, r.pk) in seats]
        if len(sat) != len(set(sat)):
            yield f"{pk} sits twice in one group: {sat}"
