"""Delete what may no longer be kept."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.commands import OperatorCommand
from accounts.errors import Refused
from reports.actions.purge import Purged, purge


class Command(OperatorCommand):
    help = "Delete what may no longer be kept (docs/retention.md). `serve` and Celery's beat do it every day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="delete nothing, list what would go")
        parser.add_argument("--json", action="store_true", help="answer in JSON (docs/commands.md)")

    def run(self, *, dry_run: bool, json: bool, **options: Any) -> None:
        done = purge(dry_run=dry_run)
        if json:
            self.print_json(_as_json(done, dry_run))
        else:
            self._list(done, "would be deleted" if dry_run else "deleted")
        failed = [one for one in done if one.failed]
        if failed:
            lines = [f"- {one.rule.words}: {one.failed}." for one in failed]
            first = ngettext(
                "%(n)d rule could not be followed; the others were:",
                "%(n)d rules could not be followed; the others were:",
                len(failed),
            )
            raise Refused("\n".join([first % {"n": len(failed)}, *lines]))

    def _list(self, done: list[Purged], verb: str) -> None:
        for one in done:
            if one.failed:
                self.stdout.write(f"     – {_('not done')}: {one.rule.words}")
                continue
            self.stdout.write(f"{one.rows:6} {verb}: {one.rule.words}")
            for slug, rows in one.consultations.items():
                self.stdout.write(f"       {rows:6} {slug}")


def _as_json(done: list[Purged], dry_run: bool) -> dict[str, object]:
    return {
        "dry_run": dry_run,
        "rows": {one.rule.key: one.rows for one in done},
        "consultations": {one.rule.key: one.consultations for one in done if one.consultations},
        "failed": {one.rule.key: one.failed for one in done if one.failed},
    }
