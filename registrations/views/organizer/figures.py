"""The figures page: each figure, how it was counted, and who is missing."""

from django.http import HttpResponse
from django.shortcuts import render

from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from registrations.measures import breakdowns_for, figures_for, voices_missing

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
"""The figures shown large; all others follow in a table."""


@team_page("registrations.see_figures")
def figures(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Exact numbers, for organizers. What is published goes through `suppress` first."""
    counted = figures_for(consultation)
    context = {
        "consultation": consultation,
        "stage": "registration",
        "figures": counted,
        "cards": [counted[key] for key in CARDS],
        "others": [measure for key, measure in counted.measures.items() if key not in CARDS],
        "breakdowns": breakdowns_for(consultation),
        "missing": voices_missing(consultation),
        "may_see_contacts": request.user.has_perm("registrations.see_contacts", consultation),
    }
    return render(request, "registrations/figures.html", context)
