"""The consultation as one file, for organizers who keep it or move it."""

import tempfile

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.errors import Refused
from consultations.access import SignedInRequest, listing, team_page
from consultations.models import Consultation
from reports.actions.bundles import dump_bundle, load_bundle, record_download
from reports.bundles.findings import BundleRefused
from reports.bundles.writing import Reader
from reports.forms.bundle import MOST_MEGABYTES, BundleForm

MOST_WARNINGS = 20
_PARTS = {
    "organizations": gettext_lazy("Organizations"),
    "people": gettext_lazy("People with a part"),
    "working_groups": gettext_lazy("Working groups"),
    "rounds": gettext_lazy("Rounds"),
    "programme": gettext_lazy("Sessions"),
    "sources": gettext_lazy("Sources of contacts"),
    "contacts": gettext_lazy("Contacts"),
    "applications": gettext_lazy("Applications"),
    "registrations": gettext_lazy("Registrations"),
    "constraints": gettext_lazy("Rules about who sits with whom"),
    "placements": gettext_lazy("Places in groups"),
    "statements": gettext_lazy("Statements on the record"),
    "notes": gettext_lazy("Notes"),
    "footnotes": gettext_lazy("Footnotes"),
}


@never_cache
@team_page("reports.dump")
@require_GET
def download(request: SignedInRequest, consultation: Consultation) -> HttpResponseBase:
    """The bundle, personal data included; from a file, since a slow line must not hold the database.

    Notes that are still being written are left out, and what participants need unless she arranges support. It holds
    every application or none, so whoever may not know of one leaves it to somebody else.
    """
    known = consultation.applications.without_conflict_for(request.user)
    if consultation.applications.exclude(pk__in=known.values("pk")).exists():
        messages.error(
            request,
            _("The file holds every application, and you have a conflict of interest. Ask another organizer for it."),
        )
        return redirect("consultations:home", consultation.slug)
    reader = Reader(drafts=False, needs=request.user.has_perm("registrations.see_needs", consultation))
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    for piece in dump_bundle(consultation=consultation, reader=reader):
        file.write(piece.encode())
    file.seek(0)
    record_download(consultation=consultation, actor=request.user)
    return FileResponse(file, as_attachment=True, filename=f"{consultation.slug}.json", content_type="application/json")


@listing("reports.load")
def load(request: SignedInRequest) -> HttpResponse:
    """A consultation from a file: every fault with its place, or the consultation. `check` only looks."""
    form = BundleForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    context: dict[str, object] = {"form": form, "most": MOST_MEGABYTES}
    if request.method == "POST" and form.is_valid():
        dry_run = "check" in request.POST
        try:
            loaded = load_bundle(
                file=form.cleaned_data["file"], actor=request.user, organizer=request.user.email, dry_run=dry_run
            )
        except BundleRefused as refusal:
            context["faults"] = [finding for finding in refusal.findings if not finding.warning]
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            if not dry_run:
                for warning in loaded.warnings[:MOST_WARNINGS]:
                    messages.warning(request, str(warning))
                messages.success(request, _("The consultation is loaded."))
                return redirect("consultations:home", loaded.slug)
            made = [(_PARTS.get(name, name), number) for name, number in loaded.made.items() if number]
            context |= {"loaded": loaded, "made": made}
    return render(request, "reports/bundle_load.html", context)
