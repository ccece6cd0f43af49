"""The figures page: each figure, how it was counted, who is missing; and what of it the public sees."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import exports as files
from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from registrations import exports, figures_page
from registrations.actions.publishing import hide_figures, plan, publish_figures
from registrations.measures import breakdowns_for, figures_for, outreach, trend, voices_missing
from registrations.measures.figures import ROUNDING
from registrations.measures.how import COUNTED, HOW
from registrations.measures.public_tables import public_tables

CARDS = (
    "invited_persons",
    "registered_persons",
    "waiting_persons",
    "attended_persons",
    "attended_organizations",
    "attended_countries",
    "un_persons",
    "co_organizers_count",
)
"""The figures shown large; the table has them all."""


@team_page("registrations.see_figures")
def figures(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Exact numbers, for organizers. What is published goes through measures/public.py first."""
    counted = figures_for(consultation)
    breakdowns = breakdowns_for(consultation)
    before = trend.previous(consultation)
    may_compare = before is not None and request.user.has_perm("registrations.see_figures", before)
    course = trend.trend_for(consultation, before if may_compare else None, at=counted.as_of)
    context = {
        "consultation": consultation,
        "stage": "registration",
        "figures": counted,
        "cards": [counted[key] for key in CARDS],
        "rows": [(measure, HOW[key], key in COUNTED) for key, measure in counted.measures.items()],
        "rounding": ROUNDING,
        "breakdowns": figures_page.breakdown_charts(breakdowns, attended=counted["attended_persons"].value is not None),
        "missing": voices_missing(consultation),
        "languages": outreach.quiet_languages(consultation),
        "groups": outreach.quiet_groups(consultation),
        "unknown": outreach.unknown_answers(consultation),
        "trend": course,
        "trend_rows": figures_page.trend_rows(course) if course else [],
        "chart": figures_page.trend_chart(course) if course else None,
        "may_write": request.user.has_perm("consultations.manage", consultation),
        "may_see_contacts": request.user.has_perm("registrations.see_contacts", consultation),
        "may_see_list": request.user.has_perm("registrations.see_registrations", consultation),
    }
    return render(request, "registrations/figures.html", context)


@team_page("registrations.see_figures")
def export(request: SignedInRequest, consultation: Consultation, form: str) -> HttpResponse:
    """All figures with what they mean, as a file."""
    counted = figures_for(consultation)
    columns = exports.figure_columns(counted)
    return files.as_file(
        columns=columns, rows=counted.measures.values(), name=f"{consultation.slug}-figures", form=form
    )


@team_page("registrations.publish_figures")
def publish(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """What everybody will see, and the button that shows it to them."""
    if request.method == "POST":
        try:
            publish_figures(consultation=consultation, actor=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The figures are on the public page."))
        return redirect("registrations:figures_publish", consultation.slug)
    found = plan(consultation)
    tables = public_tables([*found.kept, *found.ready])
    context = {
        "consultation": consultation,
        "stage": "registration",
        "plan": found,
        "columns": [*found.kept, *found.ready],
        "tables": figures_page.with_charts(tables),
        "shown": [one for one in found.kept if one.shown],
        "to_show": bool(found.ready) or any(not one.shown for one in found.kept),
    }
    return render(request, "registrations/figures_publish.html", context)


@team_page("registrations.publish_figures")
@require_POST
def hide(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Take the figures off the public page."""
    try:
        hide_figures(consultation=consultation, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The figures are off the public page."))
    return redirect("registrations:figures_publish", consultation.slug)
