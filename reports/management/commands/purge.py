"""Delete what may no longer be kept."""

from argparse import ArgumentParser
from typing import Any

from accounts.commands import OperatorCommand
from reports.actions.purge import purge


class Command(OperatorCommand):
    help = "Delete what may no longer be kept (docs/retention.md). Run it every day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="delete nothing, list what would go")
        parser.add_argument("--json", action="store_true", help="answer in JSON (docs/commands.md)")

    def run(self, *, dry_run: bool, json: bool, **options: Any) -> None:
        done = purge(dry_run=dry_run)
        if json:
            self.print_json({"dry_run": dry_run, "rows": {one.rule.key: one.rows for one in done}})
            return
        verb = "would be deleted" if dry_run else "deleted"
        for one in done:
            self.stdout.write(f"{one.rows:6} {verb}: {one.rule.words}")
