"""One paragraph: what it rests on, and changing its text."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.errors import Refused
from breakouts.models import Note
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from reports.actions.build import figures_of
from reports.actions.compose import latest_version
from reports.actions.edit import edit_paragraph, fingerprint
from reports.forms.paragraph import ParagraphForm
from reports.models import Paragraph
from reports.states import OPEN
from reports.tree import build


@never_cache
@require_safe
@team_page("reports.see_report")
def evidence(request: HttpRequest, consultation: Consultation, pk: uuid.UUID) -> HttpResponse:
    """The notes a paragraph rests on: heading, room and count; their words only for those who may read notes."""
    paragraph = _paragraph(consultation, pk)
    context = _context(consultation, paragraph)
    context["may_edit"] = context["is_open"] and request.user.has_perm("reports.edit", consultation)
    context["words"] = request.user.has_perm("breakouts.see_notes", consultation)
    return render(request, "reports/evidence.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@team_page("reports.edit")
def edit(request: SignedInRequest, consultation: Consultation, pk: uuid.UUID) -> HttpResponse:
    """Change the text of a paragraph of an open version."""
    paragraph = _paragraph(consultation, pk)
    context = _context(consultation, paragraph)
    start = {"text": paragraph.text, "before": fingerprint(paragraph.text)}
    form = ParagraphForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            edit_paragraph(paragraph=paragraph, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(context["back"])
    return render(request, "reports/edit.html", context | {"form": form})


def _paragraph(consultation: Consultation, pk: uuid.UUID) -> Paragraph:
    version = latest_version(consultation)
    rows = Paragraph.objects.filter(report=version).select_related("report", "section")
    paragraph = get_object_or_404(rows, pk=pk)
    paragraph.report.consultation = consultation
    return paragraph


def _context(consultation: Consultation, paragraph: Paragraph) -> dict[str, Any]:
    report = paragraph.report
    number = build(report, figures_of(report)).numbers.get(paragraph.pk)
    notes = Note.objects.filter(evidence__paragraph=paragraph).select_related(
        "heading", "room__group", "room__round", "room__session"
    )
    back = reverse("reports:report", args=[consultation.slug])
    return {
        "consultation": consultation,
        "stage": "report",
        "report": report,
        "paragraph": paragraph,
        "number": number,
        "notes": notes.prefetch_related("objectives").order_by("position"),
        "is_open": report.status in OPEN,
        "back": f"{back}#p{number}" if number else back,
    }
