"""Vetting, as organizers do it: the list, one application, decisions, and the moment they are sent."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from accounts.errors import Refused
from accounts.text import mask_links
from consultations import vetting
from consultations.access import SignedInRequest, team_page
from consultations.actions import vetting as actions
from consultations.actions.reviewing import assign_reviewers, reviews_wanted
from consultations.forms.vetting import AssignForm, DecisionForm
from consultations.models import Application, ApplicationState, Consultation, Decision, Sector
from consultations.states import APPLICATION
from consultations.tables import ApplicationTable
from consultations.views.files import as_attachment

PER_PAGE = 50
STAGE = "vetting"


@team_page("consultations.see_applications")
def applications(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """All applications that were sent, with what reviewers said."""
    state, sector = request.GET.get("state", ""), request.GET.get("sector", "")
    rows = vetting.narrowed(vetting.applications_for(consultation, request.user), state=state, sector=sector)
    table = ApplicationTable(rows)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context = {
        "consultation": consultation,
        "stage": STAGE,
        "table": table,
        "state": state,
        "sector": sector,
        "query": urlencode({"state": state, "sector": sector}),
        "states": [(key, words.staff) for key, words in APPLICATION.states.items() if key != ApplicationState.DRAFT],
        "sectors": Sector.choices,
        "any": bool(state or sector) or bool(table.paginator.count),
        "drafts": consultation.applications.without_conflict_for(request.user)
        .filter(state=ApplicationState.DRAFT)
        .count(),
    }
    return render(request, "consultations/applications.html", context)


@team_page("consultations.decide_applications")
@require_POST
def assign(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Assign reviewers evenly to the applications that wait."""
    try:
        number = assign_reviewers(consultation=consultation, actor=request.user)
        messages.success(
            request,
            ngettext("%(number)d review was assigned.", "%(number)d reviews were assigned.", number)
            % {"number": number},
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("consultations:applications", consultation.slug)


@team_page("consultations.see_applications")
def application(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """One application with its reviews and, for who may decide, the decision."""
    item = get_object_or_404(vetting.applications_for(consultation, request.user), pk=pk)
    may_decide = request.user.has_perm("consultations.decide_applications", consultation)
    decision = getattr(item, "decision", None)
    form = DecisionForm(
        request.POST if request.method == "POST" else None,
        initial={"outcome": decision.outcome, "reason": decision.reason} if decision else None,
    )
    if request.method == "POST" and may_decide and form.is_valid():
        try:
            actions.decide(application=item, actor=request.user, **form.cleaned_data)
            messages.success(request, _("The decision is kept. Nobody is told until you send it."))
            return _next(request, consultation, item)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    reading = vetting.reading_of(item)
    wanted = reviews_wanted(consultation)
    context = {
        "consultation": consultation,
        "stage": STAGE,
        "application": item,
        "objectives": [link.objective for link in item.objective_links.select_related("objective")],
        "reading": reading,
        "conflicts": item.conflicts.select_related("reviewer"),
        "assign_form": AssignForm(free=reading.free),
        "decision": decision,
        "letter": mask_links(actions.letter_for(decision).text) if decision and not decision.applied_at else "",
        "form": form if may_decide and item.state == ApplicationState.SUBMITTED else None,
        "wanted": wanted,
        "few_reviews": len(reading.given) < wanted,
        "state_words": APPLICATION.states[item.state].staff,
    }
    return render(request, "consultations/application_decide.html", context)


@team_page("consultations.see_applications")
def application_file(request: SignedInRequest, consultation: Consultation, pk: int) -> FileResponse:
    """The file of an application."""
    item = get_object_or_404(vetting.applications_for(consultation, request.user), pk=pk)
    return as_attachment(item.file, item.file_name)


def _next(request: SignedInRequest, consultation: Consultation, item: Application) -> HttpResponse:
    if "next" in request.POST:
        after = vetting.applications_for(consultation, request.user).filter(
            state=ApplicationState.SUBMITTED, decision__isnull=True
        )
        following = after.filter(position__gt=item.position).first() or after.first()
        if following:
            return redirect("consultations:application_decide", consultation.slug, following.pk)
    return redirect("consultations:applications", consultation.slug)


@team_page("consultations.decide_applications")
@require_POST
def take_back(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Remove a decision that was not sent."""
    item = get_object_or_404(vetting.applications_for(consultation, request.user), pk=pk)
    try:
        actions.take_back_decision(application=item, actor=request.user)
        messages.success(request, _("The decision is taken back."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("consultations:application_decide", consultation.slug, item.pk)


@team_page("consultations.decide_applications")
def decisions(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """The decisions that wait, with every letter as it will be read, and what the chosen set covers."""
    waiting = _waiting(request, consultation)
    if request.method == "POST":
        ticked = set(request.POST.getlist("application"))
        seen = [decision.application_id for decision in waiting if str(decision.application_id) in ticked]
        number = actions.apply_decisions(consultation=consultation, actor=request.user, applications=seen)
        messages.success(
            request,
            ngettext(
                "%(number)d decision is in effect and its letter is on its way.",
                "%(number)d decisions are in effect and their letters are on their way.",
                number,
            )
            % {"number": number},
        )
        return redirect("consultations:applications", consultation.slug)
    context = {
        "consultation": consultation,
        "stage": STAGE,
        "letters": [(decision, mask_links(actions.letter_for(decision).text)) for decision in waiting],
        "coverage": vetting.coverage(consultation, request.user),
    }
    return render(request, "consultations/decisions.html", context)


def _waiting(request: SignedInRequest, consultation: Consultation) -> QuerySet[Decision]:
    known = consultation.applications.undecided().without_conflict_for(request.user)
    return (
        Decision.objects.filter(application__in=known, applied_at__isnull=True)
        .select_related("application__consultation", "application__organization")
        .order_by("application__position", "application_id")
    )
