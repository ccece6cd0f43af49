"""The press summary as the team writes it: every claim with what is said against it, and the text to change."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from reports.actions.press import mark_of, propose_press, use_press_wording, why_not_publish, write_press
from reports.actions.wording import Clash, fingerprint
from reports.claims import Verdict
from reports.forms.press import PressForm
from reports.models import PressStatus, PressSummary
from reports.press import Judged, citable, judge_press


@dataclass(frozen=True, slots=True)
class Shown:
    """A claim as the page shows it: its place from 1 (0: the headline), and its words cut where they are marked."""

    place: int
    verdict: Verdict
    pieces: list[tuple[str, bool]]


def shown(place: int, verdict: Verdict) -> Shown:
    """Overlapping marks are one; a mark over the whole claim marks nothing in it."""
    text, at, pieces = verdict.claim.text, 0, []
    spans = sorted((fault.start, fault.end) for fault in verdict.faults if fault.end - fault.start < len(text))
    for start, end in spans:
        if end <= at:
            continue
        start = max(start, at)
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return Shown(place, verdict, [*pieces, (text[at:], False)])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@team_page("reports.see_report")
def press(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """The press summary of the newest frozen version."""
    report = citable(consultation)
    found = PressSummary.objects.filter(report=report).first() if report else None
    may_edit = request.user.has_perm("reports.edit", consultation)
    context = {"consultation": consultation, "stage": "report", "report": report, "may_edit": may_edit}
    context["earlier"] = _earlier(consultation, found)
    if report is None or found is None:
        if request.method == "POST":
            raise Http404
        return render(request, "reports/press.html", context)
    found.report = report
    form, clash = None, None
    if found.status == PressStatus.DRAFT and may_edit:
        form = PressForm(request.POST or None, initial=_initial(found))
        if request.method == "POST" and form.is_valid():
            try:
                write_press(press=found, actor=request.user, **form.cleaned_data)
            except Clash as refusal:
                clash, form = refusal, PressForm(request.POST | {"before": fingerprint(refusal.theirs)})
                form.add_error(None, str(refusal))
            except Refused as refusal:
                form.add_error(refusal.field, str(refusal))
            else:
                found.refresh_from_db()
                _tell(request, judge_press(found))
                return redirect("reports:press", consultation.slug)
    elif request.method == "POST":
        raise Http404
    judged = judge_press(found)
    context |= {
        "press": found,
        "judged": judged,
        "title": shown(0, judged.title),
        "claims": [shown(place, verdict) for place, verdict in enumerate(judged.claims, 1)],
        "form": form,
        "clash": clash,
        "before": fingerprint(found.text),
        "seen": mark_of(found),
        "may_publish": request.user.has_perm("reports.publish_press", consultation),
        "why_not": why_not_publish(found, request.user),
    }
    return render(request, "reports/press.html", context)


@require_POST
@team_page("reports.edit")
def press_propose(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Begin it."""
    report = citable(consultation)
    if report is None:
        raise Http404
    try:
        propose_press(report=report, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("A first text is there. Change it as you like."))
    return redirect("reports:press", consultation.slug)


@require_POST
@team_page("reports.edit")
def press_use(request: SignedInRequest, consultation: Consultation, place: int) -> HttpResponse:
    """Take the wording that is suggested for one claim."""
    try:
        use_press_wording(
            press=current(consultation), place=place, before=request.POST.get("before", ""), actor=request.user
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Claim %(n)d has the suggested wording now.") % {"n": place})
    return redirect("reports:press", consultation.slug)


def current(consultation: Consultation) -> PressSummary:
    """The press summary of the newest frozen version. Raises Http404 where there is none."""
    report = citable(consultation)
    found = PressSummary.objects.filter(report=report).first() if report else None
    if report is None or found is None:
        raise Http404
    found.report = report
    return found


def _earlier(consultation: Consultation, found: PressSummary | None) -> PressSummary | None:
    """That of the last version before this one: what it cites was corrected."""
    rows = PressSummary.objects.filter(report__consultation=consultation).select_related("report")
    if found:
        rows = rows.filter(report__version__lt=found.report.version)
    return rows.order_by("-report__version").first()


def _initial(found: PressSummary) -> dict[str, str]:
    return {"title": found.title, "text": found.text, "before": fingerprint(found.text)}


def _tell(request: SignedInRequest, judged: Judged) -> None:
    if judged.refused:
        words = ngettext(
            "Saved. %(n)d part cannot be published as it is: see what is said beside it.",
            "Saved. %(n)d parts cannot be published as they are: see what is said beside each.",
            judged.refused,
        )
        messages.warning(request, words % {"n": judged.refused})
    else:
        messages.success(request, _("Saved. Every claim says what the report says."))
