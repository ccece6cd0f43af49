"""Notes that were written elsewhere: read over on one page, nothing stored, then saved all at once."""

import uuid
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.errors import Refused
from accounts.limits import within_limit
from breakouts.actions import import_notes as action
from breakouts.actions.notes import LONGEST_NOTE
from breakouts.actions.screen import Watchman
from breakouts.forms.import_notes import ImportForm, digest
from breakouts.forms.notes import topics_of
from breakouts.marking import Stretch, stretches
from breakouts.models import Finding, FindingLevel, Room
from breakouts.note_files import Point, Reading, Title, read_notes
from breakouts.policies import own_rooms
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation, Heading, Objective

MOST_NOTES = 200
READINGS_A_MINUTE = 20  # of one account: each note is screened


@dataclass
class Entry:
    """One note to be, as the page shows it."""

    point: Point
    text: str
    heading: Heading | None
    objectives: tuple[Objective, ...]
    prefixes: list[tuple[int, str, bool]]  # number, words, kept
    asks: bool  # its text names no heading
    own_heading: int | None  # what was chosen for it alone
    parts: list[Stretch] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    fault: str = ""

    def what_is_saved(self) -> str:
        """Tells this note from every other one of the same form, and from itself with something else chosen."""
        about = [objective.pk for objective in self.objectives]
        return repr((self.point.key, self.heading and self.heading.pk, about, self.text))


@never_cache
@require_http_methods(["GET", "POST"])
@team_page("breakouts.take_notes")
def import_notes(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """GET: a place to paste. POST: what was read, to look over; with `do=save` on what was seen, it is saved."""
    room = get_object_or_404(own_rooms(request.user, consultation).select_related("group", "round", "session"), pk=pk)
    if request.method == "GET":
        return _page(request, room, ImportForm(room=room, initial=_usual(room)))
    form = ImportForm(request.POST, request.FILES, room=room)
    if not within_limit("import_notes", str(request.user.pk), most=READINGS_A_MINUTE, seconds=60):
        form.add_error("text", _("That was a lot at once. Please try again in a minute."))
    if not form.is_valid():
        return _page(request, room, form, status=422)
    text = form.cleaned_data["text"]
    reading, entries = _read(room, form, request.POST)
    if not entries or len(entries) > MOST_NOTES:
        form.add_error("text", _too_many() if entries else _("There is no note in this text."))
        form.show_what_was_read(text)
        return _page(request, room, form, status=422, reading=reading)
    faulty = False
    if request.POST.get("do") == "save":
        if form.cleaned_data["seen"] != digest(text):
            messages.warning(request, _("The text has changed. Look over what was read, then save."))
        elif not (faulty := _find_faults(entries)):
            try:
                return _saved(request, room, form, entries)
            except Refused as refusal:
                form.add_error("text", str(refusal))
                faulty = True
    _screen(room, entries)
    form.show_what_was_read(text)
    return _page(request, room, form, status=422 if faulty else 200, reading=reading, entries=entries)


def _usual(room: Room) -> dict[str, object]:
    """A room with one objective needs no choice."""
    topics = list(topics_of(room)[:2])
    return {"objective": topics[0].pk} if len(topics) == 1 else {}


def _too_many() -> str:
    return _("There is room for %(most)d notes at once. Bring them in in parts.") % {"most": MOST_NOTES}


def _read(room: Room, form: ImportForm, sent: QueryDict) -> tuple[Reading, list[Entry]]:
    headings = {heading.pk: heading for heading in room.consultation.headings.all()}
    objectives = {objective.pk: objective for objective in topics_of(room)}
    reading = read_notes(
        form.cleaned_data["text"],
        headings=[Title(pk, heading.label, overall=heading.overall) for pk, heading in headings.items()],
        objectives=[Title(pk, objective.title, objective.number) for pk, objective in objectives.items()],
    )
    rest, topic = form.cleaned_data["heading"], form.cleaned_data["objective"]
    entries = []
    for point in reading.points:
        kept = sent.getlist(f"keep-{point.key}")
        prefixes = [(place, words, str(place) in kept) for place, words in enumerate(point.stripped)]
        chosen = sent.get(f"heading-{point.key}", "")
        own = headings.get(int(chosen)) if chosen.isdecimal() else None
        heading = headings[point.heading] if point.heading is not None else own or rest
        about = tuple(objectives[key] for key in point.objectives)
        if not about and topic and not (heading and heading.overall):
            about = (topic,)
        text = " ".join([*(words for _place, words, keep in prefixes if keep), point.text])
        entries.append(Entry(point, text, heading, about, prefixes, point.heading is None, own.pk if own else None))
    return reading, entries


def _find_faults(entries: list[Entry]) -> bool:
    """Say of each note why it cannot be saved; True if there is one."""
    for entry in entries:
        if entry.heading is None:
            entry.fault = _("Line %(line)d: no heading stands before it. Choose one.") % {"line": entry.point.line}
    return any(entry.fault for entry in entries)


def _screen(room: Room, entries: list[Entry]) -> None:
    """Show what the screener finds, without keeping it: drafts are screened when they are handed in."""
    watchman = Watchman(room.consultation)
    for entry in entries:
        hits = [hit for hit in watchman.screen(entry.text[:LONGEST_NOTE], room) if hit.level != FindingLevel.NOTE]
        entry.findings = [
            Finding(level=hit.level, start=hit.start, end=hit.end, message=hit.message, suggestion=hit.suggestion)
            for hit in hits
        ]
        entry.parts = stretches(entry.text, entry.findings)


def _saved(request: SignedInRequest, room: Room, form: ImportForm, entries: list[Entry]) -> HttpResponse:
    """All are drafts now. An id comes from the form's own and from the words: sent twice, it is one note."""
    seed = form.cleaned_data["seed"]
    notes = [
        action.Brought(
            id=uuid.uuid5(seed, entry.what_is_saved()),
            line=entry.point.line,
            text=entry.text,
            heading=entry.heading,
            objectives=entry.objectives,
        )
        for entry in entries
        if entry.heading is not None
    ]
    count = action.import_notes(room=room, notes=notes)
    said = ngettext("%(count)d note brought in as a draft.", "%(count)d notes brought in as drafts.", count)
    messages.success(request, " ".join([said % {"count": count}, _("Read them over, then hand them in.")]))
    return redirect("breakouts:room", room.consultation.slug, room.pk)


def _page(
    request: SignedInRequest,
    room: Room,
    form: ImportForm,
    *,
    status: int = 200,
    reading: Reading | None = None,
    entries: list[Entry] | None = None,
) -> HttpResponse:
    entries = entries or []
    return render(
        request,
        "breakouts/import_notes.html",
        {
            "consultation": room.consultation,
            "room": room,
            "form": form,
            "entries": entries,
            "rows": reading.rows if reading else 0,
            "left_out": reading.left_out if reading else [],
            "headings": room.consultation.headings.all(),
            "taken_off": sum(bool(entry.prefixes) for entry in entries),
            "lacking": sum(entry.heading is None for entry in entries),
            "faults": [entry for entry in entries if entry.fault],
        },
        status=status,
    )
