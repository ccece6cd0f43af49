"""One thing done to many registrations, after being asked once, and undone."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from registrations.actions import bulk
from registrations.actions.registering import places_free, waiting_list
from registrations.filters import RegistrationFilter
from registrations.forms.by_hand import ManyForm
from registrations.lists import registrations_of
from registrations.models import BulkVerb, Registration

SHOWN = 12


@team_page("registrations.manage_registrations")
@require_POST
def many(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """First what would happen to whom; sent once more with `sure`, it happens."""
    form = ManyForm(request.POST)
    chosen = _chosen(request, consultation)
    back = reverse("registrations:list", args=[consultation.slug])
    if not form.is_valid() or not chosen.exists():
        words = _("Choose at least one person.") if form.is_valid() else _("Choose what to do.")
        messages.error(request, words)
        return redirect(f"{back}?{request.POST.get('query', '')}")
    verb = form.cleaned_data["verb"]
    people = sorted(bulk.concerned(chosen, verb), key=lambda one: one.shown_name.casefold())
    if "sure" in request.POST:
        try:
            change = bulk.change_many(
                consultation=consultation, keys=[one.key for one in people], verb=verb, actor=request.user
            )
            messages.success(request, _done(consultation, verb, change.before))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect(back)
    context = {
        "consultation": consultation,
        "stage": "registration",
        "verb": BulkVerb(verb),
        "people": people,
        "shown": people[:SHOWN],
        "more": max(0, len(people) - SHOWN),
        "not_concerned": chosen.count() - len(people),
    }
    return render(request, "registrations/many.html", context)


@team_page("registrations.manage_registrations")
@require_POST
def many_undo(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Take a change of many back."""
    change = get_object_or_404(consultation.bulk_changes.select_related("consultation"), pk=pk)
    try:
        number = bulk.undo(change=change, actor=request.user)
        if change.verb == BulkVerb.SEND_LINK:
            messages.success(request, _("Letters that had not left yet were taken back."))
        else:
            words = ngettext("%(number)d person is as before.", "%(number)d people are as before.", number)
            messages.success(request, words % {"number": number})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("registrations:list", consultation.slug)


def _chosen(request: SignedInRequest, consultation: Consultation) -> QuerySet[Registration]:
    """Those marked, or everybody in the list as it was narrowed."""
    rows = registrations_of(consultation)
    if "everybody" in request.POST:
        return RegistrationFilter(QueryDict(request.POST.get("query", "")), queryset=rows, identities=True).qs
    return rows.filter(key__in=request.POST.getlist("key"))


def _done(consultation: Consultation, verb: str, before: dict[str, Any]) -> str:
    number = len(before)
    if verb == BulkVerb.SEND_LINK:
        words = ngettext("%(number)d letter leaves in ten minutes.", "%(number)d letters leave in ten minutes.", number)
        return words % {"number": number}
    words = ngettext("%(number)d registration is changed.", "%(number)d registrations are changed.", number)
    done = f"{words % {'number': number}} {_('Letters leave in ten minutes; until then nobody notices an undo.')}"
    if verb in (BulkVerb.WITHDRAW, BulkVerb.WAIT) and places_free(consultation) and waiting_list(consultation).exists():
        done = f"{done} {_('Free places are not given to the waiting list yet.')}"
    return done
