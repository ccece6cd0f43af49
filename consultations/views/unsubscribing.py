"""Stopping the mailings of a series by the signed link in a letter."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from consultations import mailing_links
from consultations.access import personal_link
from consultations.actions import no_mailings


@personal_link("consultations.stop_mailings")
@csrf_exempt  # mail programs post here for their reader (RFC 8058); the signed link is the proof
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask on opening, stop at once on posting."""
    found = mailing_links.read(token)
    if found is None:
        raise Http404
    series, email = found
    if request.method == "POST" and "again" in request.POST:
        no_mailings.start_again(series=series, email=email)
    elif request.method == "POST":
        no_mailings.stop(series=series, email=email)
    context = {
        "series": series,
        "email": email,
        "sent": request.method == "POST",
        "stopped": no_mailings.reason_for(series, email) in no_mailings.BY_WILL,
    }
    return render(request, "consultations/unsubscribe.html", context)
