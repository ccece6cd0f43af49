"""A group's notes over all rounds: what says the same is brought together, or kept apart."""

import uuid
from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.errors import Refused
from breakouts.actions.accept_merge import accept_merge
from breakouts.actions.rooms import room_together
from breakouts.actions.screen import Watchman
from breakouts.actions.together import MOST_MERGED, ask_again, keep_apart, mark_of, propose_merge, take_apart
from breakouts.forms.together import MergeForm
from breakouts.merge import compare
from breakouts.models import HeardFrom, Note, NoteMerge
from breakouts.policies import acceptable_rooms, briefed_groups
from breakouts.together import (
    MERGEABLE,
    Marked,
    heard_together,
    marked_in,
    may_be_several,
    notes_of,
    pairs_of,
    piles,
    read_of,
    seen_of,
    side_by_side,
)
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation, WorkingGroup


@never_cache
@require_GET
@team_page("breakouts.consolidate")
def together(request: SignedInRequest, consultation: Consultation, number: int | None = None) -> HttpResponse:
    """All that was handed in for a group: what may be one point, what waits, and every note in its place."""
    groups = list(briefed_groups(request.user, consultation).order_by("number"))
    if number is None and groups:
        return redirect("breakouts:together", consultation.slug, groups[0].number)
    context = {"consultation": consultation, "stage": "notes", "groups": groups}
    if number is not None:
        group = _group(request, consultation, number)
        notes = list(notes_of(group))
        pairs, apart = pairs_of(group, notes)
        waiting = group.note_merges.select_related("heading").prefetch_related("links")
        context |= {
            "group": group,
            "pairs": pairs,
            "apart": apart,
            "waiting": waiting,
            "piles": piles(group, notes),
            "decides": request.user.has_perm("breakouts.see_notes", consultation),
            "may_tick": sum(note.status in MERGEABLE and not hasattr(note, "merging") for note in notes) > 1,
        }
    return render(request, "breakouts/together.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@team_page("breakouts.consolidate")
def merge(request: SignedInRequest, consultation: Consultation, number: int) -> HttpResponse:
    """Two or more notes side by side, and a wording that is to stand for them."""
    group = _group(request, consultation, number)
    sent = request.POST if request.method == "POST" else request.GET
    notes = [note for note in notes_of(group) if str(note.pk) in sent.getlist("note") and note.status in MERGEABLE]
    if not 2 <= len(notes) <= MOST_MERGED:
        messages.error(request, _("Tick from two to %(most)d notes that say the same.") % {"most": MOST_MERGED})
        return redirect("breakouts:together", consultation.slug, number)
    waiting = NoteMerge.objects.filter(links__note=notes[0], group=group).prefetch_related("objectives").first()
    form = MergeForm(request.POST if request.method == "POST" else None, group=group, notes=notes, merge=waiting)
    marked: list[Marked] = []
    if request.method == "POST" and form.is_valid():
        wording = form.wording_for()
        try:
            made = propose_merge(
                group=group,
                notes=[note.pk for note in notes],
                wording=wording,
                seen=request.POST.get("seen", ""),
                actor=request.user,
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
            marked = _open_words(group, notes, wording.text)
        else:
            messages.success(request, _("A second person reads it now. Until then every note stays as it is."))
            return redirect("breakouts:merge", consultation.slug, made.pk)
    return _merge_page(request, group, notes, form, marked)


def _merge_page(
    request: SignedInRequest, group: WorkingGroup, notes: Sequence[Note], form: MergeForm, marked: Sequence[Marked]
) -> HttpResponse:
    """`marked` are words of the wording that was sent and cannot stand."""
    heard = heard_together(notes)
    context = {
        "consultation": group.consultation,
        "stage": "notes",
        "group": group,
        "notes": notes,
        "sides": side_by_side(notes),
        "form": form,
        "seen": seen_of(notes),
        "heard": HeardFrom(heard).label if heard else "",
        "marked": marked,
    }
    return render(request, "breakouts/merge_form.html", context, status=422 if form.errors else 200)


@require_POST
@team_page("breakouts.consolidate")
def apart(request: SignedInRequest, consultation: Consultation, number: int) -> HttpResponse:
    """Two notes say different things; with `again`, they are proposed again."""
    group = _group(request, consultation, number)
    notes = [uuid.UUID(value) for value in request.POST.getlist("note") if _is_uuid(value)]
    try:
        if "again" in request.POST:
            ask_again(group=group, notes=notes, actor=request.user)
            messages.success(request, _("They are proposed again."))
        else:
            keep_apart(group=group, notes=notes, actor=request.user)
            messages.success(request, _("Kept apart. They are proposed again only if one of the texts changes."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("breakouts:together", consultation.slug, number)


@never_cache
@require_GET
@team_page("breakouts.consolidate")
def read_merge(request: SignedInRequest, consultation: Consultation, pk: uuid.UUID) -> HttpResponse:
    """A wording that waits, beside the notes it is to stand for."""
    found = _merge(request, consultation, pk)
    notes = [note for note in notes_of(found.group) if getattr(note, "merging", None) and note.merging.merge_id == pk]
    acceptable = Note.objects.filter(acceptable_rooms(request.user, consultation), pk__in=[note.pk for note in notes])
    context = {
        "consultation": consultation,
        "stage": "notes",
        "merge": found,
        "group": found.group,
        "sides": [(note, tuple(piece for piece in compare(note.text, found.text) if not piece.new)) for note in notes],
        "read": read_of(found),
        "different_people": may_be_several(notes) and found.heard_from == HeardFrom.SEVERAL,
        "changed": found.seen != seen_of(notes),
        "marked": _open_words(found.group, notes, found.text),
        "is_own": found.first_mark == mark_of(request.user, found),
        "may_accept": len(notes) > 1 and acceptable.count() == len(notes),
        "change_url": _address(consultation, found.group, notes),
    }
    return render(request, "breakouts/merge.html", context)


@require_POST
@team_page("breakouts.accept_notes")
def accept(request: SignedInRequest, consultation: Consultation, pk: uuid.UUID) -> HttpResponse:
    """As the second person: the wording stands for the notes, which are deleted."""
    found = _merge(request, consultation, pk)
    try:
        accept_merge(merge=found, read=request.POST.get("read", ""), actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("breakouts:merge", consultation.slug, pk)
    messages.success(request, _("Accepted. One note stands for them now, in the report too."))
    return redirect("breakouts:together", consultation.slug, found.group.number)


@require_POST
@team_page("breakouts.consolidate")
def part(request: SignedInRequest, consultation: Consultation, pk: uuid.UUID) -> HttpResponse:
    """Leave the notes as they are."""
    found = _merge(request, consultation, pk)
    take_apart(merge=found, actor=request.user)
    messages.success(request, _("Taken apart. The notes stand as before."))
    return redirect("breakouts:together", consultation.slug, found.group.number)


def _group(request: SignedInRequest, consultation: Consultation, number: int) -> WorkingGroup:
    groups = briefed_groups(request.user, consultation).select_related("consultation")
    return get_object_or_404(groups, number=number)


def _merge(request: SignedInRequest, consultation: Consultation, pk: uuid.UUID) -> NoteMerge:
    merges = NoteMerge.objects.filter(group__in=briefed_groups(request.user, consultation))
    return get_object_or_404(
        merges.select_related("group__consultation", "heading").prefetch_related("objectives"), pk=pk
    )


def _open_words(group: WorkingGroup, notes: Sequence[Note], text: str) -> list[Marked]:
    """The words of a wording that must be decided, or written otherwise."""
    if not notes:
        return []
    room = room_together(group=group, notes=notes)
    return [one for one in marked_in(text, notes, room, Watchman(group.consultation)) if one.is_open]


def _address(consultation: Consultation, group: WorkingGroup, notes: Sequence[Note]) -> str:
    query = urlencode([("note", note.pk) for note in notes])
    return f"{reverse('breakouts:merge_new', args=[consultation.slug, group.number])}?{query}"


def _is_uuid(value: str) -> bool:
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True
