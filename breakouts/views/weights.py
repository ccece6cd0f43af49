"""What counts how much when people are placed, by screen."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.errors import Refused
from breakouts.actions.weights import set_weights, use_standard_weights
from breakouts.forms.weights import WeightsForm
from breakouts.models import Weighting
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation


@require_http_methods(["GET", "POST"])
@team_page("breakouts.allocate")
def weights(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Read and change the weights."""
    found = Weighting.objects.filter(consultation=consultation).first()
    form = WeightsForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            set_weights(
                consultation=consultation,
                actor=request.user,
                weights=form.weights,
                reason=form.cleaned_data["reason"],
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Saved. Nobody was moved: the next run goes by it."))
            return redirect("breakouts:rules", consultation.slug)
    context = {"consultation": consultation, "stage": "groups", "form": form, "found": found}
    return render(request, "breakouts/weights.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@team_page("breakouts.allocate")
def standard(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Put the weights back to the standard."""
    use_standard_weights(consultation=consultation, actor=request.user)
    messages.success(request, _("The standard holds again. Nobody was moved: the next run goes by it."))
    return redirect("breakouts:rules", consultation.slug)
