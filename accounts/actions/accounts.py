"""Making accounts."""

from accounts.models import User


def ensure_account(*, email: str, name: str = "") -> User:
    """The account with this address, made if there is none. It is entered by a code sent to the address."""
    user, _ = User.objects.get_or_create(email=email.strip().lower(), defaults={"name": name})
    return user


def make_operator(*, email: str, name: str = "") -> User:
    """Let this address run the installation: kept mail, the operators' site, and beginning the first consultation."""
    user = ensure_account(email=email, name=name)
    user.is_staff = user.is_superuser = True
    user.save(update_fields=["is_staff", "is_superuser"])
    return user
