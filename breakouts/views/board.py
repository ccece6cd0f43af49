"""The allocation board."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from breakouts.actions.place import unplaced
from breakouts.actions.plan import version_of
from breakouts.actions.publish import to_be_told
from breakouts.actions.undo import next_to_undo
from breakouts.board import make_board
from breakouts.forms.groups import RunForm
from breakouts.models import RunState
from breakouts.outlook import Outlook, outlook
from breakouts.plan_history import words_for
from breakouts.rules import rule_lines
from breakouts.search_panel import search_panel
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from registrations.support import needs_in_words

LATE_SHOWN = 10


@require_GET
@team_page("breakouts.see_groups")
def groups(request: SignedInRequest, consultation: Consultation, number: int | None = None) -> HttpResponse:
    """All groups of a round side by side."""
    seen = version_of(consultation)  # before anything is read: what happens meanwhile must count as news
    rounds = list(consultation.rounds.all())
    all_groups = list(consultation.working_groups.prefetch_related("objectives"))
    chosen = next((r for r in rounds if number in (None, r.number)), None)
    if number is not None and chosen is None:
        raise Http404
    sees_needs = chosen is not None and request.user.has_perm("registrations.see_needs", consultation)
    needs = needs_in_words(consultation) if sees_needs else None
    may_allocate = request.user.has_perm("breakouts.allocate", consultation)
    board = make_board(chosen, all_groups, needs, company=may_allocate) if chosen else None
    last_run = consultation.allocation_runs.first()
    # A board that works stays quick: who runs it again reads on the page of rules what leaves little room.
    stuck = board is None or not board.placed or (last_run is not None and last_run.state == RunState.INFEASIBLE)
    last_step = next_to_undo(consultation)
    context: dict[str, Any] = {
        "consultation": consultation,
        "stage": "groups",
        "rounds": rounds,
        "board": board,
        "published": consultation.allocation_runs.filter(published_at__isnull=False).exists(),
        "to_tell": len(to_be_told(consultation)),
        "run_form": RunForm(),
        "search": search_panel(consultation, seen),
        "outlook": outlook(consultation) if stuck else Outlook(),
        "broken": sum(line.kept is False for line in rule_lines(consultation)),
        "last_step": last_step,
        "last_words": words_for(last_step) if last_step else "",
        "seen": seen,
        "may_allocate": may_allocate,
        "places": "place/" if number is None else "../../place/",  # short, since it stands there for everybody
    }
    return render(request, "breakouts/groups.html", context | _late(consultation))


def _late(consultation: Consultation) -> dict[str, Any]:
    """How many came late and have no group yet, and the first of them; the search box finds the others."""
    waiting = unplaced(consultation)
    people = consultation.registrations.filter(pk__in=waiting[:LATE_SHOWN]).select_related("organization")
    return {"late": list(people), "late_number": len(waiting), "late_more": max(0, len(waiting) - LATE_SHOWN)}
