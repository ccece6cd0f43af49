"""Running the allocation engine and keeping its plan."""

from collections.abc import Callable

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.actions.allocation_roster import make_roster
from breakouts.actions.plan import Seat, change_plan, check_version, places_of, version_of
from breakouts.actions.rooms import ensure_rooms
from breakouts.allocation import InfeasibleError, Pin, Plan, Roster, RosterError, allocate
from breakouts.models import AllocationRun, ChangeKind, RunState
from consultations.actions.audit import record
from consultations.models import Consultation, Round, WorkingGroup
from registrations.models import Registration


def run_allocation(
    *,
    consultation: Consultation,
    seed: int = 1,
    time_limit: float | None = None,
    effort: float = 1.0,
    actor: User | None = None,
    progress: Callable[[float, int], None] | None = None,
    seen: int | None = None,
) -> AllocationRun:
    """Place everybody who is confirmed, in every round, around the locks; replaces every unlocked placement.

    `effort` and `time_limit` (seconds) are the engine's; `seen` is the version of the plan that was looked at.
    Returns the run: DONE with its cost and terms, or INFEASIBLE with the causes as sentences and nothing moved.
    Raises Refused where there is nothing to place or nowhere to place it, and Stale where somebody changed the plan
    after `seen`, or while the engine was at work.
    """
    check_version(consultation, seen)
    began_at = version_of(consultation)
    roster, locks = roster_to_place(consultation)
    try:
        plan = allocate(roster, seed=seed, effort=effort, time_limit=time_limit, locks=locks, progress=progress)
    except (InfeasibleError, RosterError) as problem:
        return keep_causes(consultation, problem, seed=seed, actor=actor)
    return _keep(consultation, plan, actor, began_at)


def roster_to_place(consultation: Consultation) -> tuple[Roster, tuple[Pin, ...]]:
    """Roster and locks. Raises Refused where there is nothing to place or nowhere to place it."""
    roster, locks = make_roster(consultation)
    if not roster.rounds or not roster.groups:
        raise Refused(_("There are no working groups or no rounds yet. Add them to the programme first."))
    if not roster.participants:
        raise Refused(_("Nobody is confirmed yet, so there is nobody to place."))
    return roster, locks


def keep_causes(
    consultation: Consultation, problem: InfeasibleError | RosterError, *, seed: int, actor: User | None
) -> AllocationRun:
    """Keep why no plan is possible, in place of what an earlier run said about it: the sentences hold names."""
    if isinstance(problem, InfeasibleError):
        causes = [
            {
                "kind": cause.kind,
                "sentence": cause.sentence,
                "people": list(cause.people),
                "groups": list(cause.groups),
            }
            for cause in problem.causes
        ]
    else:
        causes = [{"sentence": error, "people": [], "groups": []} for error in problem.errors]
    consultation.allocation_runs.filter(state=RunState.INFEASIBLE).delete()
    return AllocationRun.objects.create(
        consultation=consultation,
        seed=seed,
        state=RunState.INFEASIBLE,
        causes=causes,
        created_by=actor,
        finished_at=now(),
    )


@transaction.atomic
def _keep(consultation: Consultation, plan: Plan, actor: User | None, began_at: int) -> AllocationRun:
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    check_version(consultation, began_at)
    return put_in_place(consultation, plan, ChangeKind.RUN, actor)


def put_in_place(consultation: Consultation, plan: Plan, kind: ChangeKind, actor: User | None) -> AllocationRun:
    """Make a plan of the engine the next step of the plan. Call it with the consultation's row locked."""
    ensure_rooms(consultation=consultation)
    run = AllocationRun.objects.create(
        consultation=consultation,
        seed=plan.seed,
        state=RunState.DONE,
        cost=plan.cost,
        terms=_terms(plan),
        stopped_early=plan.stopped_early,
        created_by=actor,
        finished_at=now(),
    )
    change_plan(consultation=consultation, wanted=wanted_by(consultation, plan), kind=kind, actor=actor, run=run)
    verb = "allocation.searched" if kind == ChangeKind.SEARCH else "allocation.run"
    record(consultation=consultation, actor=actor, verb=verb, subject=f"seed {plan.seed}", cost=plan.cost)
    return run


def wanted_by(consultation: Consultation, plan: Plan) -> dict[tuple[int, int], Seat | None]:
    """Every seat of a plan; locked ones stay locked, and who is not in the plan has none any more."""
    groups = {group.number: group.pk for group in WorkingGroup.objects.filter(consultation=consultation)}
    rounds = list(Round.objects.filter(consultation=consultation).order_by("number"))
    people = dict(Registration.objects.filter(consultation=consultation).values_list("key", "pk"))
    before = places_of(consultation)
    wanted: dict[tuple[int, int], Seat | None] = dict.fromkeys(before)
    for key, row in plan.assign.items():
        for round_, number in zip(rounds, row, strict=True):
            if number is not None and key in people:
                place = (people[key], round_.pk)
                locked = place in before and before[place].locked
                wanted[place] = Seat(groups[int(number)], locked)
    return wanted


def _terms(plan: Plan) -> dict[str, int]:
    terms = plan.terms
    spread = {f"imbalance_{name}": count for name, count in terms.imbalance.items()}
    return {
        "preference": terms.preference,
        **spread,
        "organization": terms.organization,
        "meeting": terms.meeting,
    }
