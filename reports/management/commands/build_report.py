"""Build the report of a consultation as a document."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.commands import OperatorCommand
from consultations.queries import consultation_named
from reports.actions.build import FORMATS, build_document, write_document
from reports.actions.compose import compose_report, latest_version
from reports.composing import coverage
from reports.management.output import write_output


class Command(OperatorCommand):
    help = (
        "Build the latest version of the report; composes one where there is none. "
        "Stops where words could tell who spoke, unless a draft is asked for."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="the consultation's name in links")
        parser.add_argument("--format", choices=FORMATS, required=True, help="json is the document tree itself")
        parser.add_argument("-o", "--output", metavar="FILE", required=True, help="where to write; - is stdout")
        parser.add_argument(
            "--draft", action="store_true", help="mark as a draft and build despite what the screening found"
        )
        parser.add_argument("--compose", action="store_true", help="compose a new version first")

    def run(self, *, slug: str, format: str, output: str, draft: bool, compose: bool, **options: Any) -> None:  # noqa: A002
        consultation = consultation_named(slug)
        report = None if compose else latest_version(consultation)
        if report is None:
            report = compose_report(consultation=consultation)
        built, against = build_document(report=report, draft=draft)
        for sentence in against:
            self.stderr.write(sentence)
        for section in built.empty:
            self.stderr.write(str(section))
        notes = coverage(report)
        if not notes.is_complete:
            count = len(notes.unused) + len(notes.withdrawn)
            self.stderr.write(
                ngettext(
                    "%(n)d note was accepted or set aside since this version was composed; --compose takes it in.",
                    "%(n)d notes were accepted or set aside since this version was composed; --compose takes them in.",
                    count,
                )
                % {"n": count}
            )
        content = write_document(built.document, format)
        if not write_output(output, content):
            return
        self.stdout.write(
            _("Version %(version)d (%(status)s): %(paragraphs)d paragraphs, %(footnotes)d footnotes, in %(name)s.")
            % {
                "version": report.version,
                "status": report.get_status_display(),
                "paragraphs": len(built.paragraphs),
                "footnotes": len(built.document.footnotes),
                "name": output,
            }
        )
