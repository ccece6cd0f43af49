"""Where somebody with a role begins: all one's consultations, and the home of one."""

from django.http import HttpResponse
from django.shortcuts import render

from consultations import stages
from consultations.access import SignedInRequest, listing, team_page
from consultations.desk import consultations_of
from consultations.known import series_open_to
from consultations.models import Consultation


@listing("consultations.open_desk")
def desk(request: SignedInRequest) -> HttpResponse:
    """The consultations in which the reader has a role, the nearest first."""
    context = {
        "entries": consultations_of(request.user),
        "can_keep_frameworks": request.user.has_perm("consultations.keep_frameworks"),
        "has_series": series_open_to(request.user).exists(),
    }
    return render(request, "consultations/desk.html", context)


@team_page("consultations.open_home")
def home(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """What waits comes first; beside it the panels of the apps. Each role sees what it may do."""
    stops = stages.stops(consultation, request.user)
    context = {
        "consultation": consultation,
        "stops": stops,
        "needs": stages.needs_now(consultation, request.user, stops),
        "panels": stages.panels(consultation, request.user),
        "links": stages.home_links(consultation, request.user),
    }
    return render(request, "consultations/home.html", context)


@team_page("consultations.see_stages")
def missing(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Every stage with what is missing in it, each with the page that mends it."""
    stops = stages.stops(consultation, request.user)
    rows = [
        (stop, [need for need in stop.state.needs if request.user.has_perm(need.action, consultation)])
        for stop in stops
    ]
    context = {"consultation": consultation, "rows": rows, "number": sum(len(needs) for _stop, needs in rows)}
    return render(request, "consultations/missing.html", context)
