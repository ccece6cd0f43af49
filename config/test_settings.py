"""Settings for the tests: what a plain installation has, minus what only slows tests down."""

import os

os.environ.setdefault("OPENFLOOR_SECRET_KEY", "tests-only-" + "k" * 50)
os.environ.setdefault("OPENFLOOR_PLAIN_HTTP", "1")

from config.settings import *  # noqa: F403

DEBUG = DEMO = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ACCOUNT_RATE_LIMITS = False
STAGES_KEPT_FOR = 0
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
