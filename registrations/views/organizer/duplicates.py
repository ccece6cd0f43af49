"""People who may be on the list twice: side by side, merged or kept apart, and taken apart again."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import jobs
from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from consultations.templatetags.openfloor import country_name, language_name
from registrations.actions import contact_merging as actions
from registrations.actions.duplicates import LOOK
from registrations.contact_files import FIELDS
from registrations.models import Contact, ContactMerge, ContactPair

PER_PAGE = 25
MERGES_SHOWN = 10


@team_page("registrations.manage_contacts")
def duplicates(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Everybody who may be there twice, likeliest first; below, what was merged lately."""
    page = Paginator(_pairs(consultation).order_by("-score", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    merges = ContactMerge.objects.filter(consultation=consultation, undone_at=None)
    context = {
        "consultation": consultation,
        "stage": "registration",
        "page_obj": page,
        "merges": merges.select_related("kept", "absorbed", "merged_by")[:MERGES_SHOWN],
    }
    return render(request, "registrations/duplicates.html", context)


@team_page("registrations.manage_contacts")
@require_POST
def look(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Go through the whole list."""
    total = Contact.objects.filter(consultation=consultation).count()
    job = jobs.start(LOOK, by=request.user, arguments={"consultation": consultation.pk}, total=total)
    return redirect("accounts:job", job.pk)


@team_page("registrations.manage_contacts")
def pair(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Two entries side by side; where they differ, either can be kept."""
    found = get_object_or_404(_pairs(consultation), pk=pk)
    if request.method == "POST":
        try:
            return _judged(request, found)
        except Refused as refusal:
            messages.error(request, str(refusal))
    context = {
        "consultation": consultation,
        "stage": "registration",
        "pair": found,
        "fields": _side_by_side(found.first, found.second),
        "sides": [_side(found.first), _side(found.second)],
    }
    return render(request, "registrations/duplicate_pair.html", context)


@team_page("registrations.manage_contacts")
@require_POST
def undo(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Take a merge back."""
    merge = get_object_or_404(ContactMerge, pk=pk, consultation=consultation)
    try:
        actions.undo_merge(merge=merge, actor=request.user)
        messages.success(request, _("The two are apart again, as they were."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("registrations:duplicates", consultation.slug)


def _pairs(consultation: Consultation) -> "QuerySet[ContactPair]":
    rows = ContactPair.objects.filter(
        consultation=consultation, different=False, first__merged_into=None, second__merged_into=None
    )
    return rows.select_related("first__organization", "second__organization", "consultation")


def _judged(request: SignedInRequest, pair: ContactPair) -> HttpResponse:
    consultation = pair.consultation
    if "apart" in request.POST:
        actions.keep_apart(pair=pair, actor=request.user)
        messages.success(request, _("They stay apart, and are not proposed again."))
    else:
        sides = {"first": (pair.first, pair.second), "second": (pair.second, pair.first)}
        kept, absorbed = sides.get(request.POST.get("kept", ""), sides["first"])
        other = "second" if kept is pair.first else "first"
        take = [name for name in actions.CHOICES if request.POST.get(name) == other]
        actions.merge(kept=kept, absorbed=absorbed, take=take, actor=request.user)
        messages.success(request, _("They are one now. You can undo this below the list of duplicates."))
    # Asked for only now: merging may have taken away or changed what came next.
    following = _pairs(consultation).order_by("-score", "pk").first()
    if following is None:
        return redirect("registrations:duplicates", consultation.slug)
    return redirect("registrations:duplicate_pair", consultation.slug, following.pk)


def _words(contact: Contact) -> dict[str, str]:
    return {
        "email": contact.email,
        "name": contact.name,
        "organization": contact.shown_organization,
        "position": contact.position,
        "country": country_name(contact.country),
        "sector": str(contact.get_sector_display()),
        "languages": ", ".join(language_name(tag) for tag in contact.languages),
        "notes": contact.notes,
    }


def _side_by_side(first: Contact, second: Contact) -> list[dict[str, Any]]:
    """One row a field: what each of the two says, and which is taken unless somebody chooses."""
    left, right = _words(first), _words(second)
    return [
        {
            "name": name,
            "label": FIELDS[name],
            "first": left[name],
            "second": right[name],
            "differs": bool(left[name] and right[name] and left[name] != right[name]),
            "chosen": "first" if left[name] else "second",
        }
        for name in actions.CHOICES
        if left[name] or right[name]
    ]


def _side(contact: Contact) -> dict[str, Any]:
    return {
        "links": contact.source_links.select_related("source", "added_by"),
        "invitation": getattr(contact, "invitation", None),
    }
