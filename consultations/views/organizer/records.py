"""What was done: the audit trail."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from accounts.models import User
from consultations.access import SignedInRequest, team_page
from consultations.models import Application, Consultation
from consultations.verbs import words_for

PER_PAGE = 50


@team_page("consultations.see_audit")
def audit(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Who decided what, and when, latest first."""
    hidden = _conflicting(consultation, request.user)
    lines = consultation.audit_lines.select_related("actor").order_by("-at", "-pk")
    if hidden:
        lines = lines.exclude(details__application__in=[item.pk for item in hidden])
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(line, words_for(line.verb)) for line in page]
    return render(request, "consultations/audit.html", {"consultation": consultation, "page_obj": page, "rows": rows})


def _conflicting(consultation: Consultation, user: User) -> list[Application]:
    """Applications that this account may not know of."""
    known = consultation.applications.without_conflict_for(user)
    return list(consultation.applications.exclude(pk__in=known.values("pk")))
