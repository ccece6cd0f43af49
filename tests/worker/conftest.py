"""A real Celery worker in a process of its own, on the database of the tests."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as conf
from django.db import connection

from config.celery import app
from tests.waiting import until

ROOT = Path(__file__).parents[2]


def database_url():
    """The address of the database of the tests, as another process needs it."""
    assert connection.vendor == "postgresql", "The worker lane needs PostgreSQL: set DATABASE_URL."
    known = connection.settings_dict
    user, password = quote(known["USER"] or "", safe=""), quote(known["PASSWORD"] or "", safe="")
    host = quote(known["HOST"] or "127.0.0.1", safe="")
    return f"postgres://{user}:{password}@{host}:{known['PORT'] or 5432}/{known['NAME']}"


class Worker:
    """One worker with one process for tasks."""

    def __init__(self, name, settings, folder):
        self.name = f"{name}@tests"
        command = ["-m", "celery", "-A", "config", "worker", "--concurrency=1", "--loglevel=warning", "-n", self.name]
        environment = {**os.environ, "DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": settings}
        self.log = (folder / f"{name}.log").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env={**environment, "OPENFLOOR_VAR": str(folder)},
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )
        until(self.answers, f"the worker is ready ({self.log.name})")

    def answers(self):
        assert self.process.poll() is None, Path(self.log.name).read_text()
        return app.control.ping(destination=[self.name], timeout=0.5)

    def end(self, number=signal.SIGTERM):
        """Stop it and all its processes; SIGKILL leaves it no time to tidy up."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)
            self.process.wait(timeout=30)
        self.log.close()


@pytest.fixture
def start_worker(transactional_db, tmp_path):
    """Start a worker: `start_worker("name")`, with other settings if need be. The queue is empty at first."""
    assert conf.REDIS_URL, "The worker lane needs Redis: set REDIS_URL."
    app.control.purge()
    workers = []

    def start(name, settings="config.test_settings"):
        workers.append(Worker(name, settings, tmp_path))
        return workers[-1]

    yield start
    for worker in workers:
        worker.end()
