"""One paragraph: what it rests on, and changing its text."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.errors import Refused
from breakouts.merge import compare
from breakouts.merge import merge as merge_texts
from breakouts.models import Note
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from reports.actions.edit import edit_footnote, edit_paragraph
from reports.actions.undo import known_text
from reports.actions.wording import Clash, cleaned, fingerprint
from reports.forms.paragraph import FootnoteForm, ParagraphForm
from reports.models import Paragraph
from reports.tree.references import order_of, to_keys, to_numbers
from reports.views.finding import Version, current_back, paragraph_of, version_of


@never_cache
@require_safe
@team_page("reports.see_report")
def evidence(request: HttpRequest, consultation: Consultation, pk: uuid.UUID) -> HttpResponse:
    """The notes a paragraph rests on: heading, room and count; their words only for those who may read notes."""
    version = version_of(consultation)
    context = _context(version, paragraph_of(version, pk))
    context["may_edit"] = version.is_open and request.user.has_perm("reports.edit", consultation)
    context["words"] = request.user.has_perm("breakouts.see_notes", consultation)
    return render(request, "reports/evidence.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@team_page("reports.edit")
def edit(request: SignedInRequest, consultation: Consultation, pk: uuid.UUID) -> HttpResponse:
    """Change the text of a paragraph of an open version."""
    version = version_of(consultation)
    paragraph = paragraph_of(version, pk)
    context = _context(version, paragraph)
    start = _start(version, paragraph.text, paragraph.text)
    form = ParagraphForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            typed["text"] = to_keys(typed["text"], typed.pop("order"), version.built.numbers)
            edit_paragraph(paragraph=paragraph, actor=request.user, **typed)
        except Clash as clash:
            context["clash"] = _clash(version, paragraph, typed, clash.theirs)
            form = _after_clash(version, typed, context["clash"])
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(current_back(consultation, pk))
    return render(request, "reports/edit.html", context | {"form": form})


def _start(version: Version, text: str, seen: str) -> dict[str, str]:
    """What a form begins with: a text as it is written, and what it knows of the one that is saved."""
    numbers = version.built.numbers
    return {"text": to_numbers(text, numbers), "before": fingerprint(seen), "order": order_of(numbers)}


def _clash(version: Version, paragraph: Paragraph, typed: dict[str, str], theirs: str) -> dict[str, Any]:
    """Both texts, what differs word by word, and one text out of both where they do not contradict each other."""
    mine, shown = cleaned(typed["text"]), version.shown
    base = known_text(paragraph, typed["before"])
    both = merge_texts(base, mine, theirs) if base is not None else None
    pieces = compare(shown(theirs), shown(mine))
    return {
        "mine": shown(mine),
        "theirs": shown(theirs),
        "pieces": pieces,
        "both": both,
        "saved": theirs,
        "typed": mine,
    }


def _after_clash(version: Version, typed: dict[str, str], clash: dict[str, Any]) -> ParagraphForm:
    """The form again, with the proposal (or one's own text) in it, and knowing the text of the other."""
    text = clash["both"] if clash["both"] is not None else clash["typed"]
    return ParagraphForm(initial={**_start(version, text, clash["saved"]), "footnote": typed["footnote"]})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@team_page("reports.edit")
def footnote(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Change the text of a footnote."""
    version = version_of(consultation)
    row = get_object_or_404(consultation.footnotes, pk=pk)
    start = {"text": row.text, "before": fingerprint(row.text)}
    form = FootnoteForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            edit_footnote(report=version.report, footnote=row, actor=request.user, **form.cleaned_data)
        except Clash as clash:
            form.add_error(None, _("Somebody changed this footnote meanwhile. It is now: “%s”") % clash.theirs)
            form.data = request.POST.copy()
            form.data["before"] = fingerprint(clash.theirs)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(version.back())
    context = {"consultation": consultation, "stage": "report", "form": form, "back": version.back()}
    return render(request, "reports/footnote.html", context | {"number": version.built.marks.get(row.mark)})


def _context(version: Version, paragraph: Paragraph) -> dict[str, Any]:
    notes = Note.objects.filter(evidence__paragraph=paragraph).select_related(
        "heading", "room__group", "room__round", "room__session"
    )
    return {
        "consultation": version.consultation,
        "stage": "report",
        "report": version.report,
        "paragraph": paragraph,
        "number": version.number(paragraph),
        "shown": version.shown(paragraph.text),
        "notes": notes.prefetch_related("objectives").order_by("position"),
        "is_open": version.is_open,
        "back": version.back(paragraph.pk),
    }
