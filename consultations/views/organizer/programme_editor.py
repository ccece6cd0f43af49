"""Writing the programme: sessions, parts, people and the version."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.actions import programme as actions
from consultations.forms.programme import PartForm, PersonForm, SessionForm
from consultations.models import Consultation, SessionRole


def _back(consultation: Consultation) -> HttpResponse:
    return redirect("consultations:programme_settings", consultation.slug)


def _form_page(
    request: SignedInRequest, consultation: Consultation, form: Any, heading: str, **more: object
) -> HttpResponse:
    context = {"consultation": consultation, "stage": "programme", "form": form, "heading": heading, **more}
    return render(request, "consultations/programme_form.html", context)


@team_page("consultations.manage")
def session_new(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Add a session."""
    form = SessionForm(request.POST or None, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_session(consultation=consultation, actor=request.user, **form.cleaned_data)
            messages.success(request, _("The programme is saved."))
            return _back(consultation)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return _form_page(request, consultation, form, _("Add a session"))


@team_page("consultations.manage")
def session_edit(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Change a session."""
    session = get_object_or_404(consultation.sessions.select_related("round"), pk=pk)
    form = SessionForm(request.POST or None, consultation=consultation, session=session)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_session(session=session, actor=request.user, **form.cleaned_data)
            messages.success(request, _("The programme is saved."))
            return _back(consultation)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return _form_page(request, consultation, form, _("Change a session"), session=session)


@team_page("consultations.manage")
def session_remove(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Ask once, then take the session out."""
    session = get_object_or_404(consultation.sessions, pk=pk)
    if request.method == "POST":
        try:
            actions.remove_session(session=session, actor=request.user)
            messages.success(request, _("The session is taken out, and calendars are told that it is off."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return _back(consultation)
    context = {"consultation": consultation, "stage": "programme", "session": session}
    return render(request, "consultations/session_remove.html", context)


@team_page("consultations.manage")
@require_POST
def session_move(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """One place up or down."""
    session = get_object_or_404(consultation.sessions, pk=pk)
    actions.move_session(session=session, actor=request.user, down=request.POST.get("to") == "down")
    return _back(consultation)


@team_page("consultations.manage")
def part_new(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Add a part to a session, then say who holds it."""
    session = get_object_or_404(consultation.sessions, pk=pk)
    form = PartForm(request.POST or None, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        group = form.cleaned_data["group"]
        try:
            part = actions.add_part(
                session=session,
                actor=request.user,
                role=form.cleaned_data["role"],
                group_id=group.pk if group else None,
            )
            return redirect("consultations:session_role", consultation.slug, part.pk)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return _form_page(request, consultation, form, _("Add a part: %(session)s") % {"session": session.title})


@team_page("consultations.manage")
@require_POST
def part_remove(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Take a part out."""
    parts = SessionRole.objects.select_related("session__consultation")
    actions.remove_part(part=get_object_or_404(parts, pk=pk, session__consultation=consultation), actor=request.user)
    messages.success(request, _("The part is taken out."))
    return _back(consultation)


@team_page("consultations.manage")
def person_new(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Add somebody who can hold a part."""
    form = PersonForm(request.POST or None, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_person(consultation=consultation, actor=request.user, **form.cleaned_data)
            messages.success(request, _("The person is saved and can be chosen for a part."))
            return _back(consultation)
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
            return _back(consultation)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return _form_page(request, consultation, form, _("Change a person"))


@team_page("consultations.manage")
@require_POST
def programme_version(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Tentative, final or as held."""
    try:
        actions.set_programme_version(
            consultation=consultation, actor=request.user, version=request.POST.get("version", "")
        )
        messages.success(request, _("The programme is saved."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(consultation)
