"""Links that sign in without a code, on a demonstration only."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.models import User

SALT = "openfloor.demo"
LIFETIME = timedelta(days=30)


def sign_in_url(user: User) -> str:
    """A link that signs in as this account; it leads nowhere unless the installation is a demonstration."""
    token = signing.dumps(user.pk, salt=SALT)
    return settings.SITE_URL + reverse("accounts:demo_sign_in", args=[token])


def account_of(token: str) -> User | None:
    """The account that a link signs in as; None if it is forged, old, or this is no demonstration."""
    if not settings.DEMO:
        return None
    try:
        pk = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=pk, is_active=True).first()
