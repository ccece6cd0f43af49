"""What was done and what was written: the audit trail and the outbox."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django_tables2 import RequestConfig

from accounts.models import User
from accounts.text import mask_links
from consultations.access import SignedInRequest, team_page
from consultations.models import Application, Consultation, Message
from consultations.tables import MessageTable
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


@team_page("consultations.see_mail")
def outbox(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Letters that were written, and whether they left."""
    table = MessageTable(_messages(consultation, request.user))
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    return render(request, "consultations/outbox.html", {"consultation": consultation, "table": table})


@team_page("consultations.see_mail")
def message(request: SignedInRequest, consultation: Consultation, pk: UUID) -> HttpResponse:
    """One letter as it was sent; personal links in it are for its reader alone and are left out."""
    item = get_object_or_404(_messages(consultation, request.user), pk=pk)
    return render(
        request,
        "consultations/message.html",
        {"consultation": consultation, "letter": item, "text": mask_links(item.text)},
    )


def _messages(consultation: Consultation, user: User) -> QuerySet[Message]:
    hidden = [item.contact_email for item in _conflicting(consultation, user)]
    messages = consultation.messages.select_related("consultation")
    return messages.exclude(to__in=hidden) if hidden else messages


def _conflicting(consultation: Consultation, user: User) -> list[Application]:
    """Applications that this account may not know of."""
    known = consultation.applications.without_conflict_for(user)
    return list(consultation.applications.exclude(pk__in=known.values("pk")))
