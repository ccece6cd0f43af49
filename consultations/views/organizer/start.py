"""A new consultation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.errors import Refused
from consultations.access import SignedInRequest, listing
from consultations.actions.start import start_consultation
from consultations.forms.start import StartForm


@listing("consultations.keep_frameworks")
def start(request: SignedInRequest) -> HttpResponse:
    """From blank, or like an earlier one of the series."""
    form = StartForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = start_consultation(actor=request.user, **form.cleaned_data)
            messages.success(request, _("The consultation is a draft that only its team sees."))
            return redirect("consultations:home", made.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return render(request, "consultations/start.html", {"form": form})
