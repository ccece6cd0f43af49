"""The published press summary, for everybody, and the steps by which it is published and opened again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import Refused
from consultations.access import SignedInRequest, public_page, team_page
from consultations.models import Consultation
from reports.actions.build import MIME
from reports.actions.press import publish_press, reopen_press
from reports.claims import parse
from reports.models import PressSummary
from reports.press_files import PRESS_FORMS
from reports.recommendations import published_report
from reports.views.press import current


@require_safe
@public_page
def press_public(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The newest published press summary. Its citations lead to the version that it cites, also once that was
    corrected: then the page says so."""
    press = _published(consultation)
    newest = published_report(consultation)
    context = {
        "consultation": consultation,
        "press": press,
        "claims": parse(press.text),
        "newest": newest if newest and newest.version > press.report.version else None,
        "forms": PRESS_FORMS,
    }
    return render(request, "reports/press_public.html", context)


@require_safe
@public_page
def press_file(request: HttpRequest, consultation: Consultation, form: str) -> HttpResponse:
    """The same as a file: "docx" or "txt"."""
    press = _published(consultation)
    if form not in PRESS_FORMS:
        raise Http404
    kind = MIME.get(form, "text/plain; charset=utf-8")
    response = HttpResponse(PRESS_FORMS[form](press), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{consultation.slug}-press.{form}"'
    return response


@require_POST
@team_page("reports.publish_press")
def press_publish(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Publish what was read; somebody else than its writer."""
    try:
        publish_press(press=current(consultation), seen=request.POST.get("seen", ""), actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The press summary is published."))
    return redirect("reports:press", consultation.slug)


@require_POST
@team_page("reports.edit")
def press_reopen(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Take the page away and write on."""
    try:
        reopen_press(press=current(consultation), actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The press summary is a draft again, and its public page is gone."))
    return redirect("reports:press", consultation.slug)


def _published(consultation: Consultation) -> PressSummary:
    rows = PressSummary.objects.shown().filter(report__consultation=consultation)
    press = rows.select_related("report").order_by("-report__version").first()
    if press is None:
        raise Http404
    press.report.consultation = consultation
    return press
