"""The organizers' list of registrations, one registration, and the export."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from accounts.errors import Refused
from accounts.exports import as_file
from consultations.access import SignedInRequest, team_page
from consultations.asking import in_words
from consultations.models import Consultation, SeenBy
from registrations.actions import registering
from registrations.actions.bulk import last_change
from registrations.exports import REGISTRATIONS, answer_columns, columns_for
from registrations.filters import RegistrationFilter
from registrations.forms.by_hand import ManyForm
from registrations.forms.organizer import StatusForm
from registrations.lists import SHOWN_IN_LISTS, counts_by_state, registrations_of
from registrations.models import Registration
from registrations.states import REGISTRATION
from registrations.tables import TONES, RegistrationTable

PER_PAGE = 50


def _filtered(request: SignedInRequest, consultation: Consultation) -> RegistrationFilter:
    identities = request.user.has_perm("registrations.see_identities", consultation)
    return RegistrationFilter(request.GET, queryset=registrations_of(consultation), identities=identities)


@team_page("registrations.see_registrations")
def registrations(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Who registered: searched, narrowed, sorted, in pages."""
    found = _filtered(request, consultation)
    manages = request.user.has_perm("registrations.manage_registrations", consultation)
    table = RegistrationTable(
        found.qs.values(*SHOWN_IN_LISTS),
        consultation=consultation,
        identities=found.identities,
        choosing=manages and not consultation.is_over,
    )
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    counts, assistants = counts_by_state(consultation)
    context = {
        "consultation": consultation,
        "stage": "registration",
        "filter": found,
        "table": table,
        "counts": [(state, REGISTRATION.states[state].staff, number) for state, number in counts.items()],
        "assistants": assistants,
        "everybody": sum(counts.values()) + assistants,
        "narrowed": any(request.GET.get(name) for name in found.filters),
        "query": request.GET.urlencode(),
        "many": ManyForm() if table.choosing else None,
        "last_change": last_change(consultation) if manages else None,
    }
    return render(request, "registrations/list.html", context)


@team_page("registrations.export_registrations")
def export(request: SignedInRequest, consultation: Consultation, form: str) -> HttpResponse:
    """The list as it is narrowed now, as a file."""
    rows = _filtered(request, consultation).qs.order_by("pk").select_related("attendance", "assists")
    rows = rows.prefetch_related("preference_links__group", "answers")
    columns = columns_for(request.user, consultation, [*REGISTRATIONS, *answer_columns(consultation)])
    return as_file(columns=columns, rows=rows, name=f"{consultation.slug}-registrations", form=form)


def _one(consultation: Consultation, key: str) -> Registration:
    return get_object_or_404(
        registrations_of(consultation).select_related("consultation", "organization", "attendance", "assists"), key=key
    )


@team_page("registrations.see_registrations")
def detail(request: SignedInRequest, consultation: Consultation, key: str) -> HttpResponse:
    """One registration: what this reader may see of it."""
    registration = _one(consultation, key)
    return render(request, "registrations/detail.html", _detail(request, registration))


def _detail(request: SignedInRequest, registration: Registration) -> dict[str, Any]:
    consultation = registration.consultation
    allowed = {
        name: request.user.has_perm(f"registrations.{name}", consultation)
        for name in ("see_identities", "see_needs", "manage_registrations")
    }
    return {
        "consultation": consultation,
        "stage": "registration",
        "registration": registration,
        "attendance": getattr(registration, "attendance", None),
        "state": REGISTRATION.states[registration.status].staff,
        "tone": TONES.get(registration.status, "plain"),
        "preferences": list(registration.preference_links.select_related("group")),
        "assistants": list(registration.assistants.all()),
        "consents": list(registration.consents.all()) if allowed["see_identities"] else [],
        "answers": _answers(registration, needs=False) if allowed["see_identities"] else [],
        "needs_answers": _answers(registration, needs=True) if allowed["see_needs"] else [],
        "support": list(registration.support_requests.all()) if allowed["see_needs"] else [],
        "form": StatusForm(registration=registration),
        **allowed,
    }


def _answers(registration: Registration, *, needs: bool) -> list[tuple[str, str]]:
    """Questions of the organizers' with her answers: those about needs, or all others."""
    rows = registration.answers.select_related("question")
    return [
        (row.question.label, in_words(row.question, row.value))
        for row in rows
        if (row.question.seen_by == SeenBy.NEEDS) is needs
    ]


@team_page("registrations.manage_registrations")
@require_POST
def status(request: SignedInRequest, consultation: Consultation, key: str) -> HttpResponse:
    """Move a registration to another state."""
    registration = _one(consultation, key)
    form = StatusForm(request.POST, registration=registration)
    if form.is_valid():
        try:
            registering.change_status(registration=registration, status=form.cleaned_data["status"], actor=request.user)
            messages.success(
                request, _("The state is changed, and we have written to %(name)s.") % {"name": registration.shown_name}
            )
            return redirect("registrations:detail", consultation.slug, key)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return render(request, "registrations/detail.html", {**_detail(request, registration), "form": form})


@team_page("registrations.manage_registrations")
def fill_places(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Give free places to the waiting list, after being asked once."""
    if request.method == "POST":
        given = registering.fill_places(consultation=consultation, actor=request.user)
        messages.success(
            request,
            ngettext("%(given)s person now has a place.", "%(given)s people now have a place.", given)
            % {"given": given},
        )
        return redirect("registrations:list", consultation.slug)
    waiting = list(registering.waiting_list(consultation)[: registering.places_free(consultation)])
    context = {"consultation": consultation, "stage": "registration", "waiting": waiting}
    return render(request, "registrations/fill_places.html", context)
