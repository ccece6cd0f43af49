"""What became of the recommendations: for everybody to read, for organizers to tell."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.errors import Refused
from consultations.access import SignedInRequest, public_page, team_page
from consultations.models import Consultation
from reports.actions.comments import Marked
from reports.actions.outcomes import correct_outcome, tell_outcome
from reports.forms.outcomes import CorrectionForm, NarrowForm, OutcomeForm
from reports.models import Outcome, Report
from reports.outcomes import Told, entries, narrowed, told
from reports.recommendations import published_report
from reports.views.drafts import mark


@require_safe
@public_page
def outcomes(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Every recommendation of the published report, with what became of it."""
    report = _published(consultation)
    lines = told(report)
    about = {one.pk: one for line in lines for one in line.text.objectives.all()}
    objectives = [(one.number, str(one)) for one in sorted(about.values(), key=lambda one: (one.position, one.pk))]
    form = NarrowForm(request.GET, objectives=objectives)
    form.is_valid()
    chosen = [form.cleaned_data.get(name, "") for name in ("objective", "status")]
    context = {
        "consultation": consultation,
        "report": report,
        "form": form,
        "all": len(lines),
        "lines": narrowed(lines, *chosen),
        "is_narrowed": any(chosen),
    }
    return render(request, "reports/outcomes.html", context)


@require_safe
@public_page
def recommendation(request: HttpRequest, consultation: Consultation, number: int) -> HttpResponse:
    """One recommendation and what became of it. One that a correction took out is gone, and the page says so."""
    report = _published(consultation)
    context = {"consultation": consultation, "report": report, "number": number}
    line = _line(report, number)
    if line is None:
        get_object_or_404(consultation.recommendations, number=number)
        return render(request, "reports/recommendation_gone.html", context, status=410)
    context |= {"line": line, "entries": entries(line.text.recommendation)}
    return render(request, "reports/recommendation.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@team_page("reports.tell_outcomes")
def tell(request: SignedInRequest, consultation: Consultation, number: int) -> HttpResponse:
    """Say what became of a recommendation."""
    line = _known(consultation, number)
    form = OutcomeForm(request.POST if request.method == "POST" else None, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        done = _tried(
            form,
            lambda: tell_outcome(recommendation=line.text.recommendation, saying=form.saying(), actor=request.user),
        )
        if done:
            messages.success(request, _("It is public now."))
            return redirect("reports:tell", consultation.slug, number)
    context = {
        "consultation": consultation,
        "stage": "report",
        "line": line,
        "form": form,
        "entries": entries(line.text.recommendation),
    }
    return render(request, "reports/tell.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@team_page("reports.tell_outcomes")
def outcome_correct(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Correct what was said."""
    rows = Outcome.objects.filter(recommendation__consultation=consultation, correction=None)
    outcome = get_object_or_404(rows.select_related("recommendation"), pk=pk)
    line = _known(consultation, outcome.recommendation.number)
    sent = request.POST if request.method == "POST" else None
    form = CorrectionForm(sent, consultation=consultation, outcome=outcome)
    if sent is not None and form.is_valid():
        empty = form.cleaned_data["empty"]
        done = _tried(
            form, lambda: correct_outcome(outcome=outcome, saying=form.saying(), empty=empty, actor=request.user)
        )
        if done:
            messages.success(request, _("It is corrected."))
            return redirect("reports:tell", consultation.slug, line.number)
    context = {"consultation": consultation, "stage": "report", "line": line, "form": form}
    return render(request, "reports/outcome_correct.html", context)


def _tried(form: OutcomeForm, act: Callable[[], object]) -> bool:
    """Do it, or say in the form why not."""
    try:
        act()
    except Marked as marked:
        mark(form, marked)
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
    return form.is_valid()


def _known(consultation: Consultation, number: int) -> Told:
    line = _line(_published(consultation), number)
    if line is None:
        raise Http404
    return line


def _line(report: Report, number: int) -> Told | None:
    return next((line for line in told(report) if line.number == number), None)


def _published(consultation: Consultation) -> Report:
    report = published_report(consultation)
    if report is None:
        raise Http404
    return report
