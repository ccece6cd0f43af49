"""The organizer reads what was handed in, decides on findings, accepts or sets aside."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.errors import Refused
from breakouts.actions.accept import accept_notes
from breakouts.actions.move_note import MOVABLE, move_note
from breakouts.actions.notes import bring_back, set_aside
from breakouts.actions.screen import Watchman
from breakouts.actions.screen_again import open_screening, stale_notes, start_screening
from breakouts.forms.notes import DecideForm, SetAsideForm
from breakouts.forms.together import PlaceForm
from breakouts.marking import rewrite, stretches
from breakouts.models import FindingDecision, FindingLevel, Note, NoteStatus
from breakouts.policies import acceptable_rooms
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from consultations.stages import way_to

SHOWN = (NoteStatus.SUBMITTED, NoteStatus.ACCEPTED, NoteStatus.SET_ASIDE)
PAGE = 50


@never_cache
@require_GET
@team_page("breakouts.see_notes")
def notes(request: SignedInRequest, consultation: Consultation, status: str = NoteStatus.SUBMITTED) -> HttpResponse:
    """Notes of one status, with what the screener found in them. Drafts belong to their rapporteur alone.

    Not in the order in which they came: that would tell who spoke after whom.
    """
    status = status if status in SHOWN else NoteStatus.SUBMITTED
    counts = dict(consultation.notes.order_by().values_list("status").annotate(Count("pk")))
    rows = (
        consultation.notes.filter(status=status)
        .select_related("heading", "room__group", "room__round", "room__session", "merging")
        .prefetch_related("objectives", "findings")
        .order_by("heading__position", "pk")
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    mine = set(
        consultation.notes.filter(acceptable_rooms(request.user, consultation)).values_list("pk", flat=True)
        if status == NoteStatus.SUBMITTED
        else []
    )
    stale = set(stale_notes(Watchman(consultation)))
    return render(
        request,
        "breakouts/notes.html",
        {
            "consultation": consultation,
            "stage": "notes",
            "status": status,
            "tabs": [(value, NoteStatus(value).label, counts.get(value, 0)) for value in SHOWN],
            "entries": [_entry(note, acceptable=note.pk in mine, stale=note.pk in stale) for note in page],
            "page": page,
            "stale": len(stale),
            "screening": open_screening(consultation),
            "decide_form": DecideForm(),
            "report_url": way_to("report", consultation, request.user) if _all_decided(counts) else "",
        },
    )


def _all_decided(counts: dict[str, int]) -> bool:
    """Whether none that was handed in waits, and there is something to report. Of drafts nothing is told."""
    return bool(counts.get(NoteStatus.ACCEPTED)) and not counts.get(NoteStatus.SUBMITTED)


def _entry(note: Note, *, acceptable: bool, stale: bool) -> dict[str, object]:
    """A note as the page shows it: what waits for a decision, and what was decided."""
    findings = [finding for finding in note.findings.all() if finding.level != FindingLevel.NOTE]
    waiting = [finding for finding in findings if finding.decision == FindingDecision.OPEN]
    return {
        "note": note,
        "parts": stretches(note.text, waiting),
        "findings": [rewrite(note.text, finding) for finding in waiting],
        "decided": [rewrite(note.text, finding) for finding in findings if finding not in waiting],
        "acceptable": acceptable and not hasattr(note, "merging"),
        "stale": stale,
    }


@require_POST
@team_page("breakouts.accept_notes")
def accept(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Accept the notes that were ticked."""
    ids = [uuid.UUID(value) for value in request.POST.getlist("note") if _is_uuid(value)]
    if not ids:
        messages.error(request, _("Tick the notes to accept first."))
        return redirect("breakouts:notes", consultation.slug)
    try:
        accepted = accept_notes(consultation=consultation, notes=ids, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        count = len(accepted)
        messages.success(
            request, ngettext("%(count)d note accepted.", "%(count)d notes accepted.", count) % {"count": count}
        )
    return redirect("breakouts:notes", consultation.slug)


def _is_uuid(value: str) -> bool:
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True


@require_http_methods(["GET", "POST"])
@team_page("breakouts.accept_notes")
def aside(request: SignedInRequest, consultation: Consultation, pk: uuid.UUID) -> HttpResponse:
    """Leave a note out of the report, with a reason; or bring it back."""
    note = get_object_or_404(consultation.notes.filter(~Q(status=NoteStatus.DRAFT)).select_related("heading"), pk=pk)
    form = SetAsideForm(request.POST or None)
    if request.method == "POST" and note.status == NoteStatus.SET_ASIDE:
        bring_back(note=note, actor=request.user)
        messages.success(request, _("The note waits with the others again."))
        return redirect("breakouts:notes", consultation.slug)
    if request.method == "POST" and form.is_valid():
        try:
            set_aside(note=note, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Set aside. It is kept with its reason."))
            return redirect("breakouts:notes", consultation.slug)
    return render(
        request,
        "breakouts/set_aside.html",
        {"consultation": consultation, "stage": "notes", "note": note, "form": form},
    )


@require_http_methods(["GET", "POST"])
@team_page("breakouts.accept_notes")
def move(request: SignedInRequest, consultation: Consultation, pk: uuid.UUID) -> HttpResponse:
    """Put a note under another heading or objective; with `accept`, accept it too."""
    shown = consultation.notes.filter(status__in=MOVABLE).select_related("heading", "room__group")
    note = get_object_or_404(shown.prefetch_related("objectives"), pk=pk)
    group = note.room.group if note.room else None
    initial = {"heading": note.heading_id, "objectives": [objective.pk for objective in note.objectives.all()]}
    form = PlaceForm(request.POST or None, consultation=consultation, group=group, notes=[note], initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            move_note(note=note, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            _say_moved(request, consultation, note)
            return redirect("breakouts:notes_by_status", consultation.slug, note.status)
    context = {"consultation": consultation, "stage": "notes", "note": note, "form": form}
    return render(request, "breakouts/move_note.html", context, status=422 if form.errors else 200)


def _say_moved(request: SignedInRequest, consultation: Consultation, note: Note) -> None:
    """Accept the note that was moved, if that was asked. Refused, it stays moved, and what stops it is marked."""
    if "accept" not in request.POST:
        messages.success(request, _("Moved."))
        return
    try:
        accept_notes(consultation=consultation, notes=[note.pk], actor=request.user)
    except Refused as refusal:
        messages.error(request, _("Moved, but not accepted. %(why)s") % {"why": refusal})
    else:
        messages.success(request, _("Moved and accepted."))


@require_POST
@team_page("breakouts.accept_notes")
def screen(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Screen again what was screened against another roster or policy, and watch."""
    job = start_screening(consultation=consultation, actor=request.user)
    if job is None:
        messages.success(request, _("All notes are screened against people, programme and policy as they are now."))
        return redirect("breakouts:notes", consultation.slug)
    return redirect("accounts:job", job.pk)
