"""Settings from the environment fail loudly, and in one sentence."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env


def test_a_value_can_come_from_a_file(monkeypatch, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("from the file\n")
    monkeypatch.setenv("OF_TEST_FILE", str(secret))
    assert env.text("OF_TEST") == "from the file"


def test_a_missing_value_is_named():
    with pytest.raises(ImproperlyConfigured, match=r"OF_TEST is not set\. Set it, or set OF_TEST_FILE"):
        env.text("OF_TEST")


@pytest.mark.parametrize("value", ["1", "true", "Yes", "on"])
def test_a_flag_reads_yes(monkeypatch, value):
    monkeypatch.setenv("OF_TEST", value)
    assert env.flag("OF_TEST") is True


def test_a_flag_that_is_neither_is_refused(monkeypatch):
    monkeypatch.setenv("OF_TEST", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="neither yes nor no"):
        env.flag("OF_TEST")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("mysql://host/name", "no database we know"),
        ("nonsense", "no database we know"),
        ("postgres://user@host:port/name", "cannot be read"),
        ("postgres://user@host", "names no database"),
    ],
)
def test_a_broken_database_address_is_explained(monkeypatch, url, reason):
    monkeypatch.setenv("OF_TEST", url)
    with pytest.raises(ImproperlyConfigured, match=f"(?s)OF_TEST .*{reason}"):
        env.database("OF_TEST", "")


def test_sqlite_starts_transactions_at_once_and_overwrites_what_is_deleted():
    options = env.database("OF_TEST_DATABASE", "sqlite:////tmp/x.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "secure_delete=ON" in options["init_command"]


def test_a_folder_that_cannot_be_written_to_is_explained(monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("OF_TEST", str(blocked / "var"))
    with pytest.raises(ImproperlyConfigured, match="cannot be written to"):
        env.folder("OF_TEST", tmp_path)


def test_a_redis_address_must_look_like_one(monkeypatch):
    monkeypatch.setenv("OF_TEST", "http://host")
    with pytest.raises(ImproperlyConfigured, match="does not look like a Redis address"):
        env.redis("OF_TEST")


def test_a_mail_provider_that_nobody_knows_is_refused_with_those_we_know(monkeypatch):
    monkeypatch.setenv("OF_TEST", "pigeon")
    with pytest.raises(ImproperlyConfigured, match=r"OF_TEST is 'pigeon'\. We know brevo, "):
        env.mail_provider("OF_TEST")


def test_every_mail_provider_that_we_know_sends_and_tells():
    from importlib.util import find_spec

    from anymail import urls

    names = {pattern.name for pattern in urls.urlpatterns}
    for provider in env.MAIL_PROVIDERS:
        assert find_spec(f"anymail.backends.{provider}")
        assert f"{provider}_tracking_webhook" in names


@pytest.mark.parametrize("value", ["[1]", "{", "word"])
def test_keys_that_are_no_object_are_refused_without_being_shown(monkeypatch, value):
    monkeypatch.setenv("OF_TEST", value)
    with pytest.raises(ImproperlyConfigured, match=r'^OF_TEST is no JSON object\. Write {"NAME": "value"}\.$'):
        env.named_values("OF_TEST")
