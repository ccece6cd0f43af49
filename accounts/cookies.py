"""Cookies that we set ourselves."""

from django.conf import settings
from django.http import HttpResponse


def set_language(response: HttpResponse, language: str) -> None:
    """Keep the language in this browser, under the name that Django's LocaleMiddleware reads."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
