"""A mailing is delivered by a Celery worker that is killed (kill -9) again and again; nobody is lost, nobody gets two.

Run: `DATABASE_URL=postgres://… REDIS_URL=redis://… python benchmarks/mail_kill.py [--letters N] [--seed N]`. It makes
a database of its own beside the one named, empties the queue of this Redis database, and talks to a mail server on
this machine that writes down what it accepts. Ends with 1 where a reader is missing or has two different letters.

A server may have accepted a letter in the instant before the worker was killed, so that we could not record it. Such
a letter is sent once more under the same Message-ID, and whoever gets it sees one. The run says how many those were.
"""

import argparse
import asyncio
import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from email import message_from_bytes
from email.policy import default as email_policy
from pathlib import Path
from typing import Any, Protocol

from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
STUCK_SECONDS = 4
"""A letter that was taken longer ago is taken to have lost its worker; ten minutes outside of this run."""


class Running(Protocol):
    """A worker that can be ended."""

    def end(self, number: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the mail server saw."""

    letters: int
    kills: int
    accepted: int
    readers: int
    missing: int
    sent_again_under_the_same_id: int
    readers_with_two_ids: int
    seconds: float


class Sink:
    """A mail server that takes everything, slowly enough to be interrupted, and remembers who got which letter."""

    def __init__(self, pause: float = 0.0) -> None:
        self.pause = pause
        self.got: list[tuple[str, str]] = []
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        letter = message_from_bytes(envelope.content, policy=email_policy)
        self.got += [(recipient, str(letter["Message-ID"])) for recipient in envelope.rcpt_tos]
        # The instant that matters: the letter is ours, and the sender does not know it yet.
        await asyncio.sleep(self.pause)
        return "250 OK"

    def __enter__(self) -> "Sink":
        self._controller.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._controller.stop()

    def outcome(self, readers: set[str], kills: int, seconds: float) -> Outcome:
        names: dict[str, Counter[str]] = {}
        for reader, message_id in self.got:
            names.setdefault(reader, Counter())[message_id] += 1
        return Outcome(
            letters=len(readers),
            kills=kills,
            accepted=len(self.got),
            readers=len(names.keys() & readers),
            missing=len(readers - names.keys()),
            sent_again_under_the_same_id=sum(times - 1 for ids in names.values() for times in ids.values()),
            readers_with_two_ids=sum(len(ids) > 1 for ids in names.values()),
            seconds=round(seconds, 1),
        )


def deliver_with_kills(
    start: Callable[[str], Running], *, done: Callable[[], bool], kill_now: Callable[[], bool], most_seconds: float
) -> int:
    """Let workers deliver what waits, kill each when `kill_now` says so, until all is done; returns the kills."""
    from consultations.tasks import deliver_waiting_messages

    kills, end = 0, time.monotonic() + most_seconds
    worker, asked = start("kill-0"), 0.0
    while not done():
        if time.monotonic() > end:
            raise TimeoutError(f"Not done within {most_seconds:.0f} seconds.")
        if time.monotonic() - asked > 1:  # what Celery's beat does every minute
            deliver_waiting_messages.apply_async(expires=1)
            asked = time.monotonic()
        if kill_now():
            worker.end(signal.SIGKILL)
            kills += 1
            worker = start(f"kill-{kills}")
        time.sleep(0.02)
    worker.end(signal.SIGTERM)
    return kills


class _Worker:
    def __init__(self, name: str, database: str, port: int, folder: Path) -> None:
        from config.celery import app

        environment = {
            **os.environ,
            "DATABASE_URL": database,
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            "OPENFLOOR_VAR": str(folder),
        }
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--concurrency=2", "-n", f"{name}@bench"]
        with (folder / "worker.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--loglevel=error"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while not app.control.ping(destination=[f"{name}@bench"], timeout=0.3):
            if self._process.poll() is not None:
                raise SystemExit("The worker did not start.")

    def end(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)
        self._process.wait(timeout=60)


def _mailing(letters: int) -> None:
    """A mailing to so many contacts, whose hold is over."""
    from datetime import timedelta

    from django.utils.timezone import now

    from consultations.models import Consultation, Framework, Mailing, MailingState, Series
    from registrations.models import Contact

    framework = Framework.objects.create(key="f", title="Charter of Shared Rivers")
    series = Series.objects.create(key="s", framework=framework, title="River consultations")
    at = now() + timedelta(days=30)
    consultation = Consultation.objects.create(
        slug="rivers", series=series, title="Sharing", starts_at=at, ends_at=at + timedelta(hours=3), timezone="UTC"
    )
    Contact.objects.bulk_create(
        (Contact(consultation=consultation, email=f"c{n}@people.example", name=f"Contact {n}") for n in range(letters)),
        batch_size=1000,
    )
    Mailing.objects.create(
        consultation=consultation,
        subject="About {{ title }}",
        body="Dear {{ name }},\n\nplease come on {{ when }}: [the call]({{ link }})\n\nKind regards,\nThe secretariat",
        audience={"key": "contacts", "filters": {"reach": ["all"]}},
        state=MailingState.HELD,
        hold_until=now(),
    )


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--letters", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--longest", type=float, default=6.0, help="seconds that a worker lives at most")
    options = arguments.parse_args()
    if not os.environ.get("DATABASE_URL", "").startswith("postgres") or not os.environ.get("REDIS_URL"):
        sys.exit("Set DATABASE_URL (PostgreSQL) and REDIS_URL.")
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.test_settings"
    os.environ["OPENFLOOR_MAIL_STUCK_SECONDS"] = str(STUCK_SECONDS)
    import django

    django.setup()
    from django.db import connection

    from config.celery import app
    from consultations.models import Mailing, MailingState

    base, _sep, _name = os.environ["DATABASE_URL"].rpartition("/")
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    app.control.purge()
    chance = random.Random(options.seed)
    lives: list[float] = []

    def start(worker: str) -> _Worker:
        running = _Worker(worker, f"{base}/{name}", sink.port, Path(folder))
        lives.append(time.monotonic() + chance.uniform(0.1, options.longest))
        return running

    try:
        _mailing(options.letters)
        with tempfile.TemporaryDirectory() as folder, Sink(pause=0.001) as sink:
            began = time.monotonic()
            kills = deliver_with_kills(
                start,
                done=lambda: Mailing.objects.get().state == MailingState.DONE,
                kill_now=lambda: time.monotonic() > lives[-1],
                most_seconds=3600,
            )
            readers = {f"c{n}@people.example" for n in range(options.letters)}
            outcome = sink.outcome(readers, kills, time.monotonic() - began)
    finally:
        _drop(base, name)
    print(json.dumps(asdict(outcome), indent=1))
    return 1 if outcome.missing or outcome.readers_with_two_ids else 0


def _drop(base: str, name: str) -> None:
    from django.db import connection

    connection.close()
    import psycopg

    with psycopg.connect(f"{base}/postgres", autocommit=True) as administration:
        administration.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


if __name__ == "__main__":
    sys.exit(main())
