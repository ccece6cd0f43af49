"""Take attendance from the meeting platform's report."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from accounts.commands import OperatorCommand
from accounts.errors import Refused
from consultations.queries import consultation_named
from registrations.actions.importing import Imported, import_attendance
from registrations.attendance import Order


class Command(OperatorCommand):
    help = "Record as present everybody whom the meeting platform's report of participants (CSV) names."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the consultation's name in links")
        parser.add_argument("file", type=Path, help="the report of participants, as the platform offers it")
        parser.add_argument(
            "--timezone", required=True, type=_zone, help="zone of the times in the report, such as Asia/Bangkok"
        )
        parser.add_argument(
            "--dates",
            choices=[order.value for order in Order],
            help="what comes first in the report's dates, where nothing else tells (else: month)",
        )
        parser.add_argument("--dry-run", action="store_true", help="only say what would be recorded")
        parser.add_argument("--json", action="store_true", help="answer as JSON (docs/commands.md)")

    def run(self, **options: Any) -> None:
        consultation = consultation_named(options["slug"])
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise Refused(_("%(path)s cannot be read (%(why)s).") % {"path": path, "why": error.strerror}) from None
        done = import_attendance(
            consultation=consultation,
            content=content,
            zone=options["timezone"],
            order=Order(options["dates"]) if options["dates"] else None,
            file_name=path.name,
            dry_run=options["dry_run"],
        )
        if options["json"]:
            self.print_json(_answer(done, dry_run=options["dry_run"]))
        else:
            self._tell(done, dry_run=options["dry_run"])

    def _tell(self, done: Imported, *, dry_run: bool) -> None:
        ways = list(done.people.values())
        self.stdout.write(
            f"Rows: {done.rows}. People found: {len(ways)} "
            f"({ways.count('email')} by address, {ways.count('name')} by name)."
        )
        self.stdout.write("Nothing was recorded." if dry_run else f"Newly recorded as present: {done.new}.")
        for one in done.unmatched:
            self.stdout.write(f"Not found: line {one.line}, {one.called.shown} {one.email}".rstrip())


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ArgumentTypeError(f"there is no time zone called {name!r}; use a name such as Asia/Bangkok") from None


def _answer(done: Imported, *, dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "rows": done.rows,
        "matched": [{"key": key, "by": by} for key, by in done.people.items()],
        "newly_present": done.new,
        "unmatched": [{"line": one.line, "name": one.called.shown, "email": one.email} for one in done.unmatched],
    }
