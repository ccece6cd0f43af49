"""The two questions of a load balancer, and what stops us from serving."""

import socket

import pytest
from django.db.migrations.recorder import MigrationRecorder

from accounts.errors import Refused
from config import preflight


def test_healthz_answers_without_a_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_readyz_is_ready_when_all_parts_are(client):
    answer = client.get("/readyz")
    assert answer.json() == {"database": "ok", "migrations": "ok", "broker": "ok"}
    assert answer.status_code == 200


@pytest.mark.django_db
def test_readyz_says_that_the_database_is_older_than_the_code(client):
    MigrationRecorder.Migration.objects.filter(app="reports").delete()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["migrations"].startswith("The database is older than this version.")


def test_readyz_says_that_redis_does_not_answer(client, db, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["broker"].startswith("Redis does not answer. Start it, correct REDIS_URL")


def test_a_port_in_use_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        with pytest.raises(Refused, match=rf"Port {number} on 127\.0\.0\.1 cannot be used"):
            preflight.port("127.0.0.1", number)


def test_missing_static_files_are_named(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    with pytest.raises(Refused, match="collectstatic"):
        preflight.static_files()
