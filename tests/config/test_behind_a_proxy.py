"""Behind a proxy each visitor is counted alone: else one visitor could use up everybody's tries."""

import runpy
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from accounts.limits import connection_of

FORWARDED = {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.7", "REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture
def settings_with(monkeypatch, tmp_path):
    """The settings of an installation with these variables."""

    def read(**variables):
        monkeypatch.setenv("OPENFLOOR_VAR", str(tmp_path))
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(Path(django_settings.BASE_DIR) / "config" / "settings.py"))

    return read


def test_the_address_that_our_proxy_saw_is_the_visitors(settings_with, settings, rf):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = settings_with(OPENFLOOR_BEHIND_PROXY="1")["ALLAUTH_TRUSTED_PROXY_COUNT"]
    assert connection_of(rf.get("/", **FORWARDED)) == "198.51.100.7"


def test_without_a_proxy_nobody_chooses_an_address(settings_with, rf):
    assert "ALLAUTH_TRUSTED_PROXY_COUNT" not in settings_with()
    assert connection_of(rf.get("/", **FORWARDED)) == "127.0.0.1"
