"""Who clears the report: what is asked for, what was given, and giving it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from reports.actions.clearance import ask_clearance, drop_clearance, give_clearance
from reports.actions.compose import latest_version
from reports.clearing import Clearer, earlier, wanted
from reports.forms.clearance import ClearanceForm
from reports.models import ClearanceRole, Report, ReportStatus
from reports.states import OPEN


@never_cache
@require_safe
@team_page("reports.see_report")
def clearance(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Each clearance that the newest version needs, with who gave it or may give it."""
    return _page(request, consultation)


@require_POST
@team_page("reports.clear")
def give(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Clear what is frozen."""
    version = _version(consultation)
    role = _role(consultation, pk)
    try:
        give_clearance(report=version, role=role, seen=request.POST.get("seen", ""), actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You cleared version %(n)d.") % {"n": version.version})
    return redirect("reports:clearance", consultation.slug)


@require_POST
@team_page("reports.publish")
def ask(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Ask for one more."""
    form = ClearanceForm(request.POST, consultation=consultation)
    if form.is_valid():
        try:
            role = ask_clearance(consultation=consultation, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Every version now needs: %(title)s.") % {"title": role.title})
            return redirect("reports:clearance", consultation.slug)
    return _page(request, consultation, form)


@require_POST
@team_page("reports.publish")
def drop(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """No longer ask for one."""
    role = _role(consultation, pk)
    try:
        drop_clearance(role=role, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("No longer asked for: %(title)s.") % {"title": role.title})
    return redirect("reports:clearance", consultation.slug)


def _version(consultation: Consultation) -> Report:
    version = latest_version(consultation)
    if version is None:
        raise Http404
    version.consultation = consultation
    return version


def _role(consultation: Consultation, pk: int) -> ClearanceRole:
    return get_object_or_404(
        ClearanceRole.objects.select_related("consultation", "member"), pk=pk, consultation=consultation
    )


def _page(request: SignedInRequest, consultation: Consultation, form: ClearanceForm | None = None) -> HttpResponse:
    version = _version(consultation)
    is_open = version.status in OPEN
    may_ask = is_open and request.user.has_perm("reports.publish", consultation)
    may_clear = version.status == ReportStatus.FROZEN and request.user.has_perm("reports.clear", consultation)
    clearer = Clearer(version, request.user)
    context = {
        "consultation": consultation,
        "stage": "report",
        "report": version,
        "is_open": is_open,
        "wanted": [(one, clearer.why_not(one.role)) for one in wanted(version)],
        "may_clear": may_clear,
        "may_ask": may_ask,
        "earlier": earlier(version),
        "form": form or ClearanceForm(consultation=consultation),
    }
    return render(request, "reports/clearance.html", context, status=422 if form else 200)
