"""One person on the board: why she is there, what another place would cost, and moving her."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.errors import Refused
from breakouts.actions.place import exchange as exchange_places
from breakouts.actions.place import move as move_place
from breakouts.actions.place import place_late_arrival, set_lock, unplaced
from breakouts.actions.plan import version_of
from breakouts.company import company_of, sentences
from breakouts.models import Placement
from breakouts.person_board import person_board, priced
from breakouts.pricing import PresentPlan
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from registrations.models import RegistrationState

FOUND_AT_MOST = 50


def seen_by(request: SignedInRequest) -> int:
    """The version of the plan that the page was made from; without one, every step since is news."""
    sent = request.POST.get("seen", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


def place_of(consultation: Consultation, pk: int | str | None) -> Placement:
    """A place of somebody who comes; 404 if there is none."""
    if isinstance(pk, str) and not (pk.isascii() and pk.isdigit() and len(pk) < 18):
        raise Http404
    places = Placement.objects.seated().select_related("registration__organization", "round__consultation", "group")
    return get_object_or_404(places, pk=pk, round__consultation=consultation)


def on_the_board(place: Placement) -> str:
    """The address of a person's card."""
    page = reverse("breakouts:groups_round", args=[place.round.consultation.slug, place.round.number])
    return f"{page}#p{place.pk}"


