"""What is done to all groups at once: filling, publishing, exporting."""

from operator import itemgetter

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.errors import Refused
from accounts.exports import Column, as_file
from accounts.spreadsheets import as_csv
from breakouts.actions.allocate import run_allocation
from breakouts.actions.export_rooms import FORMATS, Seat, export_rooms, links_of, seats
from breakouts.actions.publish import publish_allocation
from breakouts.forms.groups import RunForm
from breakouts.models import RunState
from breakouts.views.places import seen_by
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation

# Seconds. A server gives up on a request after 30; at 1,000 people a quiet machine needs a few.
LONGEST_RUN = 15


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
            consultation=consultation,
            seed=form.cleaned_data["seed"],
            time_limit=LONGEST_RUN,
            actor=request.user,
            seen=seen_by(request),
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
        publish_allocation(consultation=consultation, actor=request.user, seen=seen_by(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _("Participants can now see their groups on their own page. Those whose groups are new get a letter."),
        )
    return redirect("breakouts:groups", consultation.slug)


@require_GET
@team_page("breakouts.export_rooms")
def rooms(request: SignedInRequest, consultation: Consultation, number: int) -> HttpResponse:
    """The host sheet of a round, to be printed, and the files for meeting platforms with what each of them takes."""
    sitting = consultation.rounds.filter(number=number).first()
    if sitting is None:
        raise Http404
    groups: dict[int, list[Seat]] = {}
    try:
        for seat in seats(consultation, number):
            groups.setdefault(seat.group, []).append(seat)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("breakouts:groups", consultation.slug)
    links = links_of(consultation, number)
    return render(
        request,
        "breakouts/rooms_sheet.html",
        {
            "consultation": consultation,
            "stage": "groups",
            "sitting": sitting,
            "rounds": list(consultation.rounds.all()),
            "groups": [(group, people, links.get(group, "")) for group, people in sorted(groups.items())],
            "has_links": bool(links),
            "without_address": sum(not seat.email for people in groups.values() for seat in people),
        },
    )


@require_GET
@team_page("breakouts.export_rooms")
def export(request: SignedInRequest, consultation: Consultation, number: int, form: str, kind: str) -> HttpResponse:
    """One round as a CSV or XLSX file."""
    if form not in FORMATS or kind not in ("csv", "xlsx") or (form, kind) == ("zoom", "xlsx"):
        raise Http404
    try:
        headings, *rows = export_rooms(consultation=consultation, round_number=number, form=form)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("breakouts:groups", consultation.slug)
    name = f"{consultation.slug}-round-{number}-{form}"
    if form == "zoom":  # whose importer must not have the mark with which spreadsheets know UTF-8
        response = HttpResponse(as_csv([headings, *rows]), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        response["Cache-Control"] = "no-store"
        return response
    columns = [Column(str(heading), itemgetter(at)) for at, heading in enumerate(headings)]
    return as_file(columns=columns, rows=rows, name=name, form=kind)
