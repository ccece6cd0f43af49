"""The report on the organizer's map."""

from django.db.models import Exists, OuterRef, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from breakouts.models import Note
from consultations.models import Consultation
from consultations.stages import Need, Pages, Stage, StageState, Words, register, register_public_link
from consultations.verbs import register_kind, register_verbs
from reports.models import PressSummary, RecommendationText, Report, ReportStatus
from reports.states import OPEN


def _report(consultation: Consultation) -> StageState:
    """Two queries."""
    url = reverse("reports:report", args=[consultation.slug])
    report = Report.objects.filter(consultation=consultation).order_by("-version").defer("tree", "figures").first()
    notes = Note.objects.filter(consultation=consultation).accepted()
    if report is None:
        accepted = notes.count()
        if not accepted:
            return StageState()
        sentence = ngettext(
            "%(n)d accepted note waits for a report", "%(n)d accepted notes wait for a report", accepted
        )
        return StageState("", False, [Need(sentence % {"n": accepted}, url, _("Compose"), "reports.see_report")])
    needs = []
    if report.status in OPEN:
        unused = notes.exclude(evidence__paragraph__report=report).count()
        if unused:
            sentence = ngettext(
                "%(n)d accepted note is not in the report", "%(n)d accepted notes are not in the report", unused
            )
            needs.append(Need(sentence % {"n": unused}, url, _("See"), "reports.see_report"))
    elif report.status == ReportStatus.FROZEN:
        needs.append(
            Need(
                _("The report is frozen and has to be cleared"),
                reverse("reports:clearance", args=[consultation.slug]),
                _("Clear"),
                "reports.clear",
            )
        )
    elif report.status == ReportStatus.CLEARED:
        needs.append(Need(_("The report is cleared and not published"), url, _("Publish"), "reports.publish"))
    return StageState(report.get_status_display(), report.status == ReportStatus.PUBLISHED, needs)


def _public_pages(consultation: Consultation) -> list[tuple[Words, str]]:
    """The published report, and what became of its recommendations and the press summary where there are any.

    One query: they stand on the page of the call, which everybody opens.
    """
    press = PressSummary.objects.shown().filter(report__consultation=consultation)
    texts = RecommendationText.objects.shown().filter(report=OuterRef("pk"))
    versions = Report.objects.filter(consultation=consultation).published().order_by("-version")
    there = versions.values_list(Value(True), Exists(texts), Exists(press)).first()
    pages = (
        (_("Summary report"), "reports:public"),
        (_("Recommendations"), "reports:outcomes"),
        (_("Press summary"), "reports:press_public"),
    )
    return [
        (label, reverse(name, args=[consultation.slug]))
        for (label, name), known in zip(pages, there or (False,) * len(pages), strict=True)
        if known
    ]


def register_stages() -> None:
    """Called once when Django starts: the stage, the link on the public page, the words of the audit trail."""
    register_public_link(Pages("report", 90, "consultations.read_public", _public_pages))
    register_kind("report", _("Report"), ("report", "recommendation", "press"))
    register_verbs(
        {
            "report.composed": _("composed the report"),
            "report.correction_begun": _("began to correct the published report"),
            "report.paragraph_changed": _("changed a paragraph of the report"),
            "report.structure_changed": _("moved, merged, split, added or took out parts of the report"),
            "report.evidence_changed": _("changed on which notes a paragraph of the report rests"),
            "report.footnote_changed": _("changed a footnote of the report"),
            "report.change_undone": _("undid a change of the report"),
            "report.style_changed": _("changed how the report is written"),
            "report.pair_kept": _("read two paragraphs of the report side by side and let both stay"),
            "report.comments_opened": _("gave the draft report to the co-organizers for comments"),
            "report.comments_until": _("changed until when comments on the draft report are taken"),
            "report.comments_closed": _("closed the comments on the draft report"),
            "report.draft_link_sent": _("sent a co-organizer its link to the draft report"),
            "report.draft_link_revoked": _("revoked a co-organizer's link to the draft report"),
            "report.comment_given": _("commented on the draft report"),
            "report.comment_used": _("used a comment on the draft report"),
            "report.comment_part": _("used a comment on the draft report in part"),
            "report.comment_not_used": _("answered a comment on the draft report that is not used"),
            "report.draft": _("opened the report again"),
            "report.review": _("sent the report to the co-organizers"),
            "report.clearance_asked": _("asked for one more clearance of the report"),
            "report.clearance_dropped": _("no longer asks for a clearance of the report"),
            "report.clearance_given": _("cleared the report"),
            "report.cleared": _("The report has every clearance"),
            "report.frozen": _("froze the report"),
            "report.published": _("published the report"),
            "press.proposed": _("began a press summary of the report"),
            "press.taken_over": _("took the press summary over to a corrected version of the report"),
            "press.changed": _("changed the press summary"),
            "press.published": _("published the press summary"),
            "press.reopened": _("opened the press summary again"),
            "recommendation.numbered": _("listed recommendations of a published report"),
            "recommendation.brought_together": _("said that two recommendations of the series are the same"),
            "recommendation.kept_different": _("said that two recommendations of the series differ"),
            "recommendation.taken_apart": _("let a recommendation stand alone again"),
            "recommendation.wording_chosen": _("chose whose words stand for recommendations that are the same"),
            "recommendation.outcome_told": _("said what became of a recommendation"),
            "recommendation.outcome_corrected": _("corrected what became of a recommendation"),
        }
    )
    register(
        Stage(
            "report",
            70,
            _("Report"),
            lambda consultation: reverse("reports:report", args=[consultation.slug]),
            _report,
            "reports.see_report",
        )
    )
