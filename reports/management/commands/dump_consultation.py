"""Write a consultation as a bundle."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from accounts.commands import OperatorCommand
from accounts.errors import Refused
from accounts.files import write_whole
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
            write_whole(Path(options["output"]), (piece.encode() for piece in text))
        except OSError as error:
            raise Refused(
                _("The file %(name)s cannot be written (%(why)s).") % {"name": options["output"], "why": error.strerror}
            ) from error
