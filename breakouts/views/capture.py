"""What a device and the server tell each other while notes are taken. Nothing here is logged or kept but the notes."""

from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import PUBLIC, page
from accounts.errors import Refused
from accounts.limits import within_limit
from accounts.text import clean_writing
from breakouts.actions.capture import Outcome, Typed, put_above, take_in, take_out
from breakouts.actions.notes import TOO_LONG, WRITABLE
from breakouts.forms.capture import MOST_BYTES, Reader, larger
from breakouts.marking import units
from breakouts.models import Finding, FindingDecision, FindingLevel, Note, NoteObjective, Room
from breakouts.policies import own_rooms
from breakouts.versions import gone, mark_of, version_of
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation

MESSAGES_A_MINUTE = 300  # of one account; a device that types without a pause sends about 60


@page(PUBLIC)
@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. Its address, not that of a static file, gives it the pages below /notes/ and no other."""
    return HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")


@cache
def _worker() -> bytes:
    path = settings.BASE_DIR / "static" / "js" / "capture" / "worker.js"
    return bytes(path.read_bytes())


@never_cache
@require_http_methods(["GET", "POST"])
@team_page("breakouts.take_notes")
def sync(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """GET: the room's notes, and a token to write with. POST: save notes, and tell what others did meanwhile."""
    if not within_limit("notes", str(request.user.pk), most=MESSAGES_A_MINUTE, seconds=60):
        return JsonResponse({"refused": _("Too much at once. It goes on by itself in a minute.")}, status=429)
    room = get_object_or_404(own_rooms(request.user, consultation).select_related("group", "consultation"), pk=pk)
    if request.method == "GET":
        return JsonResponse({"token": get_token(request), "notes": [_shown(note) for note in notes_in(room)]})
    if larger(request, MOST_BYTES):
        return JsonResponse({"refused": str(TOO_LONG)}, status=413)
    try:
        message = Reader(room).read(request.body)
    except Refused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=400)
    answer: dict[str, Any] = {
        "notes": [_answer(room, typed) for typed in message.notes],
        "out": [_out(room, *one) for one in message.out],
    }
    for note, other in message.moves:
        put_above(room=room, note_id=note, other_id=other)
    if message.known is not None:
        answer |= _news(notes_in(room), message.known)
    return JsonResponse(answer)


def notes_in(room: Room) -> QuerySet[Note]:
    """The room's notes that can still be changed, with what a device shows of them, in five queries or fewer."""
    return Note.objects.filter(room=room, status__in=WRITABLE).prefetch_related(*_parts()).order_by("position")


def _parts() -> "list[Prefetch[Any]]":
    undecided = Finding.objects.filter(decision=FindingDecision.OPEN).exclude(level=FindingLevel.NOTE)
    return [
        Prefetch("findings", undecided.order_by("start", "end", "rule")),
        Prefetch("objective_links", NoteObjective.objects.order_by("position")),
    ]


def _answer(room: Room, typed: Typed) -> dict[str, Any]:
    """What became of one note. Its text is sent back only where it is not the one that came."""
    try:
        taken = take_in(room=room, typed=typed)
    except Refused as refusal:
        return {"id": str(typed.id), "outcome": "refused", "refused": str(refusal), "field": refusal.field}
    answer: dict[str, Any] = {"id": str(typed.id), "outcome": taken.outcome}
    if taken.note is not None:
        answer["note"] = _told(taken.note, taken.outcome, typed)
    if taken.refusal is not None:
        answer |= {"refused": str(taken.refusal), "field": taken.refusal.field}
    return answer


def _told(note: Note, outcome: Outcome, typed: Typed) -> dict[str, Any]:
    prefetch_related_objects([note], *_parts())
    shown = _shown(note)
    if outcome == Outcome.SAVED and typed.text is not None and note.text == clean_writing(typed.text):
        del shown["text"], shown["id"]
    return shown


def _out(room: Room, note: UUID, base: str, into: UUID | None) -> dict[str, Any]:
    try:
        taken = take_out(room=room, note_id=note, base=base, into=into)
    except Refused as refusal:
        return {"id": str(note), "outcome": "refused", "refused": str(refusal)}
    answer: dict[str, Any] = {"id": str(note), "outcome": taken.outcome}
    if taken.off_sheet:
        answer["told"] = _("That note was on the sheet for the plenary, and is off it now.")
    return answer


def _news(notes: Iterable[Note], known: set[str]) -> dict[str, Any]:
    """Notes that the device does not know as they are, and marks that it can forget."""
    there = {mark_of(note): note for note in notes}
    return {
        "changed": [_shown(note, mark) for mark, note in there.items() if mark not in known],
        "gone": gone(known, there),
    }


def _shown(note: Note, mark: str = "") -> dict[str, Any]:
    """A note as its room shows it. Places in the text are counted in UTF-16 units, as browsers do."""
    shown: dict[str, Any] = {
        "id": str(note.pk),
        "text": note.text,
        "version": version_of(note.text),
        "mark": mark or mark_of(note),
        "heading": note.heading_id,
        "heard": note.heard_from,
        "objectives": [link.objective_id for link in note.objective_links.all()],
        "status": note.status,
        "position": note.position,
    }
    if findings := list(note.findings.all()):
        shown["findings"] = [_finding(note.text, finding) for finding in findings]
    return shown


def _finding(text: str, finding: Finding) -> dict[str, Any]:
    return {
        "start": units(text[: finding.start]),
        "end": units(text[: finding.end]),
        "level": finding.level,
        "message": finding.message,
        "suggestion": finding.suggestion,
    }
