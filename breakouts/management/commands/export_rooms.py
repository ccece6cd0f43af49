"""One round's rooms, for the meeting platform or for the hosts."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from accounts.commands import OperatorCommand
from accounts.errors import Refused
from accounts.spreadsheets import as_csv
from breakouts.actions.export_rooms import FORMATS, export_rooms
from consultations.queries import consultation_named


class Command(OperatorCommand):
    help = "Write one round's rooms as CSV: Zoom's pre-assignment file, or the host sheet by name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="the consultation's name in links")
        parser.add_argument("--round", type=int, required=True, help="the number of the round")
        parser.add_argument("--format", choices=FORMATS, required=True, help="zoom: pre-assignment; sheet: for hosts")
        parser.add_argument("-o", "--output", type=Path, help="the file to write (default: standard output)")

    def run(self, *, slug: str, round: int, format: str, output: Path | None, **options: Any) -> None:  # noqa: A002
        table = export_rooms(consultation=consultation_named(slug), round_number=round, form=format)
        text = as_csv(table)
        if output is None:
            sys.stdout.write(text)
            return
        try:
            output.write_text(text, encoding="utf-8-sig" if format == "sheet" else "utf-8", newline="")
        except OSError as error:
            raise Refused(f"{output} cannot be written: {error.strerror}.") from None
        self.stdout.write(f"{len(table) - 1} people written to {output}.")
