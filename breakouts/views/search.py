"""Looking longer for a better plan, and what becomes of a plan that was found."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from breakouts.actions import search_longer
from breakouts.forms.groups import SearchForm
from breakouts.views.places import seen_by
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation


@require_POST
@team_page("breakouts.allocate")
def start(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Begin to search, and watch."""
    form = SearchForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose how long to search."))
        return redirect("breakouts:groups", consultation.slug)
    try:
        job = search_longer.start_search(
            consultation=consultation,
            minutes=form.cleaned_data["minutes"],
            actor=request.user,
            seen=seen_by(request),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("breakouts:groups", consultation.slug)
    return redirect("accounts:job", job.pk)


@require_POST
@team_page("breakouts.allocate")
def use(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Put the plan that was found in place after all."""
    try:
        moved = search_longer.use_found(consultation=consultation, actor=request.user, seen=seen_by(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext(
            "The plan that was found is in place: %(n)d place changed. Undo brings the earlier one back.",
            "The plan that was found is in place: %(n)d places changed. Undo brings the earlier one back.",
            moved,
        )
        messages.success(request, words % {"n": moved})
    return redirect("breakouts:groups", consultation.slug)


@require_POST
@team_page("breakouts.allocate")
def leave(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Do without it."""
    try:
        search_longer.leave_found(consultation=consultation, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The plan stays as it is."))
    return redirect("breakouts:groups", consultation.slug)
