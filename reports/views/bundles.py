"""The consultation as one file, for organizers who keep it or move it."""

import tempfile

from django.http import FileResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from reports.actions.bundles import dump_bundle, record_download


@never_cache
@team_page("reports.dump")
@require_GET
def download(request: SignedInRequest, consultation: Consultation) -> FileResponse:
    """The bundle, personal data and drafts included; from a file, since a slow line must not hold the database."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    for piece in dump_bundle(consultation=consultation):
        file.write(piece.encode())
    file.seek(0)
    record_download(consultation=consultation, actor=request.user)
    return FileResponse(file, as_attachment=True, filename=f"{consultation.slug}.json", content_type="application/json")
