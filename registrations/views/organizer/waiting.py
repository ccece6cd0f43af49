"""The waiting list in its order, a place out of turn, and somebody registered by hand."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from registrations.actions import by_hand
from registrations.actions.registering import places_free, waiting_list
from registrations.forms.by_hand import ByHandForm, PromoteForm
from registrations.models import RegistrationState
from registrations.views.participant import groups_of

PER_PAGE = 50


@team_page("registrations.manage_registrations")
def waiting(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Who waits, first in line first."""
    page = Paginator(waiting_list(consultation).select_related("organization"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "consultation": consultation,
        "stage": "registration",
        "page_obj": page,
        "rows": list(enumerate(page, start=page.start_index())),
        "free": min(places_free(consultation), page.paginator.count),
    }
    return render(request, "registrations/waiting.html", context)


@team_page("registrations.manage_registrations")
def promote(request: SignedInRequest, consultation: Consultation, key: str) -> HttpResponse:
    """Give a place out of turn, with a reason."""
    registration = get_object_or_404(consultation.registrations.select_related("consultation"), key=key)
    if registration.status != RegistrationState.WAITLISTED or registration.assists_id is not None:
        messages.error(request, _("This person does not wait any more."))
        return redirect("registrations:waiting", consultation.slug)
    form = PromoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            by_hand.promote(registration=registration, reason=form.cleaned_data["reason"], actor=request.user)
            messages.success(
                request, _("%(name)s has a place, and we have written.") % {"name": registration.shown_name}
            )
            return redirect("registrations:waiting", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {
        "consultation": consultation,
        "stage": "registration",
        "registration": registration,
        "form": form,
        "full": not places_free(consultation),
    }
    return render(request, "registrations/promote.html", context)


@team_page("registrations.manage_registrations")
def add(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Register somebody who called or wrote."""
    form = ByHandForm(
        request.POST if request.method == "POST" else None, consultation=consultation, groups=groups_of(consultation)
    )
    if request.method == "POST" and form.is_valid():
        try:
            added = by_hand.add_by_hand(consultation=consultation, answers=form.answers(), actor=request.user)
            messages.success(request, _added_words(added.status) % {"name": added.shown_name})
            return redirect("registrations:detail", consultation.slug, added.key)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {"consultation": consultation, "stage": "registration", "form": form}
    return render(request, "registrations/add.html", context)


def _added_words(status: str) -> str:
    if status == RegistrationState.CONFIRMED:
        return _("%(name)s is registered and has a place.")
    return _("%(name)s is registered and on the waiting list, since all places are taken.")
