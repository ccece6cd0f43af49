"""Hold every claim of a press summary to the paragraphs that it cites."""

from argparse import ArgumentParser
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.commands import OperatorCommand
from accounts.errors import Refused
from consultations.queries import consultation_named
from reports.claims import Verdict
from reports.models import PressSummary
from reports.press import cited, judge_press

_CHECKED = ("citation", "figures", "screening")


class Command(OperatorCommand):
    help = "Tell which claims of the newest press summary are refused, and why. The exit code is 1 where one is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG", help="the consultation's name in links")
        parser.add_argument("--json", action="store_true", help="answer in JSON (docs/commands.md)")

    def run(self, *, slug: str, json: bool, **options: Any) -> None:
        consultation = consultation_named(slug)
        rows = PressSummary.objects.filter(report__consultation=consultation, report__tree__isnull=False)
        press = rows.select_related("report__consultation").order_by("-report__version").first()
        if press is None:
            raise Refused(_("There is no press summary of a frozen report yet."))
        of = cited(press.report)
        judged = judge_press(press, of)
        if json:
            self.print_json(
                {
                    "consultation": slug,
                    "version": press.report.version,
                    "status": press.status,
                    "language": of.built.document.language,
                    "checked": [*_CHECKED, *(["wording"] if judged.english else [])],
                    "title": _as_json(judged.title),
                    "claims": [
                        {"number": place, **_as_json(verdict)} for place, verdict in enumerate(judged.claims, 1)
                    ],
                }
            )
        else:
            self._print(_("Headline"), judged.title)
            for place, verdict in enumerate(judged.claims, 1):
                self._print(_("Claim %(n)d") % {"n": place}, verdict)
        if judged.refused:
            words = ngettext("%(n)d part is refused.", "%(n)d parts are refused.", judged.refused)
            raise Refused(words % {"n": judged.refused})
        if not json:
            words = ngettext("%(n)d claim, none refused.", "%(n)d claims, none refused.", len(judged.claims))
            self.stdout.write(words % {"n": len(judged.claims)})

    def _print(self, place: str, verdict: Verdict) -> None:
        for fault in verdict.faults:
            self.stdout.write(f"{place}: {fault.message} [{fault.rule}]")


def _as_json(verdict: Verdict) -> dict[str, object]:
    offered = verdict.suggestion
    return {
        "text": verdict.claim.text,
        "cites": [number for number in verdict.claim.cites if number],
        "faults": [
            {
                "rule": fault.rule,
                "start": fault.start,
                "end": fault.end,
                "message": fault.message,
                "paragraph": fault.source or None,
                "source_words": fault.source_words,
            }
            for fault in verdict.faults
        ],
        "suggestion": {"text": offered.text, "cites": [n for n in offered.cites if n]} if offered else None,
    }
