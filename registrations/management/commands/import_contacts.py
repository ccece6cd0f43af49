"""Load a file of contacts into the stakeholder list."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import Any

from django.core.files import File
from django.utils.translation import gettext as _

from accounts import jobs
from accounts.commands import OperatorCommand
from accounts.errors import Refused
from accounts.files import write_whole
from accounts.models import Job
from consultations.queries import consultation_named
from registrations.actions import contact_files as actions
from registrations.contact_files import FIELDS, Layout
from registrations.contact_files.columns import folded
from registrations.exports import error_file
from registrations.models import ContactImport, Source


class Command(OperatorCommand):
    help = "Load a file of contacts (CSV or XLSX) into the stakeholder list."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the consultation's name in links")
        parser.add_argument("file", type=Path, help="the file: CSV in any usual encoding, or XLSX")
        parser.add_argument("--source", required=True, metavar="KEY", help="where these people come from")
        parser.add_argument("--source-name", metavar="WORDS", default="", help="its name, if the source is new")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="FIELD=HEADING",
            help=f"the heading of a column that is not found by itself; fields: {', '.join(FIELDS)}",
        )
        parser.add_argument("--sheet", default="", help="the sheet of a workbook, if it is not the first")
        parser.add_argument("--replace", action="store_true", help="replace what the list says of people who are known")
        parser.add_argument("--dry-run", action="store_true", help="only say what would come of it")
        parser.add_argument("--errors", type=Path, metavar="OUT", help="where to write the rows that are not loaded")
        parser.add_argument("--json", action="store_true", help="answer as JSON (docs/commands.md)")

    def run(self, **options: Any) -> None:
        self.progress = options["verbosity"] > 0 and not options["json"] and sys.stderr.isatty()
        if options["errors"] and not options["errors"].parent.is_dir():
            raise Refused(_("There is no folder %(name)s.") % {"name": options["errors"].parent})
        with _traceless(options) as trial:
            batch = _received(options)
            trial.append(batch)
            self._do(batch, options)

    def _do(self, batch: ContactImport, options: dict[str, Any]) -> None:
        batch = self._worked(actions.check(batch=batch, columns=batch.columns, replace=options["replace"], actor=None))
        if not options["dry_run"]:
            batch = self._worked(actions.load(batch=batch, actor=None))
        if options["errors"] and batch.counts["refused"]:
            _write_errors(batch, options["errors"])
        if options["json"]:
            self.print_json({"loaded": not options["dry_run"], "source": batch.source.key, **batch.counts})
        else:
            self._tell(batch, options)

    def _worked(self, batch: ContactImport) -> ContactImport:
        """The file after its job. Where a worker is quicker than we are, it is waited for."""
        assert batch.job is not None  # noqa: S101 - the action has just begun it
        job: Job = batch.job
        while (job := jobs.work(job.pk)).is_open:
            if self.progress:
                self.stderr.write(f"\r{job.done} / {job.total} ", ending="")
            if jobs.works_by_itself():
                sleep(0.2)
        if self.progress:
            self.stderr.write("\r", ending="")
        if job.error:
            raise Refused(job.error)
        return ContactImport.objects.select_related("source", "job", "consultation").get(pk=batch.pk)

    def _tell(self, batch: ContactImport, options: dict[str, Any]) -> None:
        counts = batch.counts
        self.stdout.write(
            f"Rows: {counts['rows']}. New: {counts['new']}. Known: {counts['known'] + counts['changed']} "
            f"({counts['changed']} with something new, {counts['new_source']} with a new source). "
            f"There twice in the file: {counts['repeated']}. Not loaded: {counts['refused']}."
        )
        if counts["near"]:
            self.stdout.write(f"May be on the list under another address: {counts['near']}.")
        if options["dry_run"]:
            self.stdout.write("Nothing was loaded.")
        if counts["refused"] and options["errors"]:
            self.stdout.write(f"The rows that need another look are in {options['errors']}.")
        elif counts["refused"]:
            self.stdout.write("Ask again with --errors FILE to have the rows that need another look.")


@contextmanager
def _traceless(options: dict[str, Any]) -> Iterator[list[ContactImport]]:
    """Forget the file again, and its source if it is new, after a trial and after whatever went wrong."""
    known = Source.objects.filter(consultation__slug=options["slug"], key=options["source"]).exists()
    batches: list[ContactImport] = []
    loads = not options["dry_run"]
    try:
        yield batches
    except Refused:
        loads = False
        raise
    finally:
        if not loads:
            for batch in batches:
                batch.delete()
            if not known:
                unused = Source.objects.filter(consultation__slug=options["slug"], key=options["source"])
                unused.filter(contact_links=None, imports=None).delete()


def _received(options: dict[str, Any]) -> ContactImport:
    consultation = consultation_named(options["slug"])
    path: Path = options["file"]
    try:
        with path.open("rb") as content:
            name = options["source_name"] or options["source"]
            source = actions.source_named(consultation=consultation, name=name, key=options["source"])
            batch = actions.receive(
                consultation=consultation, source=source, file=File(content), file_name=path.name, actor=None
            )
    except OSError as error:
        raise Refused(_("%(path)s cannot be read (%(why)s).") % {"path": path, "why": error.strerror}) from None
    if options["sheet"]:
        batch = actions.read_otherwise(batch=batch, sheet=options["sheet"])
    batch.columns |= dict(_named_column(words, batch) for words in options["column"])
    return batch


def _named_column(words: str, batch: ContactImport) -> tuple[str, int]:
    field, _sign, heading = words.partition("=")
    headings = [folded(one) for one in Layout(**batch.layout).headings]
    if field not in FIELDS or folded(heading) not in headings:
        raise Refused(_("There is no field or no heading for “%(words)s”.") % {"words": words})
    return field, headings.index(folded(heading))


def _write_errors(batch: ContactImport, target: Path) -> None:
    try:
        write_whole(target, error_file(batch))
    except OSError as error:
        raise Refused(
            _("The file %(name)s cannot be written (%(why)s).") % {"name": target, "why": error.strerror}
        ) from error
