"""A database and a server of one's own, for benchmarks that talk to Openfloor as operators run it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECRET = "for-this-run-only-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ"


@contextmanager
def own_installation(name: str, database: str) -> Iterator[None]:
    """Django set up on an empty database, which goes with the block.

    `database` is a PostgreSQL server (`postgres://…/name`), or empty for SQLite. Settings are taken from the
    environment, which is set for this process and those that it starts.
    """
    own = f"{name}_{os.getpid()}"
    base = database.rpartition("/")[0]
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "OPENFLOOR_SECRET_KEY": SECRET,
            "OPENFLOOR_PLAIN_HTTP": "1",
            "OPENFLOOR_VAR": folder,
            "DATABASE_URL": f"{base}/{own}" if database else f"sqlite:///{folder}/{name}.sqlite3",
        }
        if database:
            _administer(database, f'CREATE DATABASE "{own}"')
        try:
            _set_up()
            yield
        finally:
            if database:
                _administer(database, f'DROP DATABASE IF EXISTS "{own}" WITH (FORCE)')


def _set_up() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _administer(database: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(database, autocommit=True) as administration:
        administration.execute(statement)


class Server:
    """The server as operators start it (`manage.py serve`), in a group of processes of its own."""

    def __init__(self, port: int, workers: int) -> None:
        self.port, self.workers = port, workers
        self.start()

    def start(self) -> None:
        """Returns when it answers. Raises SystemExit where it does not within a minute."""
        command = ["manage.py", "serve", "--port", str(self.port), "--workers", str(self.workers), "--no-clock"]
        self.process = subprocess.Popen([sys.executable, *command], cwd=ROOT, start_new_session=True)
        for _ in range(600):
            if self.process.poll() is not None:
                raise SystemExit("The server did not start.")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise SystemExit("The server did not answer within a minute.")

    def kill_one(self) -> None:
        """The server loses one of its processes without warning."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        if children:
            os.kill(int(children[0]), signal.SIGKILL)

    def kill_all(self) -> None:
        """The whole server is gone without warning."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)
