"""What the consultation asks: objectives, purposes, guiding questions, headings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.actions.heading_purposes import tie_headings
from consultations.actions.questions import change_questions
from consultations.forms.heading_purposes import HeadingPurposesForm
from consultations.forms.questions import HeadingForms, QuestionsForm, headings_of
from consultations.models import Consultation


@team_page("consultations.manage")
def questions(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """One page for everything that is asked."""
    sent = request.POST if request.method == "POST" else None
    form = QuestionsForm(sent, consultation=consultation)
    headings = HeadingForms(sent, initial=headings_of(consultation), prefix="heading")
    if sent is not None and form.is_valid() and headings.is_valid():
        lines = [line for row in headings if (line := row.line())]
        try:
            change_questions(consultation=consultation, actor=request.user, headings=lines, **form.cleaned_data)
            messages.success(request, _("What is asked is saved."))
            return redirect("consultations:questions", consultation.slug)
        except Refused as refusal:
            # Headings are rows of their own: their sentence stands above the form.
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {"consultation": consultation, "form": form, "headings": headings}
    return render(request, "consultations/questions.html", context)


@team_page("consultations.manage")
def heading_purposes(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Which headings of the notes answer which purpose."""
    form = HeadingPurposesForm(request.POST if request.method == "POST" else None, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        try:
            tie_headings(consultation=consultation, actor=request.user, chosen=form.chosen())
            messages.success(request, _("Saved: it is known now which headings answer which purpose."))
            return redirect("consultations:heading_purposes", consultation.slug)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {"consultation": consultation, "form": form, "has_headings": consultation.headings.exists()}
    return render(request, "consultations/heading_purposes.html", context)
