"""Serve Openfloor with gunicorn, after checking that it can be served."""

import os
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings

from accounts.commands import OperatorCommand
from config import preflight


class Command(OperatorCommand):
    help = "Check database, broker, static files and port, then serve with gunicorn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
        parser.add_argument("--workers", type=int, default=2, help="processes (default: 2)")
        parser.add_argument(
            "--no-clock", action="store_true", help="do not do what waits for its time: cron runs deliver_mail"
        )

    def run(self, *, host: str, port: int, workers: int, no_clock: bool, **options: Any) -> None:
        preflight.broker()
        preflight.static_files()
        preflight.port(host, port)
        gunicorn = ["gunicorn", "config.wsgi:application", "--bind", f"{host}:{port}"]
        processes = ["--workers", str(workers), "--preload"]
        # The access log would hold personal links; gunicorn keeps none unless asked.
        logs = ["--log-level", "warning", "--logger-class", "config.gunicorn_log.Logger"]
        if not settings.REDIS_URL and not no_clock:  # else Celery's beat is the clock
            # Its parent is this process, which becomes gunicorn; it ends when that does.
            subprocess.Popen([sys.executable, sys.argv[0], "clock"], stdin=subprocess.DEVNULL)  # noqa: S603
        os.execv(sys.executable, [sys.executable, "-m", *gunicorn, *processes, *logs])  # noqa: S606
