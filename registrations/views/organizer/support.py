"""What participants ask for: the list, the decision on each, the budget. Only for those who arrange support."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.exports import as_file
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from registrations.actions import support as actions
from registrations.exports import SUPPORT
from registrations.forms.support import GRANT, BudgetForm, DecideForm, SupportSearchForm
from registrations.models import SupportBudget, SupportState
from registrations.states import SUPPORT as STATES
from registrations.support import counts_of_requests, money_of, requests_of

PER_PAGE = 50
TONES = {SupportState.ASKED: "decide", SupportState.GRANTED: "done", SupportState.DECLINED: "plain"}


@team_page("registrations.arrange_support")
def support(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Every request with its state, what waits first, and what of the budget is left."""
    form = SupportSearchForm(request.GET)
    filters = form.filters()
    rows = requests_of(consultation).filter(**filters).order_by(F("decided_at").asc(nulls_first=True), "asked_at", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    counts = counts_of_requests(consultation)
    context = {
        "consultation": consultation,
        "stage": "registration",
        "form": form,
        "page_obj": page,
        "rows": [(one, STATES.states[one.status].staff, TONES[SupportState(one.status)]) for one in page],
        "counts": [(STATES.states[state].staff, number) for state, number in counts.items()],
        "everybody": sum(counts.values()),
        "narrowed": bool(filters),
        "query": urlencode(filters),
        "money": money_of(consultation),
    }
    return render(request, "registrations/support.html", context)


@team_page("registrations.arrange_support")
def support_export(request: SignedInRequest, consultation: Consultation, form: str) -> HttpResponse:
    """The list as it is narrowed now, as a file."""
    rows = requests_of(consultation).filter(**SupportSearchForm(request.GET).filters())
    return as_file(columns=SUPPORT, rows=rows, name=f"{consultation.slug}-support", form=form)


@team_page("registrations.arrange_support")
def support_decide(request: SignedInRequest, consultation: Consultation, key: str) -> HttpResponse:
    """One request: who asks for what, and the decision."""
    asked = get_object_or_404(requests_of(consultation).select_related("registration__consultation"), key=key)
    form = DecideForm(
        request.POST if request.method == "POST" else None, request=asked, money=money_of(consultation, but=asked)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.decide(
                request=asked,
                granted=data["decision"] == GRANT,
                reason=data["reason"],
                cost=data["cost"],
                actor=request.user,
            )
            messages.success(
                request, _("Decided, and we have written to %(name)s.") % {"name": asked.registration.shown_name}
            )
            return redirect("registrations:support", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {
        "consultation": consultation,
        "stage": "registration",
        "asked": asked,
        "person": asked.registration,
        "state": STATES.states[asked.status].staff,
        "tone": TONES[SupportState(asked.status)],
        "form": form,
    }
    return render(request, "registrations/support_decide.html", context)


@team_page("registrations.arrange_support")
def support_budget(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """What can be spent."""
    budget = SupportBudget.objects.filter(consultation=consultation).first()
    form = BudgetForm(request.POST if request.method == "POST" else None, budget=budget)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_budget(consultation=consultation, actor=request.user, **form.cleaned_data)
            messages.success(request, _("The budget is saved."))
            return redirect("registrations:support", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {"consultation": consultation, "stage": "registration", "form": form}
    return render(request, "registrations/support_budget.html", context)
