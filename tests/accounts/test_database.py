"""What was deleted is really gone from SQLite's files."""

import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from accounts.database import forget_deleted
from config import env

SECRET = "the sentence that nobody may read again"


def in_files(path: Path) -> bool:
    return any(SECRET.encode() in file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


def test_the_settings_of_sqlite_leave_nothing_deleted_behind_once_the_log_is_emptied(tmp_path):
    path = tmp_path / "notes.sqlite3"
    options = env.database("OF_TEST_DATABASE", f"sqlite:///{path}")["OPTIONS"]
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript(options["init_command"] + "CREATE TABLE note (text);")
    database.execute("INSERT INTO note VALUES (?)", [SECRET])
    database.execute("DELETE FROM note")
    assert in_files(path), "the write-ahead log still holds it"
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert not in_files(path)
    database.close()


@pytest.mark.django_db
def test_the_log_is_emptied_after_the_commit_and_not_before(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        forget_deleted()
    assert len(waiting) == (1 if connection.vendor == "sqlite" else 0)
