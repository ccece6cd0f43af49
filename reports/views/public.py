"""The published report, for everybody."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consultations.access import public_page
from consultations.models import Consultation
from reports.actions.build import MIME
from reports.briefs import public_groups
from reports.corrections import corrections
from reports.models import Report
from reports.reading import article, files, published_versions, recommendations_and_press
from reports.tree import filename


@require_safe
@public_page
def published(request: HttpRequest, consultation: Consultation, number: int | None = None) -> HttpResponse:
    """A published version as a page to read, the newest unless it is asked for by number. Before that: no such page."""
    versions = published_versions(consultation)
    report = _version(versions, number)
    html, contents = article(report)
    recommendations, press = recommendations_and_press(report)
    context = {
        "consultation": consultation,
        "report": report,
        "newest": versions[0] if report != versions[0] else None,
        "earlier": [one for one in versions if one.version < report.version],
        "article": html,
        "contents": contents,
        "files": files(report),
        "groups": public_groups(report),
        "recommendations": recommendations,
        "press": press,
    }
    return render(request, "reports/published.html", context)


@require_safe
@public_page
def corrected(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """What each published version changed in the one before, newest first."""
    versions = published_versions(consultation)
    _version(versions, None)
    context = {"consultation": consultation, "corrections": corrections(versions), "newest": versions[0]}
    return render(request, "reports/corrections.html", context)


@require_safe
@public_page
def download(request: HttpRequest, consultation: Consultation, form: str, number: int | None = None) -> FileResponse:
    """A published file, byte for byte the one whose checksum the page shows."""
    report = _version(published_versions(consultation), number)
    kept = {publication.format: publication for publication, _size in files(report)}
    if form not in kept:
        raise Http404
    report.consultation = consultation
    return FileResponse(
        kept[form].file.open("rb"),
        as_attachment=True,
        filename=filename(report, form),
        content_type=MIME[form],
    )


def _version(versions: list[Report], number: int | None) -> Report:
    found = next((one for one in versions if number in (None, one.version)), None)
    if found is None:
        raise Http404
    return found
