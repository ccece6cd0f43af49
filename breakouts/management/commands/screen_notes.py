"""Screen all notes of a consultation against the roster of this moment."""

from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from accounts.commands import OperatorCommand
from breakouts.actions.screen import screen_notes
from consultations.queries import consultation_named


class Command(OperatorCommand):
    help = "Screen every note that is not set aside. Prints counts only: no note's text, and nobody's name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="the consultation's name in links")
        parser.add_argument("--json", action="store_true", help="answer in JSON (docs/commands.md)")

    def run(self, *, slug: str, json: bool, **options: Any) -> None:
        consultation = consultation_named(slug)
        totals = screen_notes(consultation=consultation)
        if json:
            self.print_json({"consultation": slug, **asdict(totals)})
            return
        self.stdout.write(
            f"{totals.notes} notes screened. {totals.block} findings must be rewritten, {totals.warn} must be decided, "
            f"{totals.note} are worth a look; {totals.open} wait for a decision."
        )
