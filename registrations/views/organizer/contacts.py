"""The stakeholder list: everybody whom the call can be sent to, and the sources they came from."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.errors import Refused
from accounts.exports import as_stream
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation, Sector, Unsubscribed, WhyNoMailings
from consultations.templatetags.openfloor import country_name, language_name
from registrations import contact_list
from registrations.actions import contacts as actions
from registrations.actions.attending import record_invitations
from registrations.actions.contact_files import source_named
from registrations.actions.contact_removal import remove_contact
from registrations.contact_list import contacts_of, counts_of, narrowed, sources_of
from registrations.exports import CONTACTS
from registrations.forms.contacts import ContactForm, RemoveForm, SearchForm
from registrations.models import Contact, Source

PER_PAGE = 50
MAILING_FILTERS = ("source", "sector", "subregion", "country", "language", "reach")


@team_page("registrations.see_contacts")
def contacts(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """The list in the order of names, narrowed as asked, with how many there are of each kind."""
    sources, counts = sources_of(consultation), counts_of(consultation)
    form = SearchForm(request.GET, sources=sources, counts=counts)
    filters = form.filters()
    rows = narrowed(consultation, filters)
    page = contact_list.page_of(
        rows.select_related("organization", "invitation").prefetch_related("source_links"),
        after=_number(request.GET, "after"),
        before=_number(request.GET, "before"),
        size=PER_PAGE,
    )
    stopped = contact_list.stopped_among(consultation, page.rows)
    names = {source.pk: source.name for source in sources}
    context = {
        "consultation": consultation,
        "stage": "registration",
        "form": form,
        "counts": counts,
        **_counts_in_words(counts, sources),
        "page": page,
        "rows": [_row(contact, names, stopped) for contact in page.rows],
        "number": rows.count() if filters else counts.all,
        "narrowed": bool(filters),
        "query": urlencode([(name, value) for name, values in filters.items() for value in values]),
        "mailing": _mailing_link(request, consultation, filters),
        "pairs": consultation.contact_pairs.filter(
            different=False, first__merged_into=None, second__merged_into=None
        ).count(),
    }
    return render(request, "registrations/contacts.html", context)


@team_page("registrations.see_contacts")
def export(request: SignedInRequest, consultation: Consultation, form: str) -> StreamingHttpResponse:
    """The list as it is narrowed now, as a file of any length."""
    search = SearchForm(request.GET, sources=sources_of(consultation), counts=counts_of(consultation))
    rows = narrowed(consultation, search.filters()).order_by("name", "pk")
    rows = rows.select_related("organization", "invitation").prefetch_related("source_links__source")
    return as_stream(columns=CONTACTS, rows=rows, name=f"{consultation.slug}-contacts", form=form)


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


@team_page("registrations.manage_contacts")
def contact_add(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Somebody new, by hand."""
    form = ContactForm(request.POST if request.method == "POST" else None, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.add_contact(
                consultation=consultation, entry=form.entry(), sources=_sources(consultation, form), actor=request.user
            )
            messages.success(request, _("%(name)s is on the list.") % {"name": added.name or added.email})
            return redirect("registrations:contact", consultation.slug, added.pk)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {"consultation": consultation, "stage": "registration", "form": form}
    return render(request, "registrations/contact_add.html", context)


@team_page("registrations.manage_contacts")
def contact(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """One person: what is known, where it comes from, and a form to correct it."""
    found = _contact(consultation, pk)
    form = ContactForm(request.POST if request.method == "POST" else None, consultation=consultation, contact=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_contact(
                contact=found, entry=form.entry(), sources=_sources(consultation, form), actor=request.user
            )
            messages.success(request, _("It was saved."))
            return redirect("registrations:contact", consultation.slug, pk)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {
        "consultation": consultation,
        "stage": "registration",
        "contact": found,
        "form": form,
        "links": found.source_links.select_related("source", "added_by"),
        "stopped": Unsubscribed.objects.filter(series=consultation.series_id, email__iexact=found.email).first(),
        "registration": consultation.registrations.filter(email__iexact=found.email).order_by("-pk").first(),
        "merges": found.merges.filter(undone_at=None).select_related("absorbed"),
        "merged": found.merged.all(),
    }
    return render(request, "registrations/contact.html", context)


@team_page("registrations.manage_contacts")
def contact_remove(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Ask why, then delete."""
    found = _contact(consultation, pk)
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        remove_contact(contact=found, actor=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("%(name)s is off the list.") % {"name": found.name or found.email})
        return redirect("registrations:contacts", consultation.slug)
    context = {"consultation": consultation, "stage": "registration", "contact": found, "form": form}
    return render(request, "registrations/contact_remove.html", context)


def _contact(consultation: Consultation, pk: int) -> Any:
    rows = contacts_of(consultation).select_related("organization", "consultation", "invitation")
    return get_object_or_404(rows.prefetch_related("source_links"), pk=pk)


def _sources(consultation: Consultation, form: ContactForm) -> list[Source]:
    named = form.cleaned_data["source_name"]
    return [*form.chosen(), *([source_named(consultation=consultation, name=named)] if named else [])]


def _number(asked: QueryDict, name: str) -> int | None:
    words = asked.get(name, "")
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 19 else None


def _row(contact: Any, sources: dict[int, str], stopped: dict[str, str]) -> dict[str, Any]:
    why = stopped.get(contact.email.lower())
    return {
        "contact": contact,
        "sources": "; ".join(sources[link.source_id] for link in contact.source_links.all()),
        "invitation": getattr(contact, "invitation", None),
        "stopped": WhyNoMailings(why).label if why else "",
    }


def _counts_in_words(counts: contact_list.Counts, sources: list[Source]) -> dict[str, Any]:
    """(value, words, number) of everything that the list can be narrowed to, most first."""
    unknown = _("not known")
    sectors = {value: str(label) for value, label in Sector.choices}
    return {
        "source_counts": [(source.key, source.name, counts.sources.get(source.key, 0)) for source in sources],
        "country_counts": [(code, country_name(code) or unknown, number) for code, number in counts.countries.items()],
        "sector_counts": [(value, sectors.get(value, unknown), number) for value, number in counts.sectors.items()],
        "language_counts": [(tag, language_name(tag) or unknown, number) for tag, number in counts.languages.items()],
    }


def _mailing_link(request: SignedInRequest, consultation: Consultation, filters: dict[str, list[str]]) -> str:
    """Where these people are written to; only where a mailing can be narrowed in just the same way."""
    if any(name not in MAILING_FILTERS for name in filters) or not request.user.has_perm(
        "consultations.manage", consultation
    ):
        return ""
    chosen = [(name, value) for name, values in filters.items() for value in values] or [("reach", "all")]
    return f"{reverse('consultations:mailing_new', args=[consultation.slug])}?" + urlencode(
        [("audience", "contacts"), *chosen]
    )
