"""Writing the programme: sessions, parts and the version."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.actions import parts
from consultations.actions import programme as actions
from consultations.actions.printed import publish_programme
from consultations.forms.programme import HolderForm, PartForm, SessionForm
from consultations.forms.settings import wall
from consultations.models import Consultation, Session, SessionKind, SessionRole


def _back(consultation: Consultation, session: Session | None = None) -> HttpResponse:
    """The programme, at the session that was worked on."""
    place = f"#session-{session.pk}" if session else ""
    return redirect(reverse("consultations:programme_settings", args=[consultation.slug]) + place)


def _form_page(
    request: SignedInRequest, consultation: Consultation, form: Any, heading: str, **more: object
) -> HttpResponse:
    context = {"consultation": consultation, "stage": "programme", "form": form, "heading": heading, **more}
    return render(request, "consultations/programme_form.html", context)


@team_page("consultations.manage")
def session_new(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Add a session; `?round=2` begins with the times of that round."""
    start = _of_round(consultation, request.GET.get("round", ""))
    form = SessionForm(request.POST or None, consultation=consultation, initial=start)
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
    return _back(consultation, session)


@team_page("consultations.manage")
def part_new(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Add a part to a session, then say who holds it."""
    session = get_object_or_404(consultation.sessions, pk=pk)
    form = PartForm(request.POST or None, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        group = form.cleaned_data["group"]
        try:
            part = parts.add_part(
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
def role(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Say who holds a part, or leave it to be confirmed."""
    item = _part(consultation, pk)
    form = HolderForm(request.POST if request.method == "POST" else None, part=item, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        person, organization = form.cleaned_data.pop("person"), form.cleaned_data.pop("organization")
        try:
            parts.fill_part(
                part=item,
                actor=request.user,
                person_id=person.pk if person else None,
                organization_id=organization.pk if organization else None,
                **form.cleaned_data,
            )
            messages.success(request, _("The programme is saved."))
            return _back(consultation, item.session)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {"consultation": consultation, "stage": "programme", "role": item, "form": form}
    return render(request, "consultations/session_role.html", context)


@team_page("consultations.manage")
@require_POST
def part_move(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """One place up or down in its session."""
    item = _part(consultation, pk)
    parts.move_part(part=item, actor=request.user, down=request.POST.get("to") == "down")
    return _back(consultation, item.session)


@team_page("consultations.manage")
@require_POST
def part_remove(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Take a part out."""
    item = _part(consultation, pk)
    parts.remove_part(part=item, actor=request.user)
    messages.success(request, _("The part is taken out."))
    return _back(consultation, item.session)


@team_page("consultations.manage")
@require_POST
def programme_version(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Publish the programme as tentative, final or as held, and keep it as it is printed now."""
    try:
        kept = publish_programme(consultation=consultation, actor=request.user, version=request.POST.get("version", ""))
        messages.success(
            request,
            _("The programme is published: %(version)s. It is kept as it is printed now.")
            % {"version": kept.get_version_display()},
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(consultation)


def _part(consultation: Consultation, pk: int) -> SessionRole:
    rows = SessionRole.objects.select_related("session__consultation__series", "group")
    part: SessionRole = get_object_or_404(rows, pk=pk, session__consultation=consultation)
    return part


def _of_round(consultation: Consultation, number: str) -> dict[str, Any]:
    """What the session of a round begins with."""
    sitting = consultation.rounds.filter(number=int(number)).first() if number.isdecimal() else None
    if sitting is None:
        return {}
    times = {name: getattr(sitting, name) for name in ("starts_at", "ends_at")}
    typed = {name: wall(instant, consultation.zone) for name, instant in times.items() if instant}
    title = _("Working groups, round %(number)d") % {"number": sitting.number}
    return {"title": title, "kind": SessionKind.WORKING_GROUPS, "round": sitting, **typed}
