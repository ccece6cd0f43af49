"""Reading settings from the environment.

Every variable may also be given as `NAME_FILE`, the path of a file that holds the value, as container
secrets are. A value that cannot be used stops the program with a sentence that names the variable.
"""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from environ.fileaware_mapping import FileAwareMapping

# Reads NAME_FILE where it is set, each time anew.
_variables = FileAwareMapping(cache=False)

DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")


def text(name: str, default: str | None = None) -> str:
    """The variable as text; without a default it must be set."""
    try:
        value = _variables.get(name, default)
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE cannot be read ({error.strerror}).") from None
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set. Set it, or set {name}_FILE to a file that holds it.")
    return str(value).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """The variable as yes or no: 1, true, yes, on / 0, false, no, off."""
    value = text(name, "").lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}, which is neither yes nor no. Use 1 or 0.")


def number(name: str, default: int) -> int:
    """The variable as a whole number."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}, which is not a whole number.") from None


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """The variable as a list, separated by commas."""
    value = text(name, "")
    return [word.strip() for word in value.split(",") if word.strip()] if value else list(default)


def database(name: str, default: str) -> dict[str, Any]:
    """A Django database configuration from a URL (sqlite:///path or postgres://user:password@host/name)."""
    url = text(name, default)
    scheme = urlsplit(url).scheme
    hint = "Use sqlite:///path/to/file.sqlite3 or postgres://user:password@host:5432/name."
    if scheme not in DATABASE_SCHEMES:
        raise ImproperlyConfigured(f"{name} starts with {scheme or 'nothing'!r}, which is no database we know. {hint}")
    try:
        settings: dict[str, Any] = environ.Env.db_url_config(url)
    except (ValueError, KeyError, TypeError):
        raise ImproperlyConfigured(f"{name} cannot be read as a database address. {hint}") from None
    if not settings.get("NAME"):
        raise ImproperlyConfigured(f"{name} names no database. {hint}")
    if scheme == "sqlite":
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # secure_delete: what is deleted is overwritten, so that a purged note cannot be read from the file.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON; "
            # What is sorted stays in memory: a temporary file would leave its words on the disk.
            "PRAGMA temp_store=MEMORY;",
        }
    # A connection is kept for a while: opening one makes SQLite read the whole schema anew.
    settings["CONN_MAX_AGE"] = 60
    settings["CONN_HEALTH_CHECKS"] = True
    return settings


def redis(name: str) -> str:
    """A Redis address, or an empty string when none is configured."""
    url = text(name, "")
    if url and urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
        raise ImproperlyConfigured(f"{name} does not look like a Redis address. Use redis://host:6379/0.")
    return url


def folder(name: str, default: Path) -> Path:
    """A folder that we may write to; it is made if it is not there."""
    path = Path(text(name, str(default)))
    try:
        path.mkdir(parents=True, exist_ok=True)
        probe = path / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The folder {path} cannot be written to ({error.strerror}). "
            f"Give us write access, or set {name} to another folder."
        ) from None
    return path


def email(name: str) -> dict[str, Any]:
    """Django's EMAIL_* settings from a URL (smtp+tls://user:password@host:587), or nothing when unset."""
    url = text(name, "")
    if not url:
        return {}
    try:
        settings: dict[str, Any] = environ.Env.email_url_config(url)
    except (ValueError, KeyError, environ.ImproperlyConfigured):
        raise ImproperlyConfigured(
            f"{name} cannot be read as a mail server address. Use smtp+tls://user:password@host:587."
        ) from None
    return settings


MAIL_PROVIDERS = (
    "brevo",
    "mailersend",
    "mailgun",
    "mailjet",
    "mailtrap",
    "mandrill",
    "postal",
    "postmark",
    "resend",
    "sendgrid",
    "sparkpost",
    "unisender_go",
)


def mail_provider(name: str) -> str:
    """A mail provider whose service is spoken to directly, or an empty string."""
    provider = text(name, "").lower()
    if provider and provider not in MAIL_PROVIDERS:
        raise ImproperlyConfigured(f"{name} is {provider!r}. We know {', '.join(MAIL_PROVIDERS)}.")
    return provider


def named_values(name: str) -> dict[str, Any]:
    """A JSON object, such as the keys of a service; empty when unset."""
    value = text(name, "")
    try:
        found = json.loads(value or "{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ImproperlyConfigured(f'{name} is no JSON object. Write {{"NAME": "value"}}.')
    return found
