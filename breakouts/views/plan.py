"""The steps of the plan: what was done, going back, and two plans side by side."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.errors import Refused
from breakouts.actions.plan import version_of
from breakouts.actions.undo import next_to_undo
from breakouts.actions.undo import restore as restore_plan
from breakouts.actions.undo import undo as undo_step
from breakouts.forms.groups import CompareForm
from breakouts.plan_compare import compare as compare_plans
from breakouts.plan_compare import runs_of
from breakouts.plan_history import changes_of, steps, words_for
from breakouts.views.places import seen_by
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation

PER_PAGE = 30


@require_GET
@team_page("breakouts.see_groups")
def history(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Every step, newest first."""
    page = Paginator(changes_of(consultation), PER_PAGE).get_page(request.GET.get("page"))
    last = next_to_undo(consultation)
    return render(
        request,
        "breakouts/plan_history.html",
        {
            "consultation": consultation,
            "stage": "groups",
            "page_obj": page,
            "rows": steps(page),
            "last": last,
            "last_words": words_for(last) if last else "",
            "seen": version_of(consultation),
            "may_allocate": request.user.has_perm("breakouts.allocate", consultation),
        },
    )


@require_POST
@team_page("breakouts.allocate")
def undo(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Take the last step back."""
    try:
        step = undo_step(consultation=consultation, actor=request.user, seen=seen_by(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Taken back: %(what)s.") % {"what": words_for(step)})
    if request.POST.get("back") == "history":
        return redirect("breakouts:plan_history", consultation.slug)
    number = request.POST.get("round", "")
    if number.isascii() and number.isdigit() and len(number) < 9:
        return redirect("breakouts:groups_round", consultation.slug, number)
    return redirect("breakouts:groups", consultation.slug)


@require_http_methods(["GET", "POST"])
@team_page("breakouts.allocate")
def restore(request: SignedInRequest, consultation: Consultation, number: int) -> HttpResponse:
    """Bring back the plan as it was after a step."""
    step = changes_of(consultation).filter(number=number).first()
    if step is None:
        raise Http404
    if request.method == "POST":
        try:
            restore_plan(consultation=consultation, number=number, actor=request.user, seen=seen_by(request))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The plan is again as it was after step %(n)d.") % {"n": number})
        return redirect("breakouts:plan_history", consultation.slug)
    return render(
        request,
        "breakouts/plan_restore.html",
        {
            "consultation": consultation,
            "stage": "groups",
            "step": step,
            "words": words_for(step),
            "later": version_of(consultation) - number,
            "seen": version_of(consultation),
        },
    )


@require_GET
@team_page("breakouts.see_groups")
def compare(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Two plans, and who sits elsewhere."""
    form = CompareForm(request.GET or None, runs=runs_of(consultation), now=version_of(consultation))
    comparison = None
    if form.is_valid():
        comparison = compare_plans(consultation, int(form.cleaned_data["first"]), int(form.cleaned_data["second"]))
    return render(
        request,
        "breakouts/plan_compare.html",
        {"consultation": consultation, "stage": "groups", "form": form, "comparison": comparison},
    )
