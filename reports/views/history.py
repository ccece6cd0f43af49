"""The changes of a version: reading, comparing, undoing, bringing an earlier text back."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from reports.actions.build import figures_of
from reports.actions.undo import restore_text, text_before, undo_change
from reports.history import lines, told
from reports.models import Report, Revision
from reports.states import OPEN
from reports.tree import build
from reports.views.finding import current_back, paragraph_of, version_of

PER_PAGE = 30


@never_cache
@require_safe
@team_page("reports.see_report")
def history(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Every change of a version, newest first: of the newest version, or of the one that `?version=` names."""
    versions = list(consultation.reports.defer("tree", "figures").order_by("-version"))
    report = _chosen(request, versions)
    report.consultation = consultation
    numbers = build(report, figures_of(report)).numbers
    page = Paginator(report.revisions.all(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "consultation": consultation,
        "stage": "report",
        "report": report,
        "versions": versions,
        "page_obj": page,
        "rows": lines(report, page, numbers),
        "query": f"version={report.version}",
        "may_undo": report == versions[0]
        and report.status in OPEN
        and request.user.has_perm("reports.edit", consultation),
    }
    return render(request, "reports/history.html", context)


def _chosen(request: HttpRequest, versions: list[Report]) -> Report:
    wanted = request.GET.get("version", "")
    found = [row for row in versions if not wanted or str(row.version) == wanted]
    if not found:
        raise Http404
    return found[0]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@team_page("reports.edit")
def undo(request: SignedInRequest, consultation: Consultation, number: int) -> HttpResponse:
    """Undo one change, after showing it."""
    version = version_of(consultation)
    revision: Revision = get_object_or_404(version.report.revisions, number=number)
    if request.method == "POST":
        try:
            undo_change(revision=revision, actor=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Undone. This can be undone too."))
        return redirect("reports:history", consultation.slug)
    context = {
        "consultation": consultation,
        "stage": "report",
        "revision": revision,
        "told": told(revision, version.built.numbers),
    }
    return render(request, "reports/undo.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@team_page("reports.edit")
def restore(request: SignedInRequest, consultation: Consultation, number: int, pk: uuid.UUID) -> HttpResponse:
    """Bring back the text that a paragraph had before a change, after showing both."""
    version = version_of(consultation)
    revision: Revision = get_object_or_404(version.report.revisions, number=number)
    paragraph = paragraph_of(version, pk)
    earlier = text_before(revision, pk)
    if earlier is None:
        raise Http404
    if request.method == "POST":
        try:
            restore_text(paragraph=paragraph, revision=revision, actor=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("reports:history", consultation.slug)
        messages.success(request, _("The earlier text is back."))
        return redirect(current_back(consultation, pk))
    context = {
        "consultation": consultation,
        "stage": "report",
        "paragraph": paragraph,
        "number": version.number(paragraph),
        "earlier": version.shown(earlier),
        "shown": version.shown(paragraph.text),
    }
    return render(request, "reports/restore.html", context)
