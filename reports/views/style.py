"""House style: its settings, the list of remarks, and using one suggestion."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from reports.actions.compose import latest_version
from reports.actions.house_style import set_house_style
from reports.actions.suggestion import use_suggestion
from reports.forms.style import HouseStyleForm
from reports.house import house_style
from reports.style import words_of
from reports.styling import advice_on, passages_of
from reports.views.finding import address_at, paragraph_of, version_of


@never_cache
@require_safe
@team_page("reports.see_report")
def style(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Every remark on the newest version, in the order of reading."""
    version = version_of(consultation)
    words, limit = words_of(passages_of(version.report, version.built)), house_style(consultation).word_limit
    context = {
        "consultation": consultation,
        "stage": "report",
        "advice": advice_on(version.report, version.built),
        "word_limit": limit,
        "words": words,
        "words_said": f"{words:,}",
        "limit_said": f"{limit or 0:,}",
        "may_set": request.user.has_perm("reports.set_style", consultation),
        "may_edit": version.is_open and request.user.has_perm("reports.edit", consultation),
    }
    return render(request, "reports/style.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@team_page("reports.set_style")
def settings(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """How the reports of this consultation are written; can be chosen before there is one."""
    has_report = latest_version(consultation) is not None
    form = HouseStyleForm(request.POST if request.method == "POST" else None, style=house_style(consultation))
    if request.method == "POST" and form.is_valid():
        try:
            set_house_style(consultation=consultation, actor=request.user, **form.chosen)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("reports:style" if has_report else "reports:report", consultation.slug)
    context = {"consultation": consultation, "stage": "report", "form": form, "has_report": has_report}
    return render(request, "reports/style_settings.html", context, status=422 if form.errors else 200)


@require_POST
@team_page("reports.edit")
def use(request: SignedInRequest, consultation: Consultation, pk: uuid.UUID) -> HttpResponse:
    """Put the suggestion that the form names into the paragraph."""
    version = version_of(consultation)
    paragraph = paragraph_of(version, pk)
    try:
        use_suggestion(
            paragraph=paragraph,
            rule=request.POST.get("rule", ""),
            at=request.POST.get("at", ""),
            before=request.POST.get("before", ""),
            actor=request.user,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Changed. The history of changes can undo it."))
    if request.POST.get("back") == "list":
        return redirect("reports:style", consultation.slug)
    return redirect(address_at(version_of(consultation), pk))
