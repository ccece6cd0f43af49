"""Moving, merging, splitting, taking out and adding paragraphs; sections. Every page works without a script."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.errors import Refused
from consultations import richtext
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from reports.actions.sections import rename_section, step_section
from reports.actions.structure import (
    insert_paragraph,
    merge_paragraph,
    move_paragraph,
    remove_paragraph,
    split_paragraph,
    step_paragraph,
)
from reports.actions.wording import fingerprint
from reports.forms.structure import NewParagraphForm, PlaceForm, Places, SectionForm, SplitForm
from reports.models import Paragraph, ParagraphKind, Section
from reports.tree.references import order_of, to_keys, to_numbers
from reports.views.finding import Version, current_back, paragraph_of, section_of, version_of

PAGE = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(PAGE)
@team_page("reports.edit")
def move(request: SignedInRequest, consultation: Consultation, pk: uuid.UUID) -> HttpResponse:
    """Up, down, or to a place chosen from all."""
    version = version_of(consultation)
    paragraph = paragraph_of(version, pk)
    if step := request.POST.get("step"):
        return _act(request, version, pk, lambda: _stepped(paragraph, request, up=step == "up"))
    form = PlaceForm(request.POST or None, places=_places(version, paragraph))
    if request.method == "POST" and form.is_valid():
        section, _colon, behind = form.cleaned_data["place"].partition(":")
        follows = paragraph_of(version, uuid.UUID(behind)) if behind else None
        target = section_of(version, int(section))
        return _act(
            request,
            version,
            pk,
            lambda: move_paragraph(paragraph=paragraph, section=target, follows=follows, actor=request.user),
        )
    return render(request, "reports/move.html", _context(version, paragraph) | {"form": form})


def _stepped(paragraph: Paragraph, request: SignedInRequest, *, up: bool) -> str:
    if step_paragraph(paragraph=paragraph, up=up, actor=request.user):
        return ""
    return _("It cannot go any further.")


def _places(version: Version, moved: Paragraph) -> list[tuple[str, Places]]:
    """Every place of the paper, under its section's title."""
    rows: dict[int, list[Paragraph]] = {}
    for paragraph in version.built.paragraphs:
        if paragraph.section_id is not None and paragraph.pk != moved.pk:
            rows.setdefault(paragraph.section_id, []).append(paragraph)
    groups = []
    for section in version.report.sections.filter(annex=False).order_by("position", "pk"):
        if moved.kind == ParagraphKind.STATEMENT and section.heading_id is not None:
            continue
        places = [(f"{section.pk}:", _("at the beginning of this section"))]
        for row in rows.get(section.pk, []):
            words = richtext.plain(row.text)[:60]
            where = _("after ¶%(n)d: %(words)s…") % {"n": version.number(row) or 0, "words": words}
            places.append((f"{section.pk}:{row.pk}", where))
        groups.append((section.title.replace("\n", " "), places))
    return groups


@never_cache
@require_http_methods(PAGE)
@team_page("reports.edit")
def merge(request: SignedInRequest, consultation: Consultation, pk: uuid.UUID) -> HttpResponse:
    """Shows this paragraph and the next, and makes one of them."""
    version = version_of(consultation)
    paragraph = paragraph_of(version, pk)
    following = _following(version, paragraph)
    if request.method == "POST":
        return _act(
            request,
            version,
            pk,
            lambda: merge_paragraph(
                paragraph=paragraph,
                before=request.POST.get("before", ""),
                after=request.POST.get("after", ""),
                actor=request.user,
            ),
        )
    context = _context(version, paragraph) | {"following": following, "before": fingerprint(paragraph.text)}
    if following:
        context |= {"after": fingerprint(following.text), "following_shown": version.shown(following.text)}
    return render(request, "reports/merge.html", context)


def _following(version: Version, paragraph: Paragraph) -> Paragraph | None:
    rows = version.report.paragraphs.filter(section=paragraph.section_id, position__gt=paragraph.position)
    return rows.order_by("position", "pk").first() if paragraph.section_id else None


@never_cache
@require_http_methods(PAGE)
@team_page("reports.edit")
def split(request: SignedInRequest, consultation: Consultation, pk: uuid.UUID) -> HttpResponse:
    """At a sentence that is chosen; a script may send the place of the caret instead."""
    version = version_of(consultation)
    paragraph = paragraph_of(version, pk)
    start = {"before": fingerprint(paragraph.text)}
    form = SplitForm(request.POST or None, text=paragraph.text, initial=start)
    caret = request.POST.get("caret", "")
    if request.method == "POST" and (caret.isdecimal() or form.is_valid()):
        at = None if caret.isdecimal() else form.cleaned_data["at"]
        return _act(request, version, pk, lambda: _split(paragraph, request, version, at))
    return render(request, "reports/split.html", _context(version, paragraph) | {"form": form})


