"""What has to be done before a version may be frozen: one gate each, open or not, with a sentence and a way there."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from breakouts.coverage import coverage as grid_of
from reports.composing import Coverage
from reports.jigsaw import unread
from reports.models import Report
from reports.tree import Built


@dataclass(frozen=True, slots=True)
class Gate:
    """One thing on the way to publication. `url` leads to where it is done; `permission` is needed to go there."""

    done: bool
    sentence: str
    url: str = ""
    link: str = ""
    permission: str = "reports.see_report"


def gates_to_freezing(report: Report, built: Built, notes: Coverage) -> list[Gate]:
    """In the order in which one does them. Whether words could tell who spoke is asked at freezing itself."""
    found = [_notes_used(report, notes), _blanks(report), pairs_read(report, built)]
    if notes.withdrawn:
        found.insert(1, _withdrawn(report))
    return found


def missing(gates: list[Gate]) -> str:
    """The sentences of the gates that are closed, a line each; nothing where all are open."""
    return "\n".join(gate.sentence for gate in gates if not gate.done)


def _notes_used(report: Report, notes: Coverage) -> Gate:
    url = f"{reverse('reports:report', args=[report.consultation.slug])}#every-note"
    if not notes.unused and not notes.used:
        return Gate(True, _("There is no accepted note that could be left out."))
    if not notes.unused:
        sentence = ngettext(
            "%(n)d accepted note is in the report; none is left out.",
            "All %(n)d accepted notes are in the report.",
            notes.used,
        )
        return Gate(True, sentence % {"n": notes.used})
    count = len(notes.unused)
    sentence = ngettext(
        "%(n)d accepted note is not in this version. Compose it anew, or set the note aside with a reason.",
        "%(n)d accepted notes are not in this version. Compose it anew, or set them aside with a reason.",
        count,
    )
    return Gate(False, sentence % {"n": count}, url, _("See the notes"))


def _withdrawn(report: Report) -> Gate:
    url = reverse("reports:compose", args=[report.consultation.slug])
    sentence = _("This version rests on a note that was set aside since. Compose it anew.")
    return Gate(False, sentence, url, _("Compose anew"), "reports.edit")


def _blanks(report: Report) -> Gate:
    grid = grid_of(report.consultation)
    url = reverse("breakouts:coverage", args=[report.consultation.slug])
    if grid.open:
        sentence = ngettext(
            "%(n)d blank is not confirmed: a group said nothing there that answers a purpose.",
            "%(n)d blanks are not confirmed: a group said nothing there that answers a purpose.",
            grid.open,
        )
        return Gate(False, sentence % {"n": grid.open}, url, _("Confirm with a reason"), "breakouts.see_notes")
    confirmed = sum(table.confirmed for table in grid.groups)
    if not confirmed:
        return Gate(True, _("No purpose was left without an answer."))
    sentence = ngettext(
        "%(n)d blank is confirmed with a reason.", "All %(n)d blanks are confirmed with a reason.", confirmed
    )
    return Gate(True, sentence % {"n": confirmed}, url, _("See the reasons"), "breakouts.see_notes")


def pairs_read(report: Report, built: Built) -> Gate:
    """Nothing leaves the team, not even as a draft, before those pairs were read."""
    waiting = len(unread(report, built))
    if not waiting:
        return Gate(True, _("No two paragraphs wait to be read side by side."))
    sentence = ngettext(
        "%(n)d pair of paragraphs could together tell who spoke: read them side by side.",
        "%(n)d pairs of paragraphs could together tell who spoke: read them side by side.",
        waiting,
    )
    return Gate(
        False, sentence % {"n": waiting}, reverse("reports:check", args=[report.consultation.slug]), _("Read them")
    )
