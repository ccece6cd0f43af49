"""Working groups and rounds by screen, and who is fixed to a group."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.actions import groups as actions
from consultations.forms.groups import GroupForm, GroupRoleForm, RoundForm
from consultations.models import Consultation, GroupRole
from consultations.overview import co_hosts_of_other_organizations


@team_page("consultations.manage")
def groups(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """All groups with their objectives and people, and the rounds."""
    context = {
        "consultation": consultation,
        "stage": "programme",
        "groups": consultation.working_groups.prefetch_related("objectives", "roles__person"),
        "rounds": consultation.rounds.all(),
        "strangers": {held.pk for held in co_hosts_of_other_organizations(consultation)},
    }
    return render(request, "consultations/groups_setup.html", context)


@team_page("consultations.manage")
def group(request: SignedInRequest, consultation: Consultation, pk: int | None = None) -> HttpResponse:
    """Add a group, or change one and fix people to it."""
    found = get_object_or_404(consultation.working_groups, pk=pk) if pk else None
    form = GroupForm(request.POST or None, consultation=consultation, group=found)
    if request.method == "POST" and form.is_valid():
        saved = _tried(
            form,
            lambda: actions.save_group(consultation=consultation, actor=request.user, group=found, **form.cleaned_data),
        )
        if saved:
            messages.success(request, _("The group is saved."))
            return redirect("consultations:groups_setup", consultation.slug)
    context = {"consultation": consultation, "stage": "programme", "form": form, "group": found}
    if found:
        context["roles"] = found.roles.select_related("person__organization")
        context["role_form"] = GroupRoleForm(consultation=consultation, prefix="fix")
    return render(request, "consultations/group_setup.html", context)


@team_page("consultations.manage")
@require_POST
def group_remove(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Remove a group that nothing hangs on."""
    found = get_object_or_404(consultation.working_groups, pk=pk)
    return _done(request, consultation, lambda: actions.remove_group(group=found, actor=request.user))


@team_page("consultations.manage")
@require_POST
def group_person(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Fix a person to a group."""
    found = get_object_or_404(consultation.working_groups, pk=pk)
    form = GroupRoleForm(request.POST, consultation=consultation, prefix="fix")
    if form.is_valid():
        person, role = form.cleaned_data["person"].pk, form.cleaned_data["role"]
        try:
            actions.fix_person(group=found, actor=request.user, person=person, role=role)
        except Refused as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, _("Choose a person and a role."))
    return redirect("consultations:group_setup", consultation.slug, found.pk)


@team_page("consultations.manage")
@require_POST
def group_person_remove(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Take a role in a group back."""
    held = get_object_or_404(GroupRole, pk=pk, group__consultation=consultation)
    number = held.group_id
    actions.release_person(held=held, actor=request.user)
    return redirect("consultations:group_setup", consultation.slug, number)


@team_page("consultations.manage")
def sitting(request: SignedInRequest, consultation: Consultation, pk: int | None = None) -> HttpResponse:
    """Add a round, or change its times."""
    found = get_object_or_404(consultation.rounds, pk=pk) if pk else None
    form = RoundForm(request.POST if request.method == "POST" else None, consultation=consultation, sitting=found)
    # An empty form is an answer here: a round whose times are not known yet.
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        saved = _tried(
            form,
            lambda: actions.save_round(consultation=consultation, actor=request.user, sitting=found, **given),
        )
        if saved:
            messages.success(request, _("The round is saved."))
            return redirect("consultations:groups_setup", consultation.slug)
    context = {"consultation": consultation, "stage": "programme", "form": form, "round": found}
    return render(request, "consultations/round_setup.html", context)


@team_page("consultations.manage")
@require_POST
def sitting_remove(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Remove the last round."""
    found = get_object_or_404(consultation.rounds, pk=pk)
    return _done(request, consultation, lambda: actions.remove_round(sitting=found, actor=request.user))


def _tried(form: Form, act: Callable[[], object]) -> bool:
    """Whether it was done; if not, the reason stands beside the field."""
    try:
        act()
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
        return False
    return True


def _done(request: SignedInRequest, consultation: Consultation, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
        messages.success(request, _("Removed."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("consultations:groups_setup", consultation.slug)
