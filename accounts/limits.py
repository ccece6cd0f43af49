"""How often something may be done: counted in the cache, so that a form cannot be used to flood an address."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def within_limit(what: str, whom: str, *, most: int, seconds: int) -> bool:
    """Count one more of `what` for `whom`; False when that is more than `most` in the last `seconds` or so.

    `whom` (an address, a connection) is kept only as a keyed hash. Without Redis each process counts alone.
    """
    key = f"limit:{what}:{salted_hmac('openfloor.limits', whom).hexdigest()}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) <= most
    except ValueError:  # it expired between the two calls
        return True


def connection_of(request: HttpRequest) -> str:
    """The network address of the visitor."""
    return str(get_adapter(request).get_client_ip(request))
