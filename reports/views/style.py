"""Advice on house style: the list, and using one suggestion."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from reports.actions.suggestion import use_suggestion
from reports.styling import advice_on
from reports.views.finding import address_at, paragraph_of, version_of


@never_cache
@require_safe
@team_page("reports.see_report")
def style(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Every remark on the newest version, in the order of reading."""
    version = version_of(consultation)
    context = {
        "consultation": consultation,
        "stage": "report",
        "advice": advice_on(version.report, version.built),
        "may_edit": version.is_open and request.user.has_perm("reports.edit", consultation),
    }
    return render(request, "reports/style.html", context)


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
