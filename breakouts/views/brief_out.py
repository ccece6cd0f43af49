"""What a group tells the plenary: chosen from its notes, shown large, printed."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.errors import Refused
from breakouts.actions.brief_out import move_up, put_on_sheet, take_off_sheet
from breakouts.brief_out import ONE, make_sheet, to_choose_from
from breakouts.models import Note
from breakouts.policies import briefed_groups, own_groups
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation, Round, WorkingGroup

ALL = "all"


@never_cache
@require_GET
@team_page("breakouts.brief_out")
def sheets(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """The sheets that the reader can make: her groups, each round and all of them."""
    groups = briefed_groups(request.user, consultation).prefetch_related("objectives").order_by("number")
    return render(
        request,
        "breakouts/brief_outs.html",
        {"consultation": consultation, "groups": groups, "rounds": list(consultation.rounds.all())},
    )


@never_cache
@require_http_methods(["GET", "POST"])
@team_page("breakouts.brief_out")
def choose(request: SignedInRequest, consultation: Consultation, number: int, over: str) -> HttpResponse:
    """The sheet of a group, and its notes with one button for each block."""
    group, sitting = _found(request, consultation, number, over)
    if request.method == "POST":
        try:
            _change(request, group, sitting)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("breakouts:brief_out", consultation.slug, number, over)
    sheet = make_sheet(consultation, group, sitting)
    return render(
        request,
        "breakouts/brief_out.html",
        {
            "consultation": consultation,
            "sheet": sheet,
            "over": over,
            "open_blocks": [(block.kind, ONE[block.kind]) for block in sheet.blocks if not block.is_full],
            "notes": [note for note in to_choose_from(group, sitting) if note.pk not in sheet.chosen],
            "rounds": list(consultation.rounds.all()),
            "takes_notes": own_groups(request.user, consultation).filter(group=group).exists(),
            "decides": request.user.has_perm("breakouts.see_notes", consultation),
        },
    )


@never_cache
@require_GET
@team_page("breakouts.brief_out")
def show(request: SignedInRequest, consultation: Consultation, number: int, over: str) -> HttpResponse:
    """The sheet for everybody in the plenary: large on a screen, one page on paper, nothing that is held back."""
    group, sitting = _found(request, consultation, number, over)
    groups = list(briefed_groups(request.user, consultation).order_by("number").values_list("number", flat=True))
    return render(
        request,
        "breakouts/brief_out_show.html",
        {
            "consultation": consultation,
            "sheet": make_sheet(consultation, group, sitting),
            "over": over,
            "before": max((n for n in groups if n < number), default=None),
            "after": min((n for n in groups if n > number), default=None),
        },
    )


def _found(
    request: SignedInRequest, consultation: Consultation, number: int, over: str
) -> tuple[WorkingGroup, Round | None]:
    """The group if the reader makes its sheet, and the round of that number (or None for all)."""
    groups = briefed_groups(request.user, consultation).prefetch_related("objectives")
    group = get_object_or_404(groups, number=number)
    if over == ALL:
        return group, None
    if not (over.isascii() and over.isdigit()):
        raise Http404
    return group, get_object_or_404(consultation.rounds, number=int(over))


def _change(request: SignedInRequest, group: WorkingGroup, sitting: Round | None) -> None:
    """One button: onto the sheet, off it, or up by one."""
    try:
        note_id = uuid.UUID(request.POST.get("note", ""))
    except ValueError:
        raise Refused(_("Choose a note.")) from None
    if "off" in request.POST:
        take_off_sheet(group=group, sitting=sitting, note_id=note_id)
    elif "up" in request.POST:
        move_up(group=group, sitting=sitting, note_id=note_id)
    else:
        note = Note.objects.filter(room__group=group, pk=note_id).select_related("room").first()
        if note is None:
            raise Refused(_("This note is gone: it has been changed or accepted meanwhile. Choose it again."))
        put_on_sheet(group=group, sitting=sitting, note=note, kind=request.POST.get("kind", ""))
