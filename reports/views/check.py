"""What would stop a version, and the pairs of paragraphs that have to be read side by side."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from reports.actions.build import build_document
from reports.actions.pairs import keep_pair
from reports.forms.pair import PairForm
from reports.jigsaw import PairFound, digest, pairs
from reports.models import Report
from reports.states import OPEN
from reports.views.finding import version_of


@never_cache
@require_safe
@team_page("reports.see_report")
def check(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Words that could tell who spoke, wrong figures, missing footnotes; then the pairs."""
    return _page(request, version_of(consultation).report)


@never_cache
@require_http_methods(["POST"])
@team_page("reports.edit")
def pair(request: SignedInRequest, consultation: Consultation, story: UUID, statement: UUID) -> HttpResponse:
    """Let a pair stand for a reason."""
    version = version_of(consultation).report
    rows = {row.pk: row for row in version.paragraphs.filter(pk__in=(story, statement))}
    if len(rows) < 2:
        raise Http404
    form = PairForm(request.POST, prefix=str(story))
    if form.is_valid():
        try:
            keep_pair(
                report=version,
                story=rows[story],
                statement=rows[statement],
                actor=request.user,
                **form.cleaned_data,
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Both stay. If either is changed, they are shown again."))
            return redirect("reports:check", consultation.slug)
    return _page(request, version, (story, statement), form)


def _page(
    request: HttpRequest, version: Report, asked: tuple[UUID, UUID] | None = None, form: PairForm | None = None
) -> HttpResponse:
    built, against = build_document(report=version, draft=True)
    found = pairs(version, built)
    may_edit = version.status in OPEN and request.user.has_perm("reports.edit", version.consultation)
    context = {
        "consultation": version.consultation,
        "stage": "report",
        "report": version,
        "against": against,
        "pairs": [(row, _form(row, asked, form)) for row in found if row.read is None],
        "kept": [row for row in found if row.read],
        "may_edit": may_edit,
    }
    return render(request, "reports/check.html", context, status=422 if form else 200)


def _form(row: PairFound, asked: tuple[UUID, UUID] | None, form: PairForm | None) -> PairForm:
    """The form that was sent, where it was about this pair; else a fresh one."""
    if form is not None and asked == (row.story.row.pk, row.statement.row.pk):
        return form
    seen = digest(row.story.row, row.statement.row)
    return PairForm(initial={"seen": seen}, prefix=str(row.story.row.pk))
