"""The programme, as the team works on it: what is still to be confirmed stands out."""

from itertools import pairwise

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from consultations.access import SignedInRequest, team_page
from consultations.actions.printed import last_published
from consultations.models import Consultation, GroupRole, ProgrammeVersion, PublishedProgramme, SessionRole
from consultations.overview import co_hosts_of_other_organizations
from consultations.programme import as_content, from_content, printed_programme
from consultations.programme_changes import changes_between

STAGE = "programme"


@team_page("consultations.see_programme")
def programme(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Sessions with who holds which part, and the working groups with theirs."""
    roles = SessionRole.objects.select_related("person__organization", "organization", "group")
    people = GroupRole.objects.select_related("person__organization").order_by("role", "position")
    last = last_published(consultation)
    context = {
        "consultation": consultation,
        "stage": STAGE,
        "sessions": consultation.sessions.prefetch_related(Prefetch("roles", roles)).order_by("position", "pk"),
        "groups": consultation.working_groups.order_by("number").prefetch_related(
            "objective_links__objective", Prefetch("roles", people)
        ),
        "strangers": {role.pk for role in co_hosts_of_other_organizations(consultation)},
        "versions": ProgrammeVersion.choices,
        "last": last,
        "differs": last is not None and last.content != as_content(printed_programme(consultation)),
        "may_change": request.user.has_perm("consultations.manage", consultation),
    }
    return render(request, "consultations/programme_settings.html", context)


@team_page("consultations.see_programme")
def versions(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Every programme that was printed, newest first, with what was different from the one before."""
    kept = list(consultation.published_programmes.order_by("number"))
    printed = [from_content(item.content) for item in kept]
    steps = [changes_between(old, new) for old, new in pairwise(printed)]
    now_printed = printed_programme(consultation)
    context = {
        "consultation": consultation,
        "stage": STAGE,
        "kept": list(zip(kept, [None, *steps], strict=False))[::-1],
        "since": changes_between(printed[-1], now_printed) if printed else [],
    }
    return render(request, "consultations/programme_versions.html", context)


@team_page("consultations.see_programme")
def version(request: SignedInRequest, consultation: Consultation, number: int) -> HttpResponse:
    """One programme as it was printed."""
    kept: PublishedProgramme = get_object_or_404(consultation.published_programmes, number=number)
    context = {
        "consultation": consultation,
        "stage": STAGE,
        "kept": kept,
        "printed": from_content(kept.content),
    }
    return render(request, "consultations/programme_version.html", context)
