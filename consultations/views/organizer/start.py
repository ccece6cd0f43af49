"""A new consultation."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations import times
from consultations.access import SignedInRequest, listing
from consultations.actions.start import start_consultation
from consultations.beginning import STAYS, Shift, copied_parts, suggested_slug, ways
from consultations.forms.start import StartForm, like
from consultations.known import series_open_to
from consultations.models import Consultation, TeamRole
from consultations.reading import call_of

MOST_EARLIER = 8


@dataclass(frozen=True, slots=True)
class Look:
    """What would come along, and when things would be."""

    parts: list[str]
    stays: list[str]
    moments: list[tuple[str, str]]


@listing("consultations.keep_frameworks")
def start(request: SignedInRequest) -> HttpResponse:
    """From blank, or like an earlier one of the series: that shows first what comes along, then makes it."""
    earlier = Consultation.objects.filter(team__user=request.user, team__role=TeamRole.ORGANIZER)
    chosen = earlier.filter(slug=request.GET.get("like", "")).first()
    sent = request.POST if request.method == "POST" else None
    form = StartForm(sent, user=request.user, initial=like(chosen) if chosen else None)
    look = None
    if sent is not None and form.is_valid():
        if form.cleaned_data["previous"] and "begin" not in sent:
            look = look_at(form.cleaned_data["previous"], form.cleaned_data["starts_at"], form.zone().key)
            form = _with_slug(form, request.user)
        else:
            try:
                made = start_consultation(actor=request.user, **form.cleaned_data)
                messages.success(request, _("The consultation is a draft that only its team sees."))
                return redirect("consultations:home", made.slug)
            except Refused as refusal:
                form.add_error(refusal.field, str(refusal))
    context = {
        "form": form,
        "look": look,
        "chosen": chosen,
        "has_series": series_open_to(request.user).exists(),
        "earlier": earlier.order_by("-starts_at")[:MOST_EARLIER],
        "ways": [way for way in ways() if request.user.has_perm(way.action)],
    }
    return render(request, "consultations/start.html", context)


def look_at(previous: Consultation, starts_at: datetime, zone: str) -> Look:
    """What comes along from an earlier one, what stays behind, and the days that move."""
    new_zone = times.known_zone(zone) or previous.zone
    shift = Shift(previous.starts_at, previous.zone, starts_at, new_zone)
    moments = []
    call = call_of(previous)
    if call is not None:
        opens_at, closes_at = shift.span_by_day(call.opens_at, call.closes_at)
        moments += [
            (_("The call opens"), times.moment(opens_at, new_zone)),
            (_("The call closes"), times.moment(closes_at, new_zone)),
        ]
    first, last = previous.sessions.order_by("starts_at").first(), previous.sessions.order_by("ends_at").last()
    if first is not None and last is not None:
        moments.append((_("First session"), times.moment(shift.by_time(first.starts_at), new_zone)))
        moments.append((_("Last session ends"), times.moment(shift.by_time(last.ends_at), new_zone)))
    return Look([str(part.label) for part in copied_parts() if part.count(previous)], [*map(str, STAYS)], moments)


def _with_slug(form: StartForm, user: User) -> StartForm:
    """The same form with the name in links filled in, so that it can be read before anything is made."""
    if form.cleaned_data["slug"]:
        return form
    slug = suggested_slug(form.cleaned_data["title"], form.cleaned_data["starts_at"], form.cleaned_data["previous"])
    return StartForm({**{name: form.data.get(name, "") for name in form.fields}, "slug": slug}, user=user)
