"""The stakeholder list: who may be written to, and where each address came from."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django_tables2 import RequestConfig

from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from registrations.actions.attending import record_invitations
from registrations.exports import CONTACTS, as_file
from registrations.filters import ContactFilter
from registrations.lists import contacts_of, sources_of
from registrations.models import Contact, Source
from registrations.tables import ContactTable

PER_PAGE = 50


@team_page("registrations.see_contacts")
def contacts(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """The list, with the number of contacts of each source."""
    sources = sources_of(consultation)
    found = _filtered(request, consultation, sources)
    table = ContactTable(found.qs, consultation=consultation, sources=sources)
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context = {
        "consultation": consultation,
        "stage": "registration",
        "sources": sources,
        "filter": found,
        "table": table,
        "narrowed": any(request.GET.get(name) for name in found.filters),
        "query": request.GET.urlencode(),
    }
    return render(request, "registrations/contacts.html", context)


@team_page("registrations.see_contacts")
def export(request: SignedInRequest, consultation: Consultation, form: str) -> HttpResponse:
    """The list as it is narrowed now, as a file."""
    rows = _filtered(request, consultation, sources_of(consultation)).qs.prefetch_related("source_links__source")
    return as_file(columns=CONTACTS, rows=rows, name=f"{consultation.slug}-contacts", form=form)


@team_page("registrations.manage_contacts")
def invited(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Record that the call was sent to everybody on the list, after being asked once."""
    if request.method == "POST":
        new = record_invitations(consultation=consultation, actor=request.user)
        words = ngettext(
            "%(new)s person is newly counted as invited.", "%(new)s people are newly counted as invited.", new
        )
        messages.success(request, words % {"new": new})
        return redirect("registrations:contacts", consultation.slug)
    waiting = Contact.objects.filter(consultation=consultation, invitation__isnull=True).count()
    context = {"consultation": consultation, "stage": "registration", "waiting": waiting}
    return render(request, "registrations/invited.html", context)


def _filtered(request: SignedInRequest, consultation: Consultation, sources: list[Source]) -> ContactFilter:
    named = [(source.key, source.name) for source in sources]
    return ContactFilter(request.GET, queryset=contacts_of(consultation), sources=named)
