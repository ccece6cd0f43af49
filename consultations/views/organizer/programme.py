"""The programme, as the team works on it: what is still to be confirmed stands out."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.actions.settings import fill_session_role
from consultations.forms.settings import SessionRoleForm
from consultations.models import Consultation, GroupRole, ProgrammeVersion, SessionRole
from consultations.overview import co_hosts_of_other_organizations

STAGE = "programme"


@team_page("consultations.see_programme")
def programme(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Sessions with who holds which part, and the working groups with theirs."""
    roles = SessionRole.objects.select_related("person__organization", "organization", "group")
    people = GroupRole.objects.select_related("person__organization").order_by("role", "position")
    context = {
        "consultation": consultation,
        "stage": STAGE,
        "sessions": consultation.sessions.prefetch_related(Prefetch("roles", roles)).order_by("position", "pk"),
        "groups": consultation.working_groups.order_by("number").prefetch_related(
            "objective_links__objective", Prefetch("roles", people)
        ),
        "strangers": {role.pk for role in co_hosts_of_other_organizations(consultation)},
        "versions": ProgrammeVersion.choices,
        "may_change": request.user.has_perm("consultations.manage", consultation),
    }
    return render(request, "consultations/programme_settings.html", context)


@team_page("consultations.manage")
def role(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Say who holds a part, or leave it to be confirmed."""
    item = get_object_or_404(
        SessionRole.objects.select_related("session__consultation", "group"), pk=pk, session__consultation=consultation
    )
    form = SessionRoleForm(request.POST if request.method == "POST" else None, role=item, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        person, organization = form.cleaned_data["person"], form.cleaned_data["organization"]
        try:
            fill_session_role(
                role=item,
                actor=request.user,
                person_id=person.pk if person else None,
                organization_id=organization.pk if organization else None,
                mode=form.cleaned_data["mode"],
                link=form.cleaned_data["link"],
            )
            messages.success(request, _("The programme is saved."))
            return redirect("consultations:programme_settings", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {"consultation": consultation, "stage": STAGE, "role": item, "form": form}
    return render(request, "consultations/session_role.html", context)
