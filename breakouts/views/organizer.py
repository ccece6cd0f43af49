"""The allocation board and what is done from it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.errors import Refused
from accounts.spreadsheets import BYTE_ORDER_MARK, as_csv
from breakouts.actions.allocate import publish_allocation, run_allocation
from breakouts.actions.export_rooms import FORMATS, export_rooms
from breakouts.actions.place import move, place_late_arrival, set_lock, unplaced
from breakouts.board import make_board
from breakouts.forms.groups import MoveForm, RunForm
from breakouts.models import Placement, RunState
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation

# Seconds. A server gives up on a request after 30; at 1,000 people a quiet machine needs a few.
LONGEST_RUN = 15


@require_GET
@team_page("breakouts.see_groups")
def groups(request: SignedInRequest, consultation: Consultation, number: int | None = None) -> HttpResponse:
    """All groups of a round side by side."""
    rounds = list(consultation.rounds.all())
    all_groups = list(consultation.working_groups.prefetch_related("objectives"))
    chosen = next((r for r in rounds if number in (None, r.number)), None)
    if number is not None and chosen is None:
        raise Http404
    last_run = consultation.allocation_runs.first()
    board = make_board(consultation, chosen, all_groups) if chosen else None
    return render(
        request,
        "breakouts/groups.html",
        {
            "consultation": consultation,
            "stage": "groups",
            "rounds": rounds,
            "board": board,
            "last_run": last_run,
            "infeasible": last_run is not None and last_run.state == RunState.INFEASIBLE,
            "published": consultation.allocation_runs.filter(published_at__isnull=False).exists(),
            "late": unplaced(consultation),
            "run_form": RunForm(),
            "may_allocate": request.user.has_perm("breakouts.allocate", consultation),
        },
    )


@require_POST
@team_page("breakouts.allocate")
def run(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Place everybody anew, around the locks."""
    form = RunForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The number must be a whole number from 0 up."))
        return redirect("breakouts:groups", consultation.slug)
    try:
        result = run_allocation(
            consultation=consultation, seed=form.cleaned_data["seed"], time_limit=LONGEST_RUN, actor=request.user
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if result.state == RunState.DONE:
            messages.success(request, _("Everybody has been placed. Locked places were kept."))
        if result.stopped_early:
            messages.info(
                request, _("The machine was busy, so the search ended early. A new run may find a better plan.")
            )
    return redirect("breakouts:groups", consultation.slug)


@require_POST
@team_page("breakouts.allocate")
def publish(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Show participants their groups."""
    try:
        publish_allocation(consultation=consultation, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Participants can now see their groups on their own page."))
    return redirect("breakouts:groups", consultation.slug)


@require_http_methods(["GET", "POST"])
@team_page("breakouts.allocate")
def placement(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """One person in one round: move or lock."""
    place = get_object_or_404(
        Placement.objects.select_related("registration__organization", "registration__person", "round", "group"),
        pk=pk,
        round__consultation=consultation,
    )
    form = MoveForm(request.POST or None, consultation=consultation, initial={"group": place.group_id})
    back = redirect("breakouts:groups_round", consultation.slug, place.round.number)
    if request.method == "POST" and "lock" in request.POST:
        set_lock(placement=place, locked=request.POST["lock"] == "1", actor=request.user)
        return back
    if request.method == "POST" and form.is_valid():
        try:
            move(placement=place, group=form.cleaned_data["group"], actor=request.user)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Moved, and locked so that a new run keeps the place."))
            return back
    return render(
        request,
        "breakouts/placement.html",
        {"consultation": consultation, "stage": "groups", "place": place, "form": form},
    )


@require_POST
@team_page("breakouts.allocate")
def late_arrival(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Place one person who came late; nobody else moves."""
    person = get_object_or_404(consultation.registrations, pk=pk)
    try:
        places = place_late_arrival(registration=person, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        where = ", ".join(_("group %(n)d") % {"n": place.group.number} for place in places)
        messages.success(request, _("%(name)s: %(where)s.") % {"name": person.shown_name, "where": where})
    return redirect("breakouts:groups", consultation.slug)


@require_GET
@team_page("breakouts.export_rooms")
def export(request: SignedInRequest, consultation: Consultation, number: int, form: str) -> HttpResponse:
    """One round as a CSV file."""
    if form not in FORMATS:
        raise Http404
    try:
        table = export_rooms(consultation=consultation, round_number=number, form=form)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("breakouts:groups", consultation.slug)
    # Zoom's importer must not have the mark.
    start = BYTE_ORDER_MARK if form == "sheet" else ""
    response = HttpResponse(start + as_csv(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{consultation.slug}-round-{number}-{form}.csv"'
    return response
