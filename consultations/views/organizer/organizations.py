"""Organizations as records: listed, written, merged, and found for the names that people typed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from accounts.text import folded
from consultations.access import SignedInRequest, team_page
from consultations.actions import organization_merging as merging
from consultations.actions import organizations as actions
from consultations.forms.organizations import OrganizationForm, OtherForm
from consultations.models import Consultation, Organization, OrganizationMerge
from consultations.organization_list import TypedName, dependents, organizations_of, propose, typed_names

PER_PAGE = 50
NAMES_PER_PAGE = 25


@team_page("consultations.manage")
def organizations(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """All records of the series, with what each is in this consultation."""
    typed = request.GET.get("q", "").strip()
    page = Paginator(organizations_of(consultation, typed), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "consultation": consultation,
        "page_obj": page,
        "typed": typed,
        "unknown": len(typed_names(consultation, request.user)),
    }
    return render(request, "consultations/organizations.html", context)


@team_page("consultations.manage")
def organization_new(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Add a record; `?name=` fills in a name that somebody typed."""
    data = request.POST if request.method == "POST" else None
    form = OrganizationForm(data, consultation=consultation, initial={"name": request.GET.get("name", "")[:300]})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.save_organization(consultation=consultation, facts=form.facts(), actor=request.user)
            messages.success(request, _("%(name)s has a record now.") % {"name": made.name})
            return redirect("consultations:organization", consultation.slug, made.pk)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {"consultation": consultation, "form": form}
    return render(request, "consultations/organization_new.html", context)


@team_page("consultations.manage")
def organization(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """One record: corrected on the left, what depends on it on the right."""
    found = _organization(consultation, pk)
    data = request.POST if request.method == "POST" else None
    form = OrganizationForm(data, consultation=consultation, organization=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_organization(
                consultation=consultation, facts=form.facts(), actor=request.user, organization=found
            )
            messages.success(request, _("It was saved."))
            return redirect("consultations:organization", consultation.slug, pk)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {
        "consultation": consultation,
        "organization": found,
        "form": form,
        "dependents": dependents(found, consultation, request.user),
        "elsewhere": found.roles.exclude(consultation=consultation).select_related("consultation"),
        "merges": found.merges.filter(undone_at=None).select_related("merged_by"),
    }
    return render(request, "consultations/organization.html", context)


@team_page("consultations.manage")
def organization_remove(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Ask once, then take out a record on which nothing depends."""
    found = _organization(consultation, pk)
    if request.method == "POST":
        try:
            actions.remove_organization(consultation=consultation, organization=found, actor=request.user)
            messages.success(request, _("The record is removed."))
            return redirect("consultations:organizations", consultation.slug)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("consultations:organization", consultation.slug, pk)
    context = {"consultation": consultation, "organization": found}
    return render(request, "consultations/organization_remove.html", context)


@team_page("consultations.manage")
def organization_merge(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Choose a second record of the same organization, and merge it into this one."""
    found = _organization(consultation, pk)
    data = request.POST if request.method == "POST" else None
    form = OtherForm(data, consultation=consultation, apart_from=found)
    if request.method == "POST" and form.is_valid():
        try:
            merging.merge_organizations(
                consultation=consultation, kept=found, absorbed=form.cleaned_data["other"], actor=request.user
            )
            messages.success(request, _("They are one record now. You can undo it here."))
            return redirect("consultations:organization", consultation.slug, pk)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    alike = TypedName(found.name)
    propose(consultation, [alike])
    context = {
        "consultation": consultation,
        "organization": found,
        "form": form,
        "alike": [one for one in alike.proposals if one != found],
    }
    return render(request, "consultations/organization_merge.html", context)


@team_page("consultations.manage")
@require_POST
def organization_merge_undo(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Take two records apart again."""
    merge = get_object_or_404(OrganizationMerge, pk=pk, series=consultation.series_id)
    try:
        back = merging.undo_merge(consultation=consultation, merge=merge, actor=request.user)
        messages.success(request, _("%(name)s has its own record again.") % {"name": back.name})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("consultations:organization", consultation.slug, merge.kept_id)


@team_page("consultations.manage")
def organization_names(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Names that people typed and that lead to no record, each with the records that may be meant."""
    page = Paginator(typed_names(consultation, request.user), NAMES_PER_PAGE).get_page(request.GET.get("page"))
    propose(consultation, list(page))
    return render(request, "consultations/organization_names.html", {"consultation": consultation, "page_obj": page})


@team_page("consultations.manage")
def organization_name(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Say which record one name means; `name` tells which."""
    typed = request.POST.get("name", "") or request.GET.get("name", "")
    data = request.POST if request.method == "POST" else None
    form = OtherForm(data, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        meant = form.cleaned_data["other"]
        try:
            actions.match_name(consultation=consultation, typed=typed, organization=meant, actor=request.user)
            messages.success(
                request, _("“%(typed)s” means %(name)s from now on.") % {"typed": typed, "name": meant.name}
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("consultations:organization_names", consultation.slug)
    entry = next((one for one in typed_names(consultation, request.user) if folded(one.name) == folded(typed)), None)
    if entry is None:
        return redirect("consultations:organization_names", consultation.slug)
    propose(consultation, [entry])
    context = {"consultation": consultation, "form": form, "entry": entry}
    return render(request, "consultations/organization_name.html", context)


def _organization(consultation: Consultation, pk: int) -> Organization:
    return get_object_or_404(Organization.objects.prefetch_related("aliases"), pk=pk, series=consultation.series_id)
