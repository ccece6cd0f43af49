"""Personal links: who holds one may open one registration or application, and nobody can guess one."""

from datetime import timedelta
from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner

LIFETIME = timedelta(days=90)


def _signer(kind: str) -> TimestampSigner:
    return TimestampSigner(salt=f"openfloor.{kind}", sep=".")


def make(*, kind: str, public_id: UUID, version: int = 0) -> str:
    """A token for a link. Raising the version later makes this token useless."""
    return _signer(kind).sign(f"{public_id.hex}-{version}")


def read(*, kind: str, token: str, lifetime: timedelta = LIFETIME) -> tuple[UUID, int] | None:
    """The id and version that a token was made for, or None if it is forged, of another kind or expired."""
    try:
        public_id, _, version = _signer(kind).unsign(token, max_age=lifetime).partition("-")
        return UUID(hex=public_id), int(version)
    except (BadSignature, ValueError):
        return None
