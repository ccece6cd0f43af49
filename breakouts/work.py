"""The long work of this app (accounts/jobs.py): searching longer for a better plan."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import jobs
from accounts.models import Job, User
from breakouts.actions.allocation_roster import digest, make_roster
from breakouts.actions.search_longer import KIND, conclude, take_up
from breakouts.allocation import Search
from breakouts.models import AllocationSearch, SearchState
from consultations.models import Consultation


def register() -> None:
    """Make the kind known."""
    jobs.register(
        jobs.Kind(
            KIND,
            gettext_lazy("Searching longer for a better plan"),
            step,
            back=_board,
            stopped=stopped,
            may_see=_may_see,
            ahead=ahead,
            told=told,
            outcome=outcome,
            stop_words=gettext_lazy("Stop, and keep the best plan so far"),
        )
    )


def ahead(job: Job, memory: jobs.Memory) -> None:
    """One part of the search, before the step's transaction: nothing is locked while the engine computes."""
    search = _search(job)
    memory["from"] = memory["same"] = None
    if search is None:
        return
    engine: Search | None = memory.get("engine")
    if engine is None or engine.done != search.saved["done"]:
        engine = memory["engine"] = take_up(search)
    memory["from"] = search.saved["done"]
    if engine is None:
        return
    engine.advance()
    if engine.is_over:
        memory["same"] = digest(*make_roster(search.consultation)) == search.roster


def step(job: Job, memory: jobs.Memory) -> bool:
    """Keep what `ahead` found, unless somebody else was faster; at the end, put it in place."""
    Consultation.objects.select_for_update().filter(pk=job.arguments["consultation"]).first()
    search = _search(job)
    if search is None:
        return True
    if memory.get("from") != search.saved["done"]:
        return False
    engine: Search | None = memory.get("engine")
    if engine is not None:
        search.saved, search.cost, job.done = engine.saved(), engine.cost, engine.done
        if not engine.is_over:
            search.save(update_fields=["saved", "cost"])
            return False
    conclude(search, engine.plan() if engine is not None and memory.get("same") else None)
    return True


def stopped(job: Job) -> None:
    """Stopped early: the best so far is kept."""
    Consultation.objects.select_for_update().filter(pk=job.arguments["consultation"]).first()
    search = _search(job)
    if search is not None:
        engine = take_up(search)
        conclude(search, engine.plan() if engine is not None else None)


def told(job: Job) -> str:
    """How far it is, and what the best plan so far costs beside the one it began with."""
    search = AllocationSearch.objects.filter(job=job).defer("saved", "people").first()
    if search is None:
        return ""
    words = {"percent": job.percent or 0, "best": search.cost, "before": search.cost_before}
    if search.cost_before is None:
        return _("%(percent)d %%. Points against the best plan so far: %(best)d. Fewer is better.") % words
    return (
        _(
            "%(percent)d %%. Points against the plan as it stood: %(before)d; against the best one so far: %(best)d. "
            "Fewer is better."
        )
        % words
    )


def outcome(job: Job) -> str:
    """What the search has come to."""
    search = AllocationSearch.objects.filter(job=job).defer("saved", "people").first()
    return outcome_words(search) if search is not None else ""


def outcome_words(search: AllocationSearch) -> str:
    """What a search has come to; empty while it is under way."""
    if search.state == SearchState.NOTHING:
        return _("Nothing better was found. The plan stays as it is.")
    if search.state == SearchState.TAKEN:
        if search.cost_before is None:
            return _("A plan that keeps every rule was found and is in place. Undo brings the earlier one back.")
        less = search.cost_before - search.cost
        words = ngettext(
            "A better plan was found and is in place: %(n)d point less against it. Undo brings the earlier one back.",
            "A better plan was found and is in place: %(n)d points less against it. Undo brings the earlier one back.",
            less,
        )
        return words % {"n": less}
    if search.state == SearchState.WAITS:
        return _("A better plan was found, but the plan was changed meanwhile. What was found waits on this page.")
    return ""


def _search(job: Job) -> AllocationSearch | None:
    found = AllocationSearch.objects.filter(job=job, state=SearchState.OPEN)
    return found.select_related("consultation", "started_by").first()


def _consultation(job: Job) -> Consultation | None:
    return Consultation.objects.filter(pk=job.arguments["consultation"]).first()


def _board(job: Job) -> str:
    consultation = _consultation(job)
    if consultation is None:
        return reverse("consultations:desk")
    return reverse("breakouts:groups", args=[consultation.slug])


def _may_see(user: User, job: Job) -> bool:
    consultation = _consultation(job)
    return consultation is not None and user.has_perm("breakouts.allocate", consultation)
