"""Tell where a report departs from house style."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.commands import OperatorCommand
from accounts.errors import Refused
from consultations.queries import consultation_named
from reports.actions.build import figures_of
from reports.actions.compose import latest_version
from reports.styling import Advice, advice_on
from reports.tree import build


class Command(OperatorCommand):
    help = "Tell where the latest version of the report departs from house style. It is advice: the exit code is 0."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="the consultation's name in links")
        parser.add_argument("--json", action="store_true", help="answer in JSON (docs/commands.md)")

    def run(self, *, slug: str, json: bool, **options: Any) -> None:
        consultation = consultation_named(slug)
        report = latest_version(consultation)
        if report is None:
            raise Refused(_("There is no report yet. build_report composes one."))
        report.consultation = consultation
        found = advice_on(report, build(report, figures_of(report)))
        if json:
            self.print_json(
                {"consultation": slug, "version": report.version, "remarks": [_as_json(advice) for advice in found]}
            )
            return
        for advice in found:
            self.stdout.write(f"{advice.place}: {advice.remark.message} [{advice.remark.rule}]")
        self.stdout.write(ngettext("%(n)d remark.", "%(n)d remarks.", len(found)) % {"n": len(found)})


def _as_json(advice: Advice) -> dict[str, object]:
    remark = advice.remark
    return {
        "rule": remark.rule,
        "kind": advice.kind,
        "number": advice.number,
        "start": remark.start,
        "end": remark.end,
        "message": remark.message,
        "suggestion": remark.suggestion,
    }
