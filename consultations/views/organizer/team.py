"""Who is on the team."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.actions import invitations
from consultations.actions.team import add_member, remove_member, set_arranges_support
from consultations.forms.team import InviteForm, MemberForm
from consultations.models import Consultation, TeamInvitation


@team_page("consultations.see_team")
def team(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """The members by role, and a form that adds one."""
    may_change = request.user.has_perm("consultations.manage", consultation)
    form = MemberForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and may_change and form.is_valid():
        try:
            home = settings.SITE_URL + reverse("consultations:home", args=[consultation.slug])
            member = add_member(consultation=consultation, actor=request.user, invite=home, **form.cleaned_data)
            messages.success(request, _("%(person)s is on the team. We sent a letter.") % {"person": member.user})
            return redirect("consultations:team", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    members = consultation.team.select_related("user").order_by("role", "user__name", "user__email")
    context: dict[str, Any] = {
        "consultation": consultation,
        "members": members,
        "form": form if may_change else None,
    }
    if may_change:
        asked = consultation.team_invitations.filter(accepted_at=None).select_related("group", "organization")
        context |= {
            "invitations": asked,
            "could": invitations.who_could_be_invited(consultation, request.user),
            "groups": consultation.working_groups.exists(),
        }
    return render(request, "consultations/team.html", context)


@team_page("consultations.manage")
@require_POST
def member_support(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Give a member the task of arranging support, or take it away."""
    member = get_object_or_404(consultation.team.select_related("user"), pk=pk)
    arranges = request.POST.get("arranges") == "yes"
    set_arranges_support(member=member, arranges=arranges, actor=request.user)
    words = (
        _("%(person)s now reads what participants need, and decides on what they ask for.")
        if arranges
        else _("%(person)s no longer reads what participants need.")
    )
    messages.success(request, words % {"person": member.user})
    return redirect("consultations:team", consultation.slug)


@team_page("consultations.manage")
def invite(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Ask somebody to take a part in a group. `?email=…&name=…&organization=…` fills the form."""
    asked = {name: request.GET[name] for name in ("email", "name", "organization", "group") if name in request.GET}
    form = InviteForm(request.POST if request.method == "POST" else None, consultation=consultation, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            made = invitations.invite(actor=request.user, **form.cleaned_data)
            messages.success(request, _("The letter to %(name)s is on its way.") % {"name": made.name})
            return redirect("consultations:team", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return render(request, "consultations/team_invite.html", {"consultation": consultation, "form": form})


@team_page("consultations.manage")
@require_POST
def invite_again(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Write the letter again."""
    return _answered(request, consultation, pk, invitations.send_again, _("A new letter is on its way."))


@team_page("consultations.manage")
@require_POST
def invite_revoke(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Take an invitation back."""
    return _answered(request, consultation, pk, invitations.revoke, _("The invitation is taken back."))


def _answered(
    request: SignedInRequest, consultation: Consultation, pk: int, verb: Callable[..., object], done: str
) -> HttpResponse:
    found = get_object_or_404(TeamInvitation, consultation=consultation, pk=pk)
    try:
        verb(invitation=found, actor=request.user)
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("consultations:team", consultation.slug)


@team_page("consultations.manage")
def member_remove(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Ask once, then take the role away."""
    member = get_object_or_404(consultation.team.select_related("user"), pk=pk)
    if request.method == "POST":
        try:
            remove_member(member=member, actor=request.user)
            messages.success(request, _("%(person)s no longer has this role.") % {"person": member.user})
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("consultations:team", consultation.slug)
    return render(request, "consultations/member_remove.html", {"consultation": consultation, "member": member})
