"""Settings of a worker that reads files where the tests put them."""

from config.test_settings import *  # noqa: F403
from config.test_settings import STORAGES as _STORAGES

STORAGES = _STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
