"""Stopping the mailings of a series by the signed link in a letter."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from consultations import mailing_links
from consultations.access import personal_link
from consultations.actions import mailings


@personal_link("consultations.stop_mailings")
@csrf_exempt  # mail programs post here for their reader (RFC 8058); the signed link is the proof
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask on opening, stop at once on posting."""
    found = mailing_links.read(token)
    if found is None:
        raise Http404
    series, email = found
    if request.method == "POST":
        mailings.unsubscribe(series=series, email=email)
    return render(
        request,
        "consultations/unsubscribe.html",
        {"series": series, "email": email, "done": request.method == "POST"},
    )
