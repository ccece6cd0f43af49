"""What becomes of marked words in a note that is read before it goes into the report."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from breakouts.actions.decide import decide_finding, open_again, use_rewrite
from breakouts.forms.notes import DecideForm
from breakouts.models import Finding, FindingDecision, Note, NoteStatus
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation


@require_POST
@team_page("breakouts.accept_notes")
def decide(request: SignedInRequest, consultation: Consultation, pk: uuid.UUID) -> HttpResponse:
    """Let words stand, with a reason."""
    finding = get_object_or_404(Finding.objects.select_related("note"), pk=pk, note__consultation=consultation)
    form = DecideForm(request.POST)
    if form.is_valid():
        try:
            decided = decide_finding(finding=finding, reason_code=form.cleaned_data["reason_code"], actor=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            if decided.decision == FindingDecision.OPEN:
                messages.info(request, _("Noted. A second person must agree before these words may stay."))
    else:
        messages.error(request, _("Choose a reason."))
    return _back_to(request, consultation, finding.note)


@require_POST
@team_page("breakouts.accept_notes")
def use(request: SignedInRequest, consultation: Consultation, pk: uuid.UUID) -> HttpResponse:
    """Put the proposed words in the place of the marked ones."""
    return _done(request, consultation, pk, use_rewrite)


@require_POST
@team_page("breakouts.accept_notes")
def reopen(request: SignedInRequest, consultation: Consultation, pk: uuid.UUID) -> HttpResponse:
    """Take back that words may stand."""
    return _done(request, consultation, pk, open_again)


def _done(
    request: SignedInRequest, consultation: Consultation, pk: uuid.UUID, act: Callable[..., object]
) -> HttpResponse:
    finding = get_object_or_404(Finding.objects.select_related("note"), pk=pk, note__consultation=consultation)
    try:
        act(finding=finding, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back_to(request, consultation, finding.note)


def _back_to(request: SignedInRequest, consultation: Consultation, note: Note) -> HttpResponse:
    """The same note on the same page of the list."""
    status = NoteStatus.SUBMITTED if note.status == NoteStatus.DRAFT else note.status
    number = request.POST.get("page", "")
    where = f"?page={number}" if number.isdecimal() else ""
    return redirect(f"{reverse('breakouts:notes_by_status', args=[consultation.slug, status])}{where}#note-{note.pk}")
