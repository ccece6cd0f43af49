"""The page about how careful the screener is."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.errors import Refused
from breakouts.actions.policy import allow_wording, set_policy, withdraw_wording
from breakouts.forms.policy import AllowForm, PolicyForm
from breakouts.models import AllowEntry
from breakouts.policy_page import allowed_entries, on_record
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation


@never_cache
@require_http_methods(["GET", "POST"])
@team_page("breakouts.keep_policy")
def policy(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """How many must fit a description, what may stand, and who is on the record."""
    start = {"k_min": consultation.k_min, "organizations_min": consultation.organizations_min}
    form = PolicyForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            changed = set_policy(consultation=consultation, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            if changed:
                messages.success(request, _("Saved. Notes that were screened before can now be screened again."))
                return redirect("breakouts:notes", consultation.slug)
            messages.info(request, _("Nothing was changed."))
            return redirect("breakouts:policy", consultation.slug)
    context = {
        "consultation": consultation,
        "stage": "notes",
        "form": form,
        "allowed": allowed_entries(consultation),
        "over": consultation.ends_at < now(),
        "on_record": on_record(consultation),
    }
    return render(request, "breakouts/policy.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@team_page("breakouts.keep_policy")
def allow(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Let exact words stand."""
    form = AllowForm(request.POST or None, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        try:
            allow_wording(consultation=consultation, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("These words may stand until the event ends."))
            return redirect("breakouts:policy", consultation.slug)
    context = {"consultation": consultation, "stage": "notes", "form": form}
    return render(request, "breakouts/allow.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@team_page("breakouts.keep_policy")
def withdraw(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Have words marked again."""
    entry = get_object_or_404(AllowEntry, pk=pk, consultation=consultation)
    if request.method == "POST":
        withdraw_wording(entry=entry, actor=request.user)
        messages.success(request, _("Withdrawn. These words are marked again."))
        return redirect("breakouts:policy", consultation.slug)
    context = {"consultation": consultation, "stage": "notes", "entry": entry}
    return render(request, "breakouts/allow_withdraw.html", context)
