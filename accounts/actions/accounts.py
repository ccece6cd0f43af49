"""Making accounts."""

from accounts.models import User


def ensure_account(*, email: str, name: str = "") -> User:
    """The account with this address, made if there is none. It is entered by a code sent to the address."""
    user, _ = User.objects.get_or_create(email=email.strip().lower(), defaults={"name": name})
    return user
