"""The one-page briefs of the working groups: for everybody of a published version, for the team of a frozen one."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from consultations.access import public_page, team_page
from consultations.models import Consultation
from reports.actions.build import MIME, write_document
from reports.briefs import Brief, brief_document, brief_name, briefs
from reports.document import write_html
from reports.models import Report
from reports.press import citable
from reports.recommendations import published_report

BRIEF_FORMS = ("pdf", "docx")


@require_safe
@public_page
def brief_public(request: HttpRequest, consultation: Consultation, number: int, group: int) -> HttpResponse:
    """The brief of a group from a published version; of a group too small to be described there is no such page."""
    brief = _public(consultation, number, group)
    newest = published_report(consultation)
    context = {"newest": newest if newest and newest.version > number else None, "public": True}
    return _page(request, consultation, brief, context)


@require_safe
@public_page
def brief_public_file(
    request: HttpRequest, consultation: Consultation, number: int, group: int, form: str
) -> HttpResponse:
    """The same as PDF or DOCX."""
    return _file(_public(consultation, number, group), form)


@never_cache
@require_safe
@team_page("reports.see_report")
def brief_list(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The brief of every group from the newest frozen version, and which of them everybody may read."""
    report = citable(consultation)
    context = {
        "consultation": consultation,
        "stage": "report",
        "report": report,
        "briefs": [(brief, brief_name(brief)) for brief in briefs(report)] if report else [],
        "forms": BRIEF_FORMS,
    }
    return render(request, "reports/briefs.html", context)


@never_cache
@require_safe
@team_page("reports.see_report")
def brief_page(request: HttpRequest, consultation: Consultation, group: int) -> HttpResponse:
    """A brief as the team reads it, before the report is published."""
    return _page(request, consultation, _frozen(consultation, group), {"public": False})


@never_cache
@require_safe
@team_page("reports.see_report")
def brief_file(request: HttpRequest, consultation: Consultation, group: int, form: str) -> HttpResponse:
    """The same as PDF or DOCX."""
    return _file(_frozen(consultation, group), form)


def _page(request: HttpRequest, consultation: Consultation, brief: Brief, more: Mapping[str, object]) -> HttpResponse:
    html = write_html(brief_document(brief))
    context = {
        "consultation": consultation,
        "report": brief.report,
        "group": brief.group,
        "title": brief_name(brief),
        "article": mark_safe(html),  # noqa: S308 - the writer escapes every text
        "forms": BRIEF_FORMS,
        **more,
    }
    return render(request, "reports/brief.html", context)


def _file(brief: Brief, form: str) -> HttpResponse:
    if form not in BRIEF_FORMS:
        raise Http404
    response = HttpResponse(write_document(brief_document(brief), form), content_type=MIME[form])
    name = f"{brief.report.consultation.slug}-group-{brief.group.number}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _public(consultation: Consultation, number: int, group: int) -> Brief:
    report = Report.objects.filter(consultation=consultation, version=number).published().first()
    brief = _of(consultation, report, group)
    if not brief.is_public:
        raise Http404
    return brief


def _frozen(consultation: Consultation, group: int) -> Brief:
    return _of(consultation, citable(consultation), group)


def _of(consultation: Consultation, report: Report | None, group: int) -> Brief:
    if report is None:
        raise Http404
    report.consultation = consultation
    found = next((brief for brief in briefs(report) if brief.group.number == group), None)
    if found is None or not found.points:
        raise Http404
    return found