def _split(paragraph: Paragraph, request: SignedInRequest, version: Version, at: int | None) -> None:
    """At a place in the text; without one, at the caret in the text as the form shows it, with numbers for keys."""
    numbers = version.built.numbers
    if at is None:
        if request.POST.get("order", "") != order_of(numbers):
            raise Refused(_("The paragraphs were moved meanwhile. Open the text again, then split it."))
        typed = to_numbers(paragraph.text, numbers)[: int(request.POST["caret"])]
        at = len(to_keys(typed, order_of(numbers), numbers))
    split_paragraph(paragraph=paragraph, at=at, before=request.POST.get("before", ""), actor=request.user)


@never_cache
@require_http_methods(PAGE)
@team_page("reports.edit")
def remove(request: SignedInRequest, consultation: Consultation, pk: uuid.UUID) -> HttpResponse:
    """Says what becomes of the notes, and takes the paragraph out."""
    version = version_of(consultation)
    paragraph = paragraph_of(version, pk)
    if request.method == "POST":
        return _act(request, version, pk, lambda: _removed(paragraph, request))
    own = paragraph.evidence.exclude(
        note__evidence__paragraph__in=version.report.paragraphs.exclude(pk=paragraph.pk)
    ).count()
    context = _context(version, paragraph) | {"own": own, "before": fingerprint(paragraph.text)}
    return render(request, "reports/remove.html", context)


def _removed(paragraph: Paragraph, request: SignedInRequest) -> str:
    unused = remove_paragraph(paragraph=paragraph, before=request.POST.get("before", ""), actor=request.user)
    said = _("Taken out. The history of changes can bring it back.")
    if not unused:
        return said
    notes = ngettext("%(n)d note is not used in the report now.", "%(n)d notes are not used in the report now.", unused)
    return f"{said} {notes % {'n': unused}}"


@never_cache
@require_http_methods(PAGE)
@team_page("reports.edit")
def insert(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """A new paragraph of a section, behind the one that `?after=` names."""
    version = version_of(consultation)
    section = section_of(version, pk)
    follows = _behind(request, version)
    form = NewParagraphForm(request.POST or None, initial={"order": order_of(version.built.numbers)})
    if request.method == "POST" and form.is_valid():
        try:
            row = insert_paragraph(
                report=version.report,
                section=section,
                follows=follows,
                text=to_keys(form.cleaned_data["text"], form.cleaned_data["order"], version.built.numbers),
                actor=request.user,
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(current_back(consultation, row.pk))
    context = _context(version, follows) | {"form": form, "section": section}
    return render(request, "reports/insert.html", context)


def _behind(request: SignedInRequest, version: Version) -> Paragraph | None:
    try:
        key = uuid.UUID(request.GET["after"])
    except KeyError:
        return None
    except ValueError:
        raise Http404 from None
    return paragraph_of(version, key)


@never_cache
@require_http_methods(PAGE)
@team_page("reports.edit")
def section(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """The title of a section."""
    version = version_of(consultation)
    row = section_of(version, pk)
    start = {"title": row.title, "before": fingerprint(row.title)}
    form = SectionForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            rename_section(section=row, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect(version.back())
    return render(request, "reports/section.html", _context(version, None) | {"form": form, "section": row})


@require_POST
@team_page("reports.edit")
def section_move(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """One place up or down among the sections under the same heading."""
    version = version_of(consultation)
    row: Section = section_of(version, pk)
    try:
        moved = step_section(section=row, up=request.POST.get("step") == "up", actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if moved:
            messages.success(request, _("Moved. The letters and numbers follow."))
        else:
            messages.info(request, _("It cannot go any further."))
    return redirect(reverse("reports:section", args=[consultation.slug, pk]))


def _act(request: SignedInRequest, version: Version, key: uuid.UUID, verb: Callable[[], object]) -> HttpResponse:
    """Do it, say what came of it, and go back to the paper where the paragraph stands now."""
    try:
        said = verb()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said if isinstance(said, str) and said else _("Done. The numbers follow."))
    return redirect(current_back(version.consultation, key))


def _context(version: Version, paragraph: Paragraph | None) -> dict[str, object]:
    return {
        "consultation": version.consultation,
        "stage": "report",
        "report": version.report,
        "is_open": version.is_open,
        "paragraph": paragraph,
        "number": version.number(paragraph) if paragraph else None,
        "shown": version.shown(paragraph.text) if paragraph else "",
        "back": version.back(paragraph.pk if paragraph else None),
    }
