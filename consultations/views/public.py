"""Pages that anyone may read: which consultations there are, the call, the programme."""

from contextlib import nullcontext

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _

from consultations import times
from consultations.access import listing, public_page
from consultations.actions.printed import last_published
from consultations.calendar import programme_calendar
from consultations.call_languages import Version, interface_language, versions
from consultations.call_text import Address, call_as_text, chatham_house_words, preview
from consultations.forms.choices import time_zones
from consultations.models import Consultation
from consultations.principles import measured
from consultations.programme import as_content, printed_programme
from consultations.reading import call_of, call_page, call_phase, grace_words, neighbours, public_venue
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
        "coming": [(item, call_phase(item, at)) for item in coming if call_phase(item, at) != "open"],
        "page_obj": past.get_page(request.GET.get("page")),
    }
    return render(request, "consultations/front.html", context)


@public_page
def call(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The call in its own language: everything one needs to decide, and the two answers."""
    known = versions(consultation)
    return _call(request, consultation, known[0], known)


@public_page
def call_in(request: HttpRequest, consultation: Consultation, language: str) -> HttpResponse:
    """The call in one of its other languages."""
    known = versions(consultation)
    version = _version(known, language)
    if version.main:
        return redirect(version.path)
    return _call(request, consultation, version, known)


@public_page
def call_text(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The call as plain text, to be relayed."""
    known = versions(consultation)
    return _call_text(consultation, known[0], known)


@public_page
def call_text_in(request: HttpRequest, consultation: Consultation, language: str) -> HttpResponse:
    """The same in one of its other languages."""
    known = versions(consultation)
    version = _version(known, language)
    return redirect(version.text_path) if version.main else _call_text(consultation, version, known)


def _version(known: list[Version], language: str) -> Version:
    for version in known:
        if version.language == language:
            return version
    raise Http404


def _call(request: HttpRequest, consultation: Consultation, version: Version, known: list[Version]) -> HttpResponse:
    """The page of one version, in words of its language where we have them."""
    main = known[0]
    with translation.override(interface_language(version.language)):
        call = call_of(consultation)
        links = public_links(consultation, request.user)
        page = call_page(consultation)
        context = {
            "consultation": consultation,
            "call": call,
            "phase": call_phase(consultation, now()),
            "grace": grace_words(call),
            "page": page,
            "venue": public_venue(consultation),
            "chatham_house": chatham_house_words() if consultation.chatham_house else "",
            "links": [(label, version.text_path if url == main.text_path else url) for label, url in links],
            "version": version,
            "versions": known,
            "neighbours": neighbours(page, consultation),
            "main": main,
            "preview": preview(version),
            "picture": settings.SITE_URL + static("call-preview.png"),
        }
        return render(request, "consultations/call.html", context)


@times.for_letters()
def _call_text(consultation: Consultation, version: Version, known: list[Version]) -> HttpResponse:
    with translation.override(interface_language(version.language)):
        addresses = []
        if call_phase(consultation, now()) != "closed":
            for label, name in (
                (_("To take part:"), "registrations:register"),
                (_("To co-organize:"), "consultations:apply"),
            ):
                addresses.append(Address(label, settings.SITE_URL + reverse(name, args=[consultation.slug])))
        addresses += [Address(f"{other.name}:", other.url) for other in known if other is not version]
        text = call_as_text(consultation, call_page(consultation), version, addresses)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Language"] = version.language
    return response


@public_page
def principles(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The principles of the series, each with what can be said of it here and now."""
    found = measured(consultation)
    if not found:
        raise Http404
    return render(request, "consultations/principles.html", {"consultation": consultation, "principles": found})


@public_page
def programme(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The programme: sessions, who speaks, and the working groups. `?zone=Europe/Madrid` adds the times there."""
    asked = request.GET.get("zone")
    chosen = times.known_zone(asked or "")
    printed = printed_programme(consultation)
    last = last_published(consultation)
    context = {
        "consultation": consultation,
        "printed": printed,
        "last": last,
        "differs": last is not None and last.content != as_content(printed),
        "reading_zone": chosen,
        "unknown_zone": bool(asked) and chosen is None,
        "zones": time_zones() if asked is not None and chosen is None else None,
    }
    with times.reading_in(chosen) if chosen else nullcontext():
        return render(request, "consultations/programme.html", context)


@public_page
def calendar(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The programme for calendars."""
    url = settings.SITE_URL + reverse("consultations:programme", args=[consultation.slug])
    response = HttpResponse(programme_calendar(consultation, url=url), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{consultation.slug}.ics"'
    return response
