"""`manage.py clock`: do every minute what waits for its time, where no Celery beat does."""

import logging
import os
from argparse import ArgumentParser
from collections.abc import Callable
from time import sleep
from typing import Any

from django.db import close_old_connections

from accounts.commands import OperatorCommand
from consultations.tasks import deliver_waiting_messages
from reports.tasks import purge_when_due

MINUTE = 60
log = logging.getLogger("openfloor.clock")


class Command(OperatorCommand):
    help = (
        "Every minute: write due reminders, let mailings leave whose hold is over, send what waits. "
        "Once a day: delete what is over. "
        "Ends with the process that started it. `serve` starts it where there is no Celery."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do it once, now, and end")

    def run(self, *, once: bool, **options: Any) -> None:
        if once:
            turn()
        else:
            while_alive(turn, parent=os.getppid())


def turn() -> None:
    """All that waits for its time; what fails does not hold up the rest."""
    tick(deliver_waiting_messages)
    tick(purge_when_due)


def while_alive(work: Callable[[], None], *, parent: int, pause: int = MINUTE) -> None:
    """Work, wait, work again, until the process that started us is gone."""
    while os.getppid() == parent:
        close_old_connections()
        work()
        for _second in range(pause):
            if os.getppid() != parent:
                return
            sleep(1)


def tick(work: Callable[[], None]) -> None:
    """One turn. What goes wrong in it is told without its details, which may be about people; the next turn comes."""
    try:
        work()
    except Exception as error:  # noqa: BLE001 - the clock goes on
        log.error("What is done every minute failed: %s", type(error).__name__)
