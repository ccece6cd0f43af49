"""Build the paper of a series: what all its consultations recommended, by objective."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _

from accounts.commands import OperatorCommand
from accounts.errors import Refused
from consultations.models import Series
from reports.actions.build import FORMATS, write_document
from reports.actions.rollup import build_rollup
from reports.management.output import write_output


class Command(OperatorCommand):
    help = (
        "Build the recommendations of all published reports of a series, by objective. "
        "Stops where words could tell who took part, unless a draft is asked for."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("series", metavar="SERIES", help="the name of the series in links")
        parser.add_argument("--format", choices=FORMATS, required=True, help="json is the document tree itself")
        parser.add_argument("-o", "--output", metavar="FILE", required=True, help="where to write; - is stdout")

    def run(self, *, series: str, format: str, output: str, **options: Any) -> None:  # noqa: A002
        found = Series.objects.select_related("framework").filter(key=series).first()
        if found is None:
            known = ", ".join(Series.objects.order_by("key").values_list("key", flat=True)[:10])
            raise Refused(
                _("There is no series “%(key)s”. Known: %(known)s.") % {"key": series, "known": known or _("none")}
            )
        if write_output(output, write_document(build_rollup(series=found), format)):
            self.stdout.write(_("The recommendations of “%(key)s” are in %(name)s.") % {"key": series, "name": output})
