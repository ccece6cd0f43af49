"""Files of contacts: choosing one, naming its columns, looking at what would come of it, loading it."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from accounts.tables import ENCODINGS
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from registrations.actions import contact_files as actions
from registrations.contact_files import Layout, data_rows
from registrations.exports import error_file
from registrations.forms.contacts import ColumnsForm, LayoutForm, UploadForm
from registrations.models import ContactImport, ImportState, RowOutcome

SHOWN = 20
FEW = 8
SAMPLE = 3


@team_page("registrations.manage_contacts")
def imports(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Choose a file; below, the files that were loaded or wait."""
    sources = list(consultation.sources.all())
    sent = request.method == "POST"
    form = UploadForm(request.POST if sent else None, request.FILES if sent else None, sources=sources)
    if sent and form.is_valid():
        try:
            batch = _receive(request, consultation, form)
            return redirect("registrations:contacts_import", consultation.slug, batch.pk)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {
        "consultation": consultation,
        "stage": "registration",
        "form": form,
        "imports": consultation.contact_imports.select_related("source", "made_by", "job")[:SHOWN],
    }
    return render(request, "registrations/contact_imports.html", context)


@team_page("registrations.manage_contacts")
def contacts_import(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """One file, at whatever point it is: columns to be named, checked, or loaded."""
    batch = _batch(consultation, pk)
    if batch.job and batch.job.is_open:
        return redirect("accounts:job", batch.job.pk)
    if batch.state == ImportState.UPLOADED or (batch.state == ImportState.CHECKED and "columns" in request.GET):
        return _columns(request, batch)
    if request.method == "POST":
        return _columns(request, batch)
    good = batch.rows.exclude(outcome=RowOutcome.REFUSED).select_related("organization", "contact")
    context = {
        "consultation": consultation,
        "stage": "registration",
        "batch": batch,
        "counts": batch.counts,
        "to_load": sum(batch.counts.get(name, 0) for name in ("new", "changed")) + batch.counts.get("new_source", 0),
        "rows": good[:SHOWN] if batch.state == ImportState.CHECKED else [],
        "near": good.filter(near=True)[:FEW] if batch.state == ImportState.CHECKED else [],
        "refused": batch.rows.filter(outcome=RowOutcome.REFUSED)[:SHOWN],
    }
    return render(request, "registrations/contact_import.html", context)


@team_page("registrations.manage_contacts")
@require_POST
def import_layout(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Read the file in another way."""
    batch = _batch(consultation, pk)
    form = LayoutForm(request.POST, layout=Layout(**batch.layout))
    if form.is_valid():
        try:
            actions.read_otherwise(batch=batch, **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect("registrations:contacts_import", consultation.slug, pk)


@team_page("registrations.manage_contacts")
@require_POST
def import_load(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Put the good rows on the list."""
    batch = _batch(consultation, pk)
    try:
        batch = actions.load(batch=batch, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("registrations:contacts_import", consultation.slug, pk)
    return redirect("accounts:job", batch.job_id)


@team_page("registrations.manage_contacts")
@require_POST
def import_discard(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Forget the file."""
    try:
        actions.discard(batch=_batch(consultation, pk))
        messages.success(request, _("The file is forgotten."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("registrations:contacts_imports", consultation.slug)


@team_page("registrations.manage_contacts")
def import_errors(request: SignedInRequest, consultation: Consultation, pk: int) -> StreamingHttpResponse:
    """The rows that were not loaded, in the form of the file, with what is wrong in each."""
    batch = _batch(consultation, pk)
    if not batch.rows.filter(outcome=RowOutcome.REFUSED).exists():
        raise Http404
    return error_file(batch)


def _receive(request: SignedInRequest, consultation: Consultation, form: UploadForm) -> ContactImport:
    data = form.cleaned_data
    source = actions.source_named(consultation=consultation, name=data["source_name"], key=data["source"])
    return actions.receive(
        consultation=consultation, source=source, file=data["file"], file_name=data["file"].name, actor=request.user
    )


def _columns(request: SignedInRequest, batch: ContactImport) -> HttpResponse:
    layout = Layout(**batch.layout)
    form = ColumnsForm(request.POST if request.method == "POST" else None, batch=batch)
    if request.method == "POST" and form.is_valid():
        try:
            checked = actions.check(
                batch=batch, columns=form.columns(), replace=bool(form.cleaned_data["replace"]), actor=request.user
            )
            return redirect("accounts:job", checked.job_id)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {
        "consultation": batch.consultation,
        "stage": "registration",
        "batch": batch,
        "form": form,
        "layout": layout,
        "layout_form": LayoutForm(layout=layout),
        "letters": ENCODINGS.get(layout.encoding, ""),
        "sample": list(_sample(batch, layout)),
        "error": batch.job.error if batch.job else "",
    }
    return render(request, "registrations/contact_columns.html", context)


def _sample(batch: ContactImport, layout: Layout) -> Iterator[tuple[str, list[str]]]:
    """Each column with its first values, so that nobody need guess what it holds."""
    rows: list[list[str]] = []
    try:
        with batch.file.open("rb") as file:
            raw: Any = file.file
            rows = [cells for _line, cells in islice(data_rows(raw, layout), SAMPLE)]
    except (Refused, OSError):
        rows = []
    for number, name in enumerate(layout.column_names()):
        yield name, [row[number] if number < len(row) else "" for row in rows]


def _batch(consultation: Consultation, pk: int) -> ContactImport:
    rows = ContactImport.objects.select_related("consultation", "source", "job", "made_by")
    return get_object_or_404(rows, pk=pk, consultation=consultation)
