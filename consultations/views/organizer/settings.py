"""The facts of a consultation, its call, and whether the public may see it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.actions import settings as actions
from consultations.call_languages import language_states, main_version
from consultations.call_text import preview
from consultations.forms.settings import CallForm, ConsultationForm
from consultations.models import Consultation, Visibility
from consultations.reading import call_of


@team_page("consultations.manage")
def facts(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Title, time and place."""
    form = ConsultationForm(request.POST if request.method == "POST" else None, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_consultation(consultation=consultation, actor=request.user, **form.cleaned_data)
            messages.success(request, _("The facts are saved."))
            return redirect("consultations:settings", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return render(request, "consultations/settings.html", {"consultation": consultation, "form": form})


@team_page("consultations.manage")
@require_POST
def visibility(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Publish, or take back."""
    try:
        changed = actions.set_visibility(
            consultation=consultation, actor=request.user, visibility=request.POST.get("visibility", "")
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if changed.visibility == Visibility.PUBLIC:
            messages.success(request, _("The consultation is public now."))
        else:
            messages.success(request, _("Only the team sees the consultation now."))
    return redirect("consultations:settings", consultation.slug)


@team_page("consultations.manage")
def call_settings(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """The text of the call and its dates."""
    call = call_of(consultation)
    form = CallForm(request.POST if request.method == "POST" else None, consultation=consultation, call=call)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_call(consultation=consultation, actor=request.user, **form.cleaned_data)
            messages.success(request, _("The call is saved."))
            return redirect("consultations:call_settings", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    main = main_version(consultation)
    context = {
        "consultation": consultation,
        "stage": "call",
        "form": form,
        "call": call,
        "main": main,
        "preview": preview(main) or consultation.series.title,
        "languages": language_states(consultation) if call else [],
    }
    return render(request, "consultations/call_settings.html", context)
