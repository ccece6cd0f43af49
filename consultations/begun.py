"""When a form was opened: a signed mark in the form itself.

The grace after closing is for who had begun in time, and nobody can claim that afterwards.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils.timezone import now

from consultations.models import Consultation

FIELD = "begun"


def _signer() -> Signer:
    return Signer(salt="openfloor.begun")


def mark(consultation: Consultation) -> str:
    """The mark of a form that is opened now."""
    return _signer().sign_object([consultation.pk, now().timestamp()])


def begun_at(sent: Mapping[str, str], consultation: Consultation) -> datetime | None:
    """When the form that was sent had been opened, or None where its mark is missing, forged or of another call."""
    try:
        known, instant = _signer().unsign_object(sent.get(FIELD, ""))
        return datetime.fromtimestamp(instant, UTC) if known == consultation.pk else None
    except (BadSignature, ValueError, TypeError):
        return None


def kept_mark(request: HttpRequest, consultation: Consultation) -> str:
    """The mark for the form on this page: that of the first time it was opened, if it comes back with a mistake."""
    known = begun_at(request.POST, consultation)
    return request.POST[FIELD] if known else mark(consultation)
