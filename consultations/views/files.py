"""Files that people sent us, given out so that no browser opens them here."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404


def as_attachment(kept: FieldFile, name: str) -> FileResponse:
    """The file under the name that its author gave it, as an attachment of no particular type. 404 without one."""
    if not kept:
        raise Http404
    try:
        file = kept.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    return response
