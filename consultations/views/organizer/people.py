"""The people of the programme: who they are, which parts they hold, and how they are printed."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.actions import parts as actions
from consultations.forms.programme import PersonForm
from consultations.models import Consultation, GroupRole, SessionRole

STAGE = "programme"


@team_page("consultations.see_programme")
def people(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Everybody who can hold a part, by name, with the parts that each holds."""
    parts = SessionRole.objects.select_related("session").order_by("session__position", "position")
    groups = GroupRole.objects.select_related("group").order_by("group__number")
    context = {
        "consultation": consultation,
        "stage": STAGE,
        "people": consultation.people.select_related("organization")
        .prefetch_related(Prefetch("session_roles", parts), Prefetch("group_roles", groups))
        .order_by("name", "pk"),
        "may_change": request.user.has_perm("consultations.manage", consultation),
    }
    return render(request, "consultations/people.html", context)


@team_page("consultations.manage")
def person_new(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Add somebody who can hold a part; `?liaison=1` ticks that she is the liaison contact."""
    data = request.POST if request.method == "POST" else None
    form = PersonForm(data, consultation=consultation, initial={"is_liaison": "liaison" in request.GET})
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_person(consultation=consultation, actor=request.user, **form.cleaned_data)
            messages.success(request, _("The person is saved and can be chosen for a part."))
            return redirect("consultations:people", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return _form_page(request, consultation, form, _("Add a person"))


@team_page("consultations.manage")
def person_edit(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Correct how the programme prints a person."""
    person = get_object_or_404(consultation.people.select_related("organization"), pk=pk)
    form = PersonForm(request.POST or None, consultation=consultation, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_person(consultation=consultation, actor=request.user, person=person, **form.cleaned_data)
            messages.success(request, _("The person is saved."))
            return redirect("consultations:people", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return _form_page(request, consultation, form, _("Change a person"), person=person)


@team_page("consultations.manage")
def person_remove(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Ask once, then remove somebody on whom nothing hangs."""
    person = get_object_or_404(consultation.people, pk=pk)
    if request.method == "POST":
        try:
            actions.remove_person(person=person, actor=request.user)
            messages.success(request, _("The person is removed."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("consultations:people", consultation.slug)
    context = {"consultation": consultation, "stage": STAGE, "person": person}
    return render(request, "consultations/person_remove.html", context)


def _form_page(
    request: SignedInRequest, consultation: Consultation, form: PersonForm, heading: str, **more: Any
) -> HttpResponse:
    context = {"consultation": consultation, "stage": STAGE, "form": form, "heading": heading, **more}
    return render(request, "consultations/person_form.html", context)