@require_GET
@team_page("breakouts.allocate")
def placement(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Why somebody is here, and the price of every other group."""
    seen = version_of(consultation)  # before anything is read: what happens meanwhile must count as news
    place = place_of(consultation, pk)
    groups = list(consultation.working_groups.all())
    person = place.registration
    company = company_of(place)
    return render(
        request,
        "breakouts/placement.html",
        {
            "consultation": consultation,
            "stage": "groups",
            "place": place,
            "rounds": list(person.placements.select_related("round").order_by("round__number")),
            "board": person_board(place, groups),
            "others": _others(place),
            "company": company,
            "company_words": sentences(place, company),
            **_needs(request, place),
            "seen": seen,
        },
    )


def _needs(request: SignedInRequest, place: Placement) -> dict[str, Any]:
    """What she needs, for a reader who may see that; for others there is no trace of it."""
    person = place.registration
    if not request.user.has_perm("registrations.see_needs", place.round.consultation):
        return {}
    return {"sees_needs": True, "needs": person.needs, "support": list(person.support_requests.all())}


def _names(company: list[Placement]) -> str:
    return ", ".join(one.registration.shown_name for one in company)


def _others(place: Placement) -> list[tuple[int, list[tuple[int, str]]]]:
    """For each other group its number, and everybody there by placement and name, in the order of names."""
    rows = Placement.objects.seated().filter(round_id=place.round_id).exclude(group_id=place.group_id)
    found: dict[int, list[tuple[int, str]]] = {}
    names = rows.values_list("group__number", "pk", "registration__display_name", "registration__name")
    for group, pk, display, name in names.order_by("group__number", "pk"):
        found.setdefault(group, []).append((pk, display or name))
    return [(group, sorted(people, key=lambda one: one[1].casefold())) for group, people in found.items()]


@require_http_methods(["GET", "POST"])
@team_page("breakouts.allocate")
def move(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Another group: the price, then the move."""
    place = place_of(consultation, pk)
    number = request.POST.get("group") or request.GET.get("group", "")
    if not number:
        return redirect("breakouts:placement", consultation.slug, pk)
    if not (number.isascii() and number.isdigit() and len(number) < 9):
        raise Http404
    group = get_object_or_404(consultation.working_groups, number=number)
    error = ""
    if request.method == "POST":
        try:
            move_place(placement=place, group=group, actor=request.user, seen=seen_by(request))
        except Refused as refusal:
            error = str(refusal)
        else:
            about = {"name": place.registration.shown_name, "n": group.number}
            words = _("%(name)s is in group %(n)d now, and locked: a new run keeps the place.") % about
            if names := _names(company_of(place)):
                words += " " + _("%(names)s moved along.") % {"names": names}
            messages.success(request, words)
            return redirect(on_the_board(place))
        place = place_of(consultation, pk)
    seen = version_of(consultation)
    price = None
    if place.group_id == group.pk:
        error = error or _("%(name)s is in this group already.") % {"name": place.registration.shown_name}
    else:
        plan = PresentPlan(consultation)
        price = priced(plan.price_move(place, group), plan.roster.weights)
    title = _("Move %(name)s to group %(n)d?") % {"name": place.registration.shown_name, "n": group.number}
    sent = [("group", group.number)]
    context: dict[str, Any] = {
        "title": title,
        "sent": sent,
        "price": price,
        "along": _names(company_of(place)),
        "error": error,
        "verb": _("Move"),
        "seen": seen,
    }
    return _asked(request, consultation, place, context)


@require_http_methods(["GET", "POST"])
@team_page("breakouts.allocate")
def exchange(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Two people take each other's place: the price, then the exchange."""
    place = place_of(consultation, pk)
    chosen = request.POST.get("other") or request.GET.get("other", "")
    if not chosen:
        return redirect("breakouts:placement", consultation.slug, pk)
    other = place_of(consultation, chosen)
    error = ""
    if request.method == "POST":
        try:
            exchange_places(placement=place, other=other, actor=request.user, seen=seen_by(request))
        except Refused as refusal:
            error = str(refusal)
        else:
            about = {
                "one": place.registration.shown_name,
                "there": other.group.number,
                "other": other.registration.shown_name,
                "here": place.group.number,
            }
            told = _("%(one)s is in group %(there)d now and %(other)s in group %(here)d; both are locked.")
            messages.success(request, told % about)
            return redirect(on_the_board(place))
        place, other = place_of(consultation, pk), place_of(consultation, other.pk)
    seen = version_of(consultation)
    price = None
    if other.round_id != place.round_id or other.group_id == place.group_id:
        error = error or _("Choose somebody from another group of the same round.")
    else:
        plan = PresentPlan(consultation)
        price = priced(plan.price_exchange(place, other), plan.roster.weights)
    title = _("Let %(one)s (group %(here)d) and %(other)s (group %(there)d) change places?") % {
        "one": place.registration.shown_name,
        "here": place.group.number,
        "other": other.registration.shown_name,
        "there": other.group.number,
    }
    sent = [("other", other.pk)]
    context: dict[str, Any] = {
        "title": title,
        "sent": sent,
        "price": price,
        "error": error,
        "verb": _("Exchange"),
        "seen": seen,
    }
    return _asked(request, consultation, place, context)


def _asked(
    request: SignedInRequest, consultation: Consultation, place: Placement, context: dict[str, Any]
) -> HttpResponse:
    """The page that says what a change costs and asks whether to make it."""
    context |= {"consultation": consultation, "stage": "groups", "place": place}
    status = 422 if context["error"] and request.method == "POST" else 200
    return render(request, "breakouts/price.html", context, status=status)


@require_POST
@team_page("breakouts.allocate")
def lock(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Keep a place in every run, or let it go; from the board or from her own page."""
    place = place_of(consultation, pk)
    locked = request.POST.get("lock") == "1"
    from_board = request.POST.get("back") == "board"
    try:
        set_lock(placement=place, locked=locked, actor=request.user, seen=seen_by(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if from_board:
            told = _("%(name)s is locked: a new run keeps the place.") if locked else _("%(name)s is not locked now.")
            messages.success(request, told % {"name": place.registration.shown_name})
    return redirect(on_the_board(place) if from_board else reverse("breakouts:placement", args=[consultation.slug, pk]))


@require_POST
@team_page("breakouts.allocate")
def late_arrival(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Place one person who came late; nobody else moves."""
    person = get_object_or_404(consultation.registrations, pk=pk)
    try:
        places = place_late_arrival(registration=person, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        where = ", ".join(_("group %(n)d") % {"n": place.group.number} for place in places)
        messages.success(request, _("%(name)s: %(where)s.") % {"name": person.shown_name, "where": where})
        if places:
            return redirect(on_the_board(places[0]))
    return redirect("breakouts:groups", consultation.slug)


@require_GET
@team_page("breakouts.allocate")
def find(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """People by name or organization: where they sit, or the button that places them; without words who waits."""
    words = request.GET.get("q", "").strip()[:100]
    waiting = unplaced(consultation)
    people = consultation.registrations.filter(
        status__in=(RegistrationState.CONFIRMED, RegistrationState.PENDING, RegistrationState.WAITLISTED)
    )
    for word in words.split():
        # A name that is hidden behind a display name finds nobody, so that a search cannot tell whose it is.
        shown = Q(display_name__icontains=word) | Q(display_name="", name__icontains=word)
        house = Q(organization__name__icontains=word) | Q(organization_name__icontains=word)
        people = people.filter(shown | house)
    if not words:
        people = people.filter(pk__in=waiting[:FOUND_AT_MOST])
    found = people.select_related("organization").prefetch_related("placements__group", "placements__round")
    rows = list(found[:FOUND_AT_MOST])
    return render(
        request,
        "breakouts/find.html",
        {
            "consultation": consultation,
            "stage": "groups",
            "words": words,
            "people": sorted(rows, key=lambda one: one.shown_name.casefold()),
            "full": len(rows) == FOUND_AT_MOST,
            "waiting": set(waiting),
        },
    )
