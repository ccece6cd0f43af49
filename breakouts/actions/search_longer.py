"""Looking longer for a better plan: as a job, so that it can be watched, stopped, and taken up again."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts import jobs
from accounts.errors import Refused
from accounts.models import Job, User
from breakouts.actions.allocate import keep_causes, put_in_place, roster_to_place
from breakouts.actions.allocation_roster import digest, make_roster
from breakouts.actions.plan import check_version, version_of
from breakouts.allocation import InfeasibleError, Plan, RosterError, Search, repair, steps_within
from breakouts.models import AllocationSearch, ChangeKind, SearchState
from breakouts.pricing import Rows, placed_rows
from consultations.actions.audit import record
from consultations.models import Consultation, Round, WorkingGroup
from registrations.models import Registration

KIND = "breakouts.search"


def open_search(consultation: Consultation) -> AllocationSearch | None:
    """The search that is under way."""
    found = AllocationSearch.objects.filter(consultation=consultation, state=SearchState.OPEN)
    return found.select_related("job").defer("saved").first()


def start_search(*, consultation: Consultation, minutes: int, actor: User, seen: int | None = None) -> Job:
    """Begin with the plan as it is, and look about so many minutes for a better one; or the search under way.

    The number of steps is fixed beforehand, so that the same plan, people and rules lead to the same result. Raises
    Refused where there is nothing to place, or no plan is possible (the causes are then kept as a run's are), and Stale
    where somebody changed the plan after `seen`.
    """
    check_version(consultation, seen)
    running = open_search(consultation)
    if running is not None and running.job is not None:
        return running.job
    version = version_of(consultation)
    roster, locks = roster_to_place(consultation)
    before = AllocationSearch.objects.filter(consultation=consultation).values_list("seed", flat=True).first()
    seed = 1 if before is None else before + 1
    steps = steps_within(len(roster.participants), roster.rounds, 60 * minutes)
    present = placed_rows(consultation, list(Round.objects.filter(consultation=consultation).order_by("number")))
    try:
        search = Search(roster, seed=seed, steps=steps, locks=locks, start=present)
    except (InfeasibleError, RosterError) as problem:
        keep_causes(consultation, problem, seed=seed, actor=actor)
        raise Refused(_("No plan is possible as things stand, so there is nothing to search for.")) from problem
    with transaction.atomic():
        Consultation.objects.select_for_update().get(pk=consultation.pk)
        check_version(consultation, version)
        running = open_search(consultation)
        if running is not None and running.job is not None:
            return running.job
        job = jobs.start(KIND, by=actor, arguments={"consultation": consultation.pk}, total=steps)
        keys = dict(Registration.objects.filter(consultation=consultation).values_list("key", "pk"))
        AllocationSearch.objects.update_or_create(
            consultation=consultation,
            defaults={
                "job": job,
                "state": SearchState.OPEN,
                "seed": seed,
                "steps": steps,
                "version": version,
                "roster": digest(roster, locks),
                "people": [keys[person.id] for person in roster.participants],
                "groups": [group.id for group in roster.groups],
                "saved": search.saved(),
                "cost": search.cost,
                "cost_before": search.cost if search.started_from_given else None,
                "started_by": actor,
                "started_at": now(),
                "ended_at": None,
            },
        )
    return job


def take_up(search: AllocationSearch) -> Search | None:
    """The engine where it left off; None where people, groups, rules or locks have changed since."""
    roster, locks = make_roster(search.consultation)
    if digest(roster, locks) != search.roster:
        return None
    return Search(roster, seed=search.seed, steps=search.steps, locks=locks, saved=search.saved)


def conclude(search: AllocationSearch, plan: Plan | None) -> None:
    """The end of a search: the best plan becomes the next step of the plan, or waits if that has changed meanwhile.

    `plan` is that best plan, None where people or rules have changed. Call it with the consultation's row locked.
    """
    better = search.cost_before is None or search.cost < search.cost_before
    if not better:
        _end(search, SearchState.NOTHING)
    elif plan is not None and version_of(search.consultation) == search.version:
        put_in_place(search.consultation, plan, ChangeKind.SEARCH, search.started_by)
        _end(search, SearchState.TAKEN)
    else:
        search.state, search.ended_at = SearchState.WAITS, now()
        search.save()


@transaction.atomic
def use_found(*, consultation: Consultation, actor: User, seen: int | None = None) -> int:
    """Put the plan that waits in place: rules and locks as they are now are kept, new people are placed.

    Returns how many places changed. Raises Refused if none waits or no plan is possible, Stale if others changed the
    plan since `seen`.
    """
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    check_version(consultation, seen)
    search = _waiting(consultation)
    roster, locks = make_roster(consultation)
    try:
        plan = repair(roster, found_rows(search), locks=locks, seed=search.seed)
    except (InfeasibleError, RosterError) as problem:
        raise Refused(
            _("The plan that was found cannot be put in place: as things stand, no plan keeps every rule and lock.")
        ) from problem
    run = put_in_place(consultation, plan, ChangeKind.SEARCH, actor)
    _end(search, SearchState.TAKEN)
    return run.plan_change.places.count()


@transaction.atomic
def leave_found(*, consultation: Consultation, actor: User) -> None:
    """Do without the plan that waits. Raises Refused if there is none."""
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    _end(_waiting(consultation), SearchState.LEFT)
    record(consultation=consultation, actor=actor, verb="allocation.found_left")


def found_rows(search: AllocationSearch) -> Rows:
    """The best plan so far by registration key, without people and groups that are gone."""
    keys = dict(Registration.objects.filter(consultation=search.consultation).values_list("pk", "key"))
    known = set(WorkingGroup.objects.filter(consultation=search.consultation).values_list("number", flat=True))
    numbers = [number if number in known else None for number in search.groups]
    columns = zip(*search.saved["best"], strict=True)
    return {
        keys[person]: tuple(numbers[group] if group >= 0 else None for group in column)
        for person, column in zip(search.people, columns, strict=True)
        if person in keys
    }


def _waiting(consultation: Consultation) -> AllocationSearch:
    found = AllocationSearch.objects.select_for_update().filter(consultation=consultation, state=SearchState.WAITS)
    search = found.first()
    if search is None:
        raise Refused(_("There is no such plan any more. Somebody else has dealt with it meanwhile."))
    return search


def _end(search: AllocationSearch, state: SearchState) -> None:
    search.state, search.saved, search.people = state, {}, []
    search.ended_at = search.ended_at or now()
    search.save()
