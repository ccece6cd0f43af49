"""The recommendations of a whole series: for everybody to read, for organizers to bring together."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import Refused
from consultations.access import SignedInRequest, listing, team_page
from consultations.models import Consultation, Series
from reports.actions.build import FORMATS, MIME
from reports.actions.rollup import Pair, bring_together, keep_different, lead_with, take_apart, write_rollup
from reports.document import write_html
from reports.forms.rollup import PairForm
from reports.reading import contents
from reports.rollup import Rollup, paper, read_rollup
from reports.rollup.pairs import own_texts, pairs_to_decide, shared_with

DECIDES = team_page("reports.bring_together")


@require_safe
@listing("consultations.list_public")
def rollup(request: HttpRequest, key: str) -> HttpResponse:
    """What all published reports of a series recommend. Before the first one: no such page."""
    series = get_object_or_404(Series.objects.select_related("framework"), key=key)
    found = read_rollup(series)
    if not found.reports:
        raise Http404
    document = paper(found, now())
    context = {
        "series": series,
        "document": document,
        "article": mark_safe(write_html(document)),  # noqa: S308 - the writer escapes every text
        "contents": contents(document),
    }
    return render(request, "reports/rollup.html", context)


@never_cache
@require_safe
@team_page("reports.see_report")
def rollup_kept(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """What was brought together with recommendations of this consultation, and what may say the same."""
    found = read_rollup(consultation.series)
    own = own_texts(found, consultation)
    context = {
        "consultation": consultation,
        "stage": "report",
        "rollup": found,
        "is_in": any(one.pk == consultation.pk for one in found.consultations),
        "others": len(found.texts) - len(own),
        "pairs": pairs_to_decide(found, consultation),
        "shared": shared_with(found, consultation),
        "form": _form(found, consultation),
        "forms": FORMATS,
        "may_decide": request.user.has_perm("reports.bring_together", consultation),
    }
    return render(request, "reports/rollup_kept.html", context)


@require_POST
@DECIDES
def rollup_together(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Bring two together."""
    return _decided(
        request,
        consultation,
        lambda pair: bring_together(consultation=consultation, pair=pair, actor=request.user),
        _("They are one recommendation of the series now."),
    )


@require_POST
@DECIDES
def rollup_different(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Say that two differ."""
    return _decided(
        request,
        consultation,
        lambda pair: keep_different(consultation=consultation, pair=pair, actor=request.user),
        _("They are not proposed again as they are worded now."),
    )


@require_POST
@DECIDES
def rollup_apart(request: SignedInRequest, consultation: Consultation, number: int) -> HttpResponse:
    """Let one of its own stand alone again."""
    recommendation = get_object_or_404(consultation.recommendations, number=number)
    return _tried(
        request,
        consultation,
        lambda: take_apart(consultation=consultation, recommendation=recommendation.pk, actor=request.user),
        _("It stands alone again."),
    )


@require_POST
@DECIDES
def rollup_words(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Choose whose words stand for those that say the same."""
    sent = request.POST.get("recommendation", "")
    key = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 19 else 0
    return _tried(
        request,
        consultation,
        lambda: lead_with(consultation=consultation, recommendation=key, actor=request.user),
        _("These words stand for all of them now."),
    )


@never_cache
@require_safe
@team_page("reports.see_report")
def rollup_file(request: SignedInRequest, consultation: Consultation, form: str) -> HttpResponse:
    """The paper of the series as a file, screened."""
    if form not in FORMATS:
        raise Http404
    try:
        name, content = write_rollup(series=consultation.series, form=form)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _back(consultation)
    response = HttpResponse(content, content_type=MIME[form])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _form(rollup: Rollup, consultation: Consultation, data: object = None) -> PairForm:
    return PairForm(data, own=own_texts(rollup, consultation), all_of_them=rollup.texts)


def _decided(
    request: SignedInRequest, consultation: Consultation, act: Callable[[Pair], object], done: str
) -> HttpResponse:
    form = _form(read_rollup(consultation.series), consultation, request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose two published recommendations of this series."))
        return _back(consultation)
    return _tried(request, consultation, lambda: act(form.pair()), done)


def _tried(request: HttpRequest, consultation: Consultation, act: Callable[[], object], done: str) -> HttpResponse:
    """Do it, and say that it is done or why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return _back(consultation)


def _back(consultation: Consultation) -> HttpResponse:
    return redirect("reports:rollup_kept", consultation.slug)
