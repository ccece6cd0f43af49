"""Who was really in which room: the table, a report that is looked at, recorded, or taken back."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.errors import Refused
from breakouts.actions.room_attendance import (
    correct_rooms,
    discard_room_report,
    receive_room_report,
    record_rooms,
    say_rooms,
    take_back_rooms,
    told_rooms,
    too_late,
)
from breakouts.forms.room_attendance import RoomReportForm, WhereForm, group_label
from breakouts.models import RoomReport
from breakouts.presence import look
from breakouts.room_report_page import report_page
from breakouts.rooms_seen import rounds_seen
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation

FAULTS_SHOWN = 50


@require_http_methods(["GET", "POST"])
@team_page("breakouts.record_rooms")
def rooms_seen(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Placed, came, came from elsewhere, by round and group; and a report to read it from."""
    form = RoomReportForm(request.POST or None, request.FILES or None, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            report = receive_room_report(
                consultation=consultation,
                content=file.read(),
                file_name=file.name,
                zone=ZoneInfo(form.cleaned_data["timezone"]),
                order=form.order,
                group=form.cleaned_data["group"],
                sitting=form.cleaned_data["sitting"],
                least_minutes=form.cleaned_data["least_minutes"],
                actor=request.user,
            )
            return redirect("breakouts:room_report", consultation.slug, report.pk)
        except Refused as refusal:
            for line in str(refusal).splitlines()[:FAULTS_SHOWN]:
                form.add_error(refusal.field or "file", line)
    return render(
        request,
        "breakouts/rooms_seen.html",
        {
            "consultation": consultation,
            "stage": "groups",
            "form": form,
            "rounds": rounds_seen(consultation),
            "reports": consultation.room_reports.select_related("made_by"),
            "too_late": too_late(consultation),
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@team_page("breakouts.record_rooms")
def report(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """One report that waits: who was where, who is not known. Sent, it is recorded."""
    waiting = _waiting(consultation, pk)
    chosen: dict[int, list[int]] = {}
    if request.method == "POST":
        chosen = _chosen(request.POST, waiting)
        try:
            done = record_rooms(report=waiting, chosen=chosen, actor=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            words = ngettext(
                "%(n)d person is recorded in the rooms in which she was.",
                "%(n)d people are recorded in the rooms in which they were.",
                done.people,
            )
            messages.success(request, words % {"n": done.people})
            return redirect("breakouts:rooms_seen", consultation.slug)
    return render(
        request,
        "breakouts/room_report.html",
        {
            "consultation": consultation,
            "stage": "groups",
            "report": waiting,
            "page": report_page(waiting),
            "groups": [(group.number, group_label(group)) for group in consultation.working_groups.all()],
            "chosen": {pk for people in chosen.values() for pk in people},
        },
    )


def _chosen(sent: QueryDict, waiting: RoomReport) -> dict[int, list[int]]:
    """Whom the organizer ticked, by line. “All” takes every proposal."""
    chosen = {}
    for line in look(waiting).lines:
        people = [int(value) for value in sent.getlist(f"people-{line.number}") if value.isdecimal()]
        if "all" in sent and line.proposed:
            people = [one.registration for one in line.found.candidates]
        chosen[line.number] = people
    return chosen


@require_POST
@team_page("breakouts.record_rooms")
def named(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Which groups the rooms of a report are."""
    waiting = _waiting(consultation, pk)
    names, numbers = request.POST.getlist("room"), request.POST.getlist("group")
    try:
        said = {name: int(number) for name, number in zip(names, numbers, strict=False) if number.isdecimal()}
        say_rooms(report=waiting, rooms=said)
        messages.success(request, _("The rooms are read like this now. Nothing is recorded yet."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("breakouts:room_report", consultation.slug, pk)


@require_POST
@team_page("breakouts.record_rooms")
def discard(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Forget a report that waits."""
    try:
        discard_room_report(report=_waiting(consultation, pk), actor=request.user)
        messages.success(request, _("The report is forgotten. Nothing was recorded from it."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("breakouts:rooms_seen", consultation.slug)


@require_http_methods(["GET", "POST"])
@team_page("breakouts.record_rooms")
def take_back(request: SignedInRequest, consultation: Consultation, number: int) -> HttpResponse:
    """As if nobody had been seen in this round, after being asked once."""
    sitting = get_object_or_404(consultation.rounds, number=number)
    if request.method == "POST":
        try:
            people = take_back_rooms(sitting=sitting, actor=request.user)
            words = ngettext(
                "Taken back. It was recorded of %(n)d person where she was.",
                "Taken back. It was recorded of %(n)d people where they were.",
                people,
            )
            messages.success(request, words % {"n": people})
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("breakouts:rooms_seen", consultation.slug)
    context = {"consultation": consultation, "stage": "groups", "sitting": sitting}
    return render(request, "breakouts/rooms_take_back.html", context)


@require_http_methods(["GET", "POST"])
@team_page("breakouts.record_rooms")
def person(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """In which rooms somebody was, to be put right."""
    registration = get_object_or_404(consultation.registrations.select_related("organization"), pk=pk)
    told = told_rooms(consultation)
    seen = registration.room_attendance.values_list("room", flat=True)
    sent = request.POST if request.method == "POST" else None
    form = WhereForm(sent, rooms=told, initial={"rooms": list(seen)})
    if request.method == "POST" and form.is_valid():
        try:
            correct_rooms(registration=registration, rooms=form.cleaned_data["rooms"], actor=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Put right for %(name)s.") % {"name": registration.shown_name})
            return redirect("breakouts:rooms_seen", consultation.slug)
    context = {"consultation": consultation, "stage": "groups", "person": registration, "form": form, "told": told}
    return render(request, "breakouts/rooms_person.html", context, status=422 if form.errors else 200)


def _waiting(consultation: Consultation, pk: int) -> RoomReport:
    found = consultation.room_reports.select_related("consultation", "group", "sitting", "made_by")
    return get_object_or_404(found, pk=pk)
