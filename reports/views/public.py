"""The published report, for everybody."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consultations.access import public_page
from consultations.models import Consultation
from reports.actions.build import MIME
from reports.reading import article, files, published_report
from reports.tree import filename


@require_safe
@public_page
def published(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The newest published version as a page to read. Before that there is no such page."""
    report = published_report(consultation)
    if report is None:
        raise Http404
    html, contents = article(report)
    context = {
        "consultation": consultation,
        "report": report,
        "article": html,
        "contents": contents,
        "files": files(report),
    }
    return render(request, "reports/published.html", context)


@require_safe
@public_page
def download(request: HttpRequest, consultation: Consultation, form: str) -> FileResponse:
    """A published file, byte for byte the one whose checksum the page shows."""
    report = published_report(consultation)
    published = {publication.format: publication for publication, _size in files(report)} if report else {}
    if report is None or form not in published:
        raise Http404
    report.consultation = consultation
    return FileResponse(
        published[form].file.open("rb"), as_attachment=True, filename=filename(report, form), content_type=MIME[form]
    )
