"""What was done: the audit trail."""

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from accounts.exports import as_stream
from accounts.models import User
from consultations.access import SignedInRequest, team_page
from consultations.exports import AUDIT
from consultations.forms.records import RecordsForm
from consultations.models import Application, AuditLine, Consultation
from consultations.verbs import words_for

PER_PAGE = 50


@team_page("consultations.see_audit")
def audit(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Who decided what, and when, latest first."""
    form = RecordsForm(request.GET, consultation=consultation)
    page = Paginator(form.narrowed(_lines(consultation, request.user)), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "consultation": consultation,
        "form": form,
        "narrowed": any(form.cleaned_data.values()),
        "query": query.urlencode(),
        "page_obj": page,
        "rows": [(line, words_for(line.verb)) for line in page],
    }
    return render(request, "consultations/audit.html", context)


@team_page("consultations.see_audit")
def export(request: SignedInRequest, consultation: Consultation, form: str) -> StreamingHttpResponse:
    """The same lines as a file."""
    lines = RecordsForm(request.GET, consultation=consultation).narrowed(_lines(consultation, request.user))
    return as_stream(columns=AUDIT, rows=lines, name=f"{consultation.slug}-who-did-what", form=form)


def _lines(consultation: Consultation, user: User) -> QuerySet[AuditLine]:
    """Without those about applications that this account may not know of."""
    lines = consultation.audit_lines.select_related("actor").order_by("-at", "-pk")
    hidden = _conflicting(consultation, user)
    # A line without the key is about no application: to the database it is neither in the list nor out of it.
    about_others = Q(details__application__isnull=True) | ~Q(details__application__in=[item.pk for item in hidden])
    return lines.filter(about_others) if hidden else lines


def _conflicting(consultation: Consultation, user: User) -> list[Application]:
    known = consultation.applications.without_conflict_for(user)
    return list(consultation.applications.exclude(pk__in=known.values("pk")))
