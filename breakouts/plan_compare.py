"""Two plans side by side: the present one, and the plan as it was after any run."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from breakouts.actions.plan import Places, places_at
from breakouts.models import PlanChange
from consultations.models import Consultation, Round, WorkingGroup
from registrations.models import Preference, Registration


@dataclass(frozen=True, slots=True)
class Figures:
    """What one counts of a plan: places by choice, pairs of colleagues together, pairs who meet twice or more."""

    places: int
    choices: dict[int, int]
    colleagues: int
    meeting_again: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One person whom the two plans seat differently in a round; None where there is no place."""

    person: Registration
    round: Round
    first: WorkingGroup | None
    second: WorkingGroup | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans, their figures in the same order, and who sits elsewhere."""

    first: Figures
    second: Figures
    choices: list[tuple[int, int, int]]
    """For each rank, how many places of the first and of the second plan are that choice."""
    differences: list[Difference]


def runs_of(consultation: Consultation) -> list[PlanChange]:
    """Steps after which everybody had been placed anew, newest first."""
    found = PlanChange.objects.filter(consultation=consultation, run__isnull=False)
    return list(found.select_related("run", "actor"))


def compare(consultation: Consultation, first: int, second: int) -> Comparison:
    """The plans after two steps, by number."""
    people = {person.pk: person for person in consultation.registrations.confirmed().select_related("organization")}
    wishes = {
        (row.registration_id, row.group_id): row.rank
        for row in Preference.objects.filter(registration__consultation=consultation)
    }
    plans = [
        {key: seat for key, seat in places_at(consultation, number).items() if key[0] in people}
        for number in (first, second)
    ]
    figures = [_figures(plan, people, wishes) for plan in plans]
    ranks = sorted({rank for one in figures for rank in one.choices})
    choices = [(rank, figures[0].choices.get(rank, 0), figures[1].choices.get(rank, 0)) for rank in ranks]
    return Comparison(figures[0], figures[1], choices, _differences(consultation, plans, people))


def _figures(plan: Places, people: dict[int, Registration], wishes: dict[tuple[int, int], int]) -> Figures:
    seated: dict[tuple[int, int], list[int]] = {}
    for (person, round_), seat in plan.items():
        seated.setdefault((round_, seat.group), []).append(person)
    ranks = (wishes.get((person, seat.group)) for (person, _round), seat in plan.items())
    houses = (Counter(people[one].organization_id for one in group) for group in seated.values())
    colleagues = sum(n * (n - 1) // 2 for house in houses for key, n in house.items() if key)
    return Figures(
        len(plan), dict(Counter(rank for rank in ranks if rank)), colleagues, _meeting_again(seated.values())
    )


def _meeting_again(groups: Iterable[list[int]]) -> int:
    met = Counter(pair for group in groups for pair in combinations(sorted(group), 2))
    return sum(times - 1 for times in met.values())


def _differences(consultation: Consultation, plans: list[Places], people: dict[int, Registration]) -> list[Difference]:
    groups = {group.pk: group for group in consultation.working_groups.all()}
    rounds = {round_.pk: round_ for round_ in consultation.rounds.all()}
    found = []
    for key in plans[0].keys() | plans[1].keys():
        first, second = (plan.get(key) for plan in plans)
        if (first and first.group) != (second and second.group):
            seats = [groups[seat.group] if seat else None for seat in (first, second)]
            found.append(Difference(people[key[0]], rounds[key[1]], *seats))
    return sorted(found, key=lambda one: (one.round.number, one.person.shown_name.casefold()))
