"""The recommendations of a published report: as a file for everybody, and as the team's list."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import Refused
from accounts.exports import as_file
from consultations.access import SignedInRequest, public_page, team_page
from consultations.models import Consultation
from reports.actions.recommendations import number_recommendations
from reports.models import Report
from reports.outcomes import WITH_OUTCOMES, told
from reports.recommendations import RECOMMENDATIONS, published_report, texts_of, unnumbered


@require_safe
@public_page
def recommendations_file(request: HttpRequest, consultation: Consultation, number: int | None = None) -> HttpResponse:
    """The recommendations of a published version as CSV, the newest unless it is asked for by number.

    What became of them stands beside those of the newest alone: it is told of the present wording.
    """
    report = _published(consultation, number)
    name = f"{consultation.slug}-recommendations"
    if report == published_report(consultation):
        return as_file(columns=WITH_OUTCOMES, rows=told(report), name=name, form="csv")
    return as_file(columns=RECOMMENDATIONS, rows=texts_of(report), name=name, form="csv")


@never_cache
@require_safe
@team_page("reports.see_report")
def recommendations_kept(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """What was published under headings of recommendations, and what has no number yet."""
    report = published_report(consultation)
    context = {
        "consultation": consultation,
        "stage": "report",
        "report": report,
        "lines": told(report) if report else [],
        "unnumbered": unnumbered(consultation),
        "marked": consultation.headings.filter(recommendations=True).exists(),
        "may_edit": request.user.has_perm("reports.edit", consultation),
        "may_tell": request.user.has_perm("reports.tell_outcomes", consultation),
    }
    return render(request, "reports/recommendations_kept.html", context)


@require_POST
@team_page("reports.edit")
def recommendations_number(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Number what was published before its heading was marked."""
    try:
        count = number_recommendations(consultation=consultation, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext("%(n)d paragraph is listed now.", "%(n)d paragraphs are listed now.", count)
        messages.success(request, words % {"n": count})
    return redirect("reports:recommendations_kept", consultation.slug)


def _published(consultation: Consultation, number: int | None = None) -> Report:
    report = published_report(consultation, number)
    if report is None:
        raise Http404
    return report
