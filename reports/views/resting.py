"""What is beside a paragraph: taking notes up, taking them off, making paragraphs of them."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from breakouts.models import Note
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from reports.actions.resting import paragraph_from, rest_off, rest_on
from reports.models import Paragraph
from reports.views.finding import Version, address_at, paragraph_of, section_of, version_of


@require_POST
@team_page("reports.edit")
def notes(request: SignedInRequest, consultation: Consultation, pk: uuid.UUID) -> HttpResponse:
    """`note` is added to a paragraph, taken off, or becomes a new paragraph behind it."""
    version = version_of(consultation)
    paragraph = paragraph_of(version, pk)
    verb = request.POST.get("do")
    try:
        note = _note(request, consultation)
        if verb == "add":
            rest_on(paragraph=paragraph, note=note, actor=request.user)
            messages.success(request, _("The paragraph rests on this note now. Write it into the text."))
        elif verb == "off":
            rest_off(paragraph=paragraph, note=note, actor=request.user)
            messages.success(request, _("The note is off this paragraph."))
        else:
            paragraph = _new(request, version, paragraph, note)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(address_at(version_of(consultation), paragraph.pk))


def _new(request: SignedInRequest, version: Version, follows: Paragraph, note: Note) -> Paragraph:
    if follows.section is None:
        raise Refused(_("Somebody took this paragraph out meanwhile. The history of changes can bring it back."))
    new = paragraph_from(report=version.report, section=follows.section, follows=follows, note=note, actor=request.user)
    messages.success(request, _("A new paragraph was made of the note."))
    return new


@require_POST
@team_page("reports.edit")
def section_note(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """`note` becomes the last paragraph of a section."""
    version = version_of(consultation)
    section = section_of(version, pk)
    try:
        note = _note(request, consultation)
        new = paragraph_from(report=version.report, section=section, follows=None, note=note, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(version.back())
    messages.success(request, _("A new paragraph was made of the note."))
    return redirect(address_at(version_of(consultation), new.pk))


def _note(request: SignedInRequest, consultation: Consultation) -> Note:
    """The note that the form names. Raises Refused where it names none that is there."""
    try:
        note: Note = consultation.notes.select_related("heading", "consultation").get(pk=request.POST.get("note", ""))
    except (Note.DoesNotExist, ValidationError) as error:
        raise Refused(_("Choose a note. Perhaps somebody set this one aside meanwhile.")) from error
    return note
