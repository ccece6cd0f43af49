"""How applications are read: the criteria, and who reads which."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from accounts.exports import as_file
from consultations import vetting
from consultations.access import SignedInRequest, team_page
from consultations.actions import reviewing
from consultations.actions.conflicts import take_back_conflict
from consultations.actions.criteria import change_criteria
from consultations.exports import APPLICATIONS
from consultations.forms.vetting import AssignForm, CriterionForms, ReadingForm, TakeBackForm, criteria_of
from consultations.models import Application, Consultation
from consultations.reading import call_of

STAGE = "vetting"


@team_page("consultations.decide_applications")
def criteria(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """The criteria with their weights, how many read each application, and by when."""
    call = call_of(consultation)
    context = {"consultation": consultation, "stage": STAGE, "call": call}
    if call is None:
        return render(request, "consultations/criteria.html", context)
    sent = request.POST if request.method == "POST" else None
    form = ReadingForm(sent, consultation=consultation, call=call)
    rows = CriterionForms(sent, initial=criteria_of(consultation), prefix="criterion")
    if sent is not None and form.is_valid() and rows.is_valid():
        lines = [line for row in rows if (line := row.line())]
        try:
            change_criteria(consultation=consultation, actor=request.user, criteria=lines, **form.cleaned_data)
            messages.success(request, _("How applications are read is saved."))
            return redirect("consultations:criteria", consultation.slug)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(request, "consultations/criteria.html", {**context, "form": form, "rows": rows})


@team_page("consultations.decide_applications")
@require_POST
def reviewer_add(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Give one application to one reviewer."""
    item = _application(request, consultation, pk)
    form = AssignForm(request.POST, free=vetting.reading_of(item).free)
    if form.is_valid():
        try:
            reviewing.assign_reviewer(application=item, reviewer=form.cleaned_data["reviewer"], actor=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, _("Choose a reviewer."))
    return redirect("consultations:application_decide", consultation.slug, item.pk)


@team_page("consultations.decide_applications")
@require_POST
def reviewer_remove(request: SignedInRequest, consultation: Consultation, pk: int, person: int) -> HttpResponse:
    """Take an application off a reviewer's list."""
    item = _application(request, consultation, pk)
    reviewer = get_object_or_404(consultation.people, pk=person, reviews__application=item)
    try:
        reviewing.release_reviewer(application=item, reviewer=reviewer, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("consultations:application_decide", consultation.slug, item.pk)


@team_page("consultations.decide_applications")
def conflict_take_back(request: SignedInRequest, consultation: Consultation, pk: int, person: int) -> HttpResponse:
    """Let a reviewer read an application again, for a reason."""
    item = _application(request, consultation, pk)
    conflict = get_object_or_404(item.conflicts.select_related("application", "reviewer"), reviewer=person)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            take_back_conflict(conflict=conflict, actor=request.user, **form.cleaned_data)
            messages.success(request, _("%(name)s may read it again.") % {"name": conflict.reviewer.name})
            return redirect("consultations:application_decide", consultation.slug, item.pk)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {"consultation": consultation, "stage": STAGE, "application": item, "conflict": conflict, "form": form}
    return render(request, "consultations/conflict_take_back.html", context)


@team_page("consultations.see_applications")
def export(request: SignedInRequest, consultation: Consultation, form: str) -> HttpResponse:
    """The applications with what reviewers said, as a file; without those the reader has a conflict with."""
    asked = {name: request.GET.get(name, "") for name in ("state", "sector")}
    known = vetting.applications_for(consultation, request.user).prefetch_related("objective_links__objective")
    rows = vetting.narrowed(known, **asked)
    return as_file(columns=APPLICATIONS, rows=rows, name=f"{consultation.slug}-applications", form=form)


def _application(request: SignedInRequest, consultation: Consultation, pk: int) -> Application:
    return get_object_or_404(vetting.applications_for(consultation, request.user), pk=pk)
