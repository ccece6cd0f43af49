"""Pages that anyone may read: which consultations there are, the call, the programme."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now

from consultations.access import listing, public_page
from consultations.calendar import programme_calendar
from consultations.call_text import call_as_text, chatham_house_words
from consultations.models import Consultation
from consultations.programme import printed_groups, printed_sessions
from consultations.reading import call_of, call_page, call_phase, public_venue
from consultations.stages import public_links

PAST_PER_PAGE = 25


@listing("consultations.list_public")
def front(request: HttpRequest) -> HttpResponse:
    """Open consultations first, then those that come, then the past ones."""
    at = now()
    consultations = Consultation.objects.public().select_related("call", "series")
    coming = list(consultations.filter(ends_at__gt=at).order_by("starts_at", "pk"))
    past = Paginator(consultations.filter(ends_at__lte=at).order_by("-starts_at", "pk"), PAST_PER_PAGE)
    context = {
        "open": [item for item in coming if call_phase(item, at) == "open"],
        "coming": [item for item in coming if call_phase(item, at) != "open"],
        "page_obj": past.get_page(request.GET.get("page")),
    }
    return render(request, "consultations/front.html", context)


@public_page
def call(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The call: everything one needs to decide, and the two answers."""
    context = {
        "consultation": consultation,
        "call": call_of(consultation),
        "phase": call_phase(consultation, now()),
        "page": call_page(consultation),
        "venue": public_venue(consultation),
        "chatham_house": chatham_house_words() if consultation.chatham_house else "",
        "links": public_links(consultation, request.user),
        "address": settings.SITE_URL + consultation.get_absolute_url(),
    }
    return render(request, "consultations/call.html", context)


@public_page
def call_text(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The call as plain text, to be relayed."""
    url = settings.SITE_URL + consultation.get_absolute_url()
    text = call_as_text(consultation, call_page(consultation), url=url)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@public_page
def programme(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The programme: sessions, who speaks, and the working groups."""
    context = {
        "consultation": consultation,
        "sessions": printed_sessions(consultation),
        "groups": printed_groups(consultation),
        "venue": public_venue(consultation),
    }
    return render(request, "consultations/programme.html", context)


@public_page
def calendar(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The programme for calendars."""
    url = settings.SITE_URL + reverse("consultations:programme", args=[consultation.slug])
    response = HttpResponse(programme_calendar(consultation, url=url), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{consultation.slug}.ics"'
    return response
