"""What must be right before we serve. Each check passes silently or says in one sentence what to do."""

import socket

import redis
from django.conf import settings

from accounts.errors import Refused


def broker() -> None:
    """Redis answers, where it is configured."""
    if not settings.REDIS_URL:
        return
    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2).ping()
    except (redis.RedisError, ValueError):
        raise Refused(
            "Redis does not answer. Start it, correct REDIS_URL, or leave REDIS_URL empty to work without it."
        ) from None


def static_files() -> None:
    """The stylesheets and scripts have been collected."""
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        raise Refused("The static files are missing. Run `manage.py collectstatic --no-input`.")


def port(host: str, number: int) -> None:
    """Nobody else listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
        except OSError as error:
            raise Refused(
                f"Port {number} on {host} cannot be used ({error.strerror}). "
                "Stop the program that uses it or choose another port (make demo PORT=8001)."
            ) from None
