"""Note-taking: one screen a room."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.errors import Refused
from breakouts.actions.notes import TOO_LONG, WRITABLE, cleaned, save_note
from breakouts.actions.rooms import ensure_rooms
from breakouts.forms.capture import LIMITS
from breakouts.forms.notes import NoteForm
from breakouts.marking import stretches
from breakouts.models import Finding, FindingDecision, FindingLevel, Note, Room
from breakouts.policies import own_groups, own_rooms
from breakouts.table_lines import without_tables
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation, SessionKind


@never_cache
@require_GET
@team_page("breakouts.take_notes")
def rooms(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """The rooms in which the reader takes notes."""
    mine = own_rooms(request.user, consultation)
    groups = own_groups(request.user, consultation).values("group").distinct().count()
    plenaries = consultation.sessions.filter(kind=SessionKind.PLENARY).count()
    if groups and mine.count() < groups * consultation.rounds.count() + plenaries:
        ensure_rooms(consultation=consultation)
    rooms = mine.select_related("group", "round", "session").prefetch_related("group__objectives")
    return render(
        request,
        "breakouts/rooms.html",
        {
            "consultation": consultation,
            "rooms": rooms.filter(group__isnull=False).order_by("round__number", "group__number"),
            "plenaries": rooms.filter(session__isnull=False).order_by("session__position"),
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
@team_page("breakouts.take_notes")
def room(request: SignedInRequest, consultation: Consultation, pk: int, note: uuid.UUID | None = None) -> HttpResponse:
    """One room: what has been noted, and a place to write."""
    place = get_object_or_404(own_rooms(request.user, consultation).select_related("group", "round", "session"), pk=pk)
    changing = get_object_or_404(_writable(place), pk=note) if note else None
    if request.method == "POST":
        form = NoteForm(request.POST, room=place)
        if form.is_valid() and (saved := _save(form, place)):
            _say_saved(request, form, saved)
            return redirect(_same_place(consultation, place, form))
    else:
        form = NoteForm(room=place, initial=_initial(changing, request))
    # Without its notes the page is kept by the service worker, for when there is no line.
    notes = [] if "empty" in request.GET else list(_writable(place))
    return render(
        request,
        "breakouts/room.html",
        {
            "consultation": consultation,
            "room": place,
            "form": form,
            "when": place.session or place.round,
            "questions": consultation.guiding_questions.all(),
            "changing": changing,
            "limits": LIMITS,
            "too_long": TOO_LONG,
            "notes": [(item, stretches(item.text, item.findings.all())) for item in notes],
        },
        status=422 if form.is_bound else 200,
    )


def _writable(room: Room) -> QuerySet[Note]:
    """The room's notes that can still be changed, newest first, with what the screener found and nobody decided."""
    undecided = Finding.objects.filter(decision=FindingDecision.OPEN).exclude(level=FindingLevel.NOTE)
    return (
        Note.objects.filter(room=room, status__in=WRITABLE)
        .select_related("heading")
        .prefetch_related(Prefetch("findings", undecided), "objectives")
        .order_by("-position")
    )


def _same_place(consultation: Consultation, room: Room, form: NoteForm) -> str:
    """Back to the room, with the same objective and heading chosen for the next note."""
    chosen = {
        "heading": form.cleaned_data["heading"].pk,
        "objectives": [objective.pk for objective in form.cleaned_data["objectives"]],
    }
    return reverse("breakouts:room", args=[consultation.slug, room.pk]) + "?" + urlencode(chosen, doseq=True)


def _initial(note: Note | None, request: SignedInRequest) -> dict[str, object]:
    if note is None:
        return {
            "note_id": uuid.uuid4(),
            "heading": request.GET.get("heading", ""),
            "objectives": request.GET.getlist("objectives"),
        }
    return {
        "note_id": note.pk,
        "base_text": note.text,
        "text": note.text,
        "heading": note.heading_id,
        "heard_from": note.heard_from,
        "objectives": [objective.pk for objective in note.objectives.all()],
    }


def _say_saved(request: SignedInRequest, form: NoteForm, note: Note) -> None:
    """Whoever saved is told where the note holds more than her own words, or words that tell who spoke."""
    if without_tables(form.cleaned_data["text"])[1]:
        messages.info(request, _("The table became lines: one for each row, with semicolons between its cells."))
    if note.text != cleaned(form.cleaned_data["text"]):
        messages.warning(request, _("Saved, with what somebody else changed meanwhile. Please read it once more."))
    elif note.findings.filter(decision=FindingDecision.OPEN).exclude(level=FindingLevel.NOTE).exists():
        messages.warning(request, _("Saved. Some words could tell who spoke; they are marked below."))
    else:
        messages.success(request, _("Saved."))


def _save(form: NoteForm, room: Room) -> Note | None:
    """Save, or put the refusal beside its field."""
    data = form.cleaned_data
    try:
        return save_note(
            room=room,
            heading=data["heading"],
            text=data["text"],
            heard_from=data["heard_from"],
            objectives=list(data["objectives"]),
            note_id=data["note_id"],
            base_text=data["base_text"] or None,
        )
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
        return None
