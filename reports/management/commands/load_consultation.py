"""Load a consultation from a bundle."""

import sys
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from accounts.commands import OperatorCommand
from accounts.errors import Refused
from reports.actions.bundles import Loaded, load_bundle
from reports.bundles.findings import BundleRefused, Finding
from reports.bundles.reading import opened
from reports.bundles.values import is_email


class Command(OperatorCommand):
    help = "Load a consultation from a bundle (docs/bundles.md): all of it, or nothing and a list of every fault."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the bundle, or - for stdin")
        parser.add_argument("--dry-run", action="store_true", help="check everything and say what would be made")
        parser.add_argument("--organizer", metavar="EMAIL", default="", help="also make this account an organizer")
        parser.add_argument("--json", action="store_true", help="answer in JSON (docs/commands.md)")

    def run(self, **options: Any) -> None:
        if options["organizer"] and not is_email(options["organizer"]):
            raise Refused(_("%(value)s is not an e-mail address.") % {"value": options["organizer"]})
        try:
            with opened(options["file"]) as file:
                loaded = load_bundle(file=file, organizer=options["organizer"], dry_run=options["dry_run"])
        except BundleRefused as refused:
            if not options["json"]:
                raise
            self.print_json({"loaded": False, "findings": [_as_json(finding) for finding in refused.findings]})
            sys.exit(1)
        if options["json"]:
            self._answer(loaded, options["dry_run"])
        else:
            self._say(loaded, options["dry_run"])

    def _answer(self, loaded: Loaded, dry_run: bool) -> None:
        self.print_json(
            {
                "loaded": not dry_run,
                "consultation": loaded.slug,
                "made": loaded.made,
                "findings": [_as_json(finding) for finding in loaded.warnings],
            }
        )

    def _say(self, loaded: Loaded, dry_run: bool) -> None:
        for finding in loaded.warnings:
            self.stderr.write(_("Warning: %(finding)s") % {"finding": finding})
        made = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in loaded.made.items())
        words = _("%(slug)s could be loaded: %(made)s.") if dry_run else _("%(slug)s is loaded: %(made)s.")
        self.stdout.write(words % {"slug": loaded.slug, "made": made or _("an empty consultation")})


def _as_json(finding: Finding) -> dict[str, object]:
    return {"path": finding.place, "sentence": finding.sentence, "warning": finding.warning}
