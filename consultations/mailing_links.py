"""The signed link with which an address stops the mailings of a series."""

from django.core.signing import BadSignature, Signer

from consultations.models import Series

_SALT = "openfloor.unsubscribe"


def make(*, series: Series, email: str) -> str:
    """A token that holds for ever: a letter may be opened years later."""
    return Signer(salt=_SALT).sign_object([series.pk, email])


def read(token: str) -> tuple[Series, str] | None:
    """The series and the address, or None if the token is forged or the series is gone."""
    try:
        pk, email = Signer(salt=_SALT).unsign_object(token)
    except (BadSignature, ValueError, TypeError):
        return None
    series = Series.objects.filter(pk=pk).first()
    return (series, email) if series else None
