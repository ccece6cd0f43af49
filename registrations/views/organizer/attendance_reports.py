"""The meeting platform's report: chosen, looked at line by line, recorded, taken back."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from registrations import attendance_list as lists
from registrations.actions import attendance_reports as actions
from registrations.actions.attendance_reports import Decision
from registrations.actions.attending import rules_of
from registrations.actions.walk_ins import register_walk_in
from registrations.attendance import Certainty, Order
from registrations.forms.attendance import AttendanceFileForm, TimesForm, WalkInForm, walk_in_form
from registrations.lists import registrations_of
from registrations.models import AttendanceReport, ReportLine, ReportState

FAULTS_SHOWN = 50
FOUND_SHOWN = 20


@team_page("registrations.manage_registrations")
def attendance_file(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Choose a report; below, those that wait or are recorded."""
    form = AttendanceFileForm(request.POST or None, request.FILES or None, initial={"timezone": consultation.timezone})
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            report = actions.receive(
                consultation=consultation,
                content=file.read(),
                file_name=file.name,
                zone=ZoneInfo(form.cleaned_data["timezone"]),
                actor=request.user,
            )
            return redirect("registrations:attendance_report", consultation.slug, report.pk)
        except Refused as refusal:
            for line in str(refusal).splitlines()[:FAULTS_SHOWN]:
                form.add_error("file", line)
    reports = consultation.attendance_reports.select_related("made_by")
    context = {"consultation": consultation, "stage": "registration", "form": form, "reports": reports}
    return render(request, "registrations/attendance_file.html", context)


