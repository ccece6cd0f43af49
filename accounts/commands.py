"""What every command for operators has in common: exit codes, and errors that are sentences.

Exit 0: done. Exit 1: refused or bad input, with the reason on stderr. Exit 2: wrong usage. A Python traceback is
shown only with `--traceback`.
"""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from accounts.database import require_migrated
from accounts.errors import Refused
from accounts.text import first_line


class OperatorCommand(BaseCommand):
    """A command whose work is in `run`; `run` raises Refused with a sentence where it cannot do it."""

    requires_system_checks: list[str] = []

    def run(self, *args: Any, **options: Any) -> None:
        """Do the work. `options` are the parsed arguments, with Django's own (verbosity, settings, ...)."""
        raise NotImplementedError

    def handle(self, *args: str, **options: Any) -> None:
        require_migrated()
        try:
            self.run(**options)
        except (OperationalError, InterfaceError) as error:
            raise Refused(
                _("The database stopped answering (%(why)s). Try again.") % {"why": first_line(error)}
            ) from error

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except (Refused, CommandError) as error:
            if options.get("traceback") or not getattr(self, "_called_from_command_line", False):
                raise error if isinstance(error, CommandError) else CommandError(str(error)) from error
            self.stderr.write(str(error), self.style.ERROR)
            sys.exit(getattr(error, "returncode", 1))

    def print_json(self, answer: object) -> None:
        """Write an answer that programs read: one JSON document on stdout."""
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1))
