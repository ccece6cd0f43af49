"""Write a consultation as a bundle."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from accounts.commands import OperatorCommand
from accounts.errors import Refused
from consultations.models import Consultation
from reports.actions.bundles import dump_bundle


class Command(OperatorCommand):
    help = (
        "Write a consultation as a bundle (docs/bundles.md). It holds personal data: keep it where nobody else reads."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="the consultation's name in links")
        parser.add_argument("-o", "--output", metavar="FILE", default="-", help="where to write; - is stdout")

    def run(self, **options: Any) -> None:
        consultation = Consultation.objects.select_related("series__framework", "call").filter(slug=options["slug"])
        row = consultation.first()
        if row is None:
            raise Refused(_("There is no consultation called “%(slug)s”.") % {"slug": options["slug"]})
        text = dump_bundle(consultation=row)
        if options["output"] == "-":
            for piece in text:
                self.stdout.write(piece, ending="")
            return
        try:
            write_whole(Path(options["output"]), text)
        except OSError as error:
            raise Refused(
                _("The file %(name)s cannot be written (%(why)s).") % {"name": options["output"], "why": error.strerror}
            ) from error


def write_whole(target: Path, text: Iterable[str]) -> None:
    """Write the file so that it is there whole or not at all, readable by its owner alone. A device is written to."""
    if target.exists() and not target.is_file():
        with target.open("w", encoding="utf-8", newline="\n") as device:
            device.writelines(text)
        return
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".bundle-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(text)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