@team_page("registrations.manage_registrations")
def attendance_report(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """One report that waits: who is certain, who is proposed, and who is not known. Sent, it is kept or recorded."""
    report = _waiting(consultation, pk)
    if report is None:
        return redirect("registrations:attendance_file", consultation.slug)
    if request.method == "POST":
        return _decide(request, report)
    lines = lists.lines_of(report)
    times = {"timezone": report.timezone, "date_order": report.date_order}
    open_lines = lines[Certainty.OPEN]
    context = {
        "consultation": consultation,
        "stage": "registration",
        "report": report,
        "certain": lines[Certainty.CERTAIN],
        "proposed": lines[Certainty.PROPOSED],
        "open": open_lines,
        "left": sum(not line.decided for line in [*lines[Certainty.PROPOSED], *open_lines]),
        "guests": sum(bool(line.row.guest) for found in lines.values() for line in found),
        "rows": len(report.rows),
        "least": rules_of(consultation).least_minutes,
        "times": TimesForm(initial=times),
    }
    return render(request, "registrations/attendance_report.html", context)


def _decide(request: SignedInRequest, report: AttendanceReport) -> HttpResponse:
    slug = report.consultation.slug
    try:
        actions.decide(report=report, decisions=_decisions(request.POST, report))
        if request.POST.get("who", "").isdecimal():
            return redirect("registrations:report_line", slug, report.pk, request.POST["who"])
        if "record" not in request.POST:
            messages.success(request, _("Kept. Nothing is recorded yet."))
            return redirect("registrations:attendance_report", slug, report.pk)
        new = actions.apply_report(report=report, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("registrations:attendance_report", slug, report.pk)
    words = ngettext(
        "%(new)s person is newly recorded as present.", "%(new)s people are newly recorded as present.", new
    )
    messages.success(request, words % {"new": new})
    return redirect("registrations:attendance", slug)


def _decisions(sent: QueryDict, report: AttendanceReport) -> dict[int, Decision]:
    """What the form says of each line that it showed. "all" confirms every proposal at once."""
    decisions = {}
    for line in report.lines.exclude(certainty=Certainty.CERTAIN):
        if f"line-{line.pk}" not in sent:
            continue
        people = [int(value) for value in sent.getlist(f"people-{line.pk}") if value.isdecimal()]
        if "all" in sent and line.certainty == Certainty.PROPOSED and f"nobody-{line.pk}" not in sent:
            people = [pk for pk, _reason in line.candidates]
        decisions[line.pk] = Decision(tuple(people), nobody=f"nobody-{line.pk}" in sent)
    return decisions


@team_page("registrations.manage_registrations")
@require_POST
def report_times(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Read the times of a report in another zone, or with the day and month the other way round."""
    report = _waiting(consultation, pk)
    if report is None:
        return redirect("registrations:attendance_file", consultation.slug)
    form = TimesForm(request.POST)
    if form.is_valid():
        zone, order = ZoneInfo(form.cleaned_data["timezone"]), Order(form.cleaned_data["date_order"])
        actions.read_again(report=report, zone=zone, order=order)
        messages.success(request, _("The times are read like this now."))
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect("registrations:attendance_report", consultation.slug, pk)


@team_page("registrations.manage_registrations")
def report_line(request: SignedInRequest, consultation: Consultation, pk: int, line: int) -> HttpResponse:
    """Who is behind one line: looked for among all who registered, registered now, or nobody."""
    report = _waiting(consultation, pk)
    if report is None:
        return redirect("registrations:attendance_file", consultation.slug)
    row = get_object_or_404(report.lines.select_related("report__consultation"), pk=line)
    form = _walk_in_form(request, row)
    if request.method == "POST":
        done = _walk_in(request, row, form) if "walk_in" in request.POST else _say(request, row)
        if done:
            return redirect("registrations:attendance_report", consultation.slug, pk)
    typed = request.GET.get("q", "").strip()
    found = lists.searched(registrations_of(consultation), typed).order_by("shown", "pk")[:FOUND_SHOWN] if typed else ()
    context: dict[str, Any] = {
        "consultation": consultation,
        "stage": "registration",
        "report": report,
        "line": lists.line_of(row, found),
        "q": typed,
        "found": len(found),
        "form": form,
    }
    return render(request, "registrations/report_line.html", context)


def _walk_in_form(request: SignedInRequest, row: ReportLine) -> WalkInForm:
    sent = request.POST if "walk_in" in request.POST else None
    return walk_in_form(sent, row.report.consultation, name=row.name, email=row.email)


def _say(request: SignedInRequest, row: ReportLine) -> bool:
    people = tuple(int(value) for value in request.POST.getlist("people") if value.isdecimal())
    try:
        decision = Decision(people, nobody="nobody" in request.POST)
        actions.decide(report=row.report, decisions={row.pk: decision})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return True


def _walk_in(request: SignedInRequest, row: ReportLine, form: WalkInForm) -> bool:
    """Register whoever the line is; the report then says for how long she was there."""
    if not form.is_valid():
        return False
    try:
        one = register_walk_in(
            consultation=row.report.consultation,
            answers=form.answers(),
            agreed=form.cleaned_data["agreed"],
            mark=form.cleaned_data["mark"],
            actor=request.user,
            present=False,
        )
        actions.decide(report=row.report, decisions={row.pk: Decision((one.pk,))})
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
        form.renew()
        return False
    return True


@team_page("registrations.manage_registrations")
@require_POST
def report_discard(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Forget a report that waits."""
    report = _waiting(consultation, pk)
    if report is not None:
        actions.discard(report=report, actor=request.user)
        messages.success(request, _("The report is forgotten. Nothing was recorded from it."))
    return redirect("registrations:attendance_file", consultation.slug)


@team_page("registrations.manage_registrations")
def report_take_back(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """As if the report had never been recorded, after being asked once."""
    report = _report(consultation, pk)
    if request.method == "POST":
        try:
            people = actions.take_back(report=report, actor=request.user)
            words = ngettext(
                "The report is taken back. It said something of %(people)s person.",
                "The report is taken back. It said something of %(people)s people.",
                people,
            )
            messages.success(request, words % {"people": people})
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("registrations:attendance_file", consultation.slug)
    context = {
        "consultation": consultation,
        "stage": "registration",
        "report": report,
        "people": report.people.count(),
    }
    return render(request, "registrations/report_take_back.html", context)


def _report(consultation: Consultation, pk: int) -> AttendanceReport:
    return get_object_or_404(consultation.attendance_reports.select_related("consultation", "made_by"), pk=pk)


def _waiting(consultation: Consultation, pk: int) -> AttendanceReport | None:
    """A report that waits; None where it is recorded already. Raises 404 where there is none."""
    report = _report(consultation, pk)
    return report if report.state == ReportState.WAITING else None
