"""Composing a new version of the report."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions.audit import record
from consultations.models import Consultation
from registrations.measures import figures_for
from reports.actions.clearance import ensure_asked
from reports.composing import DraftParagraph, DraftSection, draft_report
from reports.models import Evidence, Paragraph, Report, ReportStatus, Section


@transaction.atomic
def compose_report(*, consultation: Consultation, actor: User | None = None) -> Report:
    """Write a new draft version from accepted notes, statements, text blocks and figures; earlier versions stay.

    Raises Refused while a version is frozen and not yet published, so that no draft overtakes it.
    """
    consultation = (
        Consultation.objects.select_for_update(of=("self",)).select_related("series__framework").get(pk=consultation.pk)
    )
    latest = latest_version(consultation)
    if latest and latest.status in (ReportStatus.FROZEN, ReportStatus.CLEARED):
        raise Refused(
            _("Version %(n)d is frozen. Publish it, or open it again, before you compose another.")
            % {"n": latest.version}
        )
    drafted = draft_report(consultation, figures_for(consultation))
    if not drafted.sections:
        raise Refused(_("There is nothing to report yet."))
    report = Report.objects.create(
        consultation=consultation, version=latest.version + 1 if latest else 1, title=drafted.title
    )
    ensure_asked(consultation)
    writer = _Writer(report)
    writer.sections(drafted.sections)
    Paragraph.objects.bulk_create(writer.paragraphs)
    Evidence.objects.bulk_create(writer.evidence)
    record(
        consultation=consultation,
        actor=actor,
        verb="report.composed",
        subject=f"version {report.version}",
        paragraphs=len(writer.paragraphs),
        notes=len(writer.evidence),
    )
    return report


def latest_version(consultation: Consultation) -> Report | None:
    """The newest version, whatever its state."""
    return Report.objects.filter(consultation=consultation).order_by("-version").first()


class _Writer:
    """Turns a draft into rows; sections are saved at once, since those below need their keys."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.places = 0
        self.paragraphs: list[Paragraph] = []
        self.evidence: list[Evidence] = []

    def sections(self, drafts: Iterable[DraftSection], parent: Section | None = None) -> None:
        for draft in drafts:
            self.places += 1
            section = Section.objects.create(
                report=self.report, parent=parent, position=self.places, title=draft.title, heading=draft.heading
            )
            for paragraph in draft.paragraphs:
                self._paragraph(paragraph, section)
            self.sections(draft.children, section)

    def _paragraph(self, draft: DraftParagraph, section: Section) -> None:
        paragraph = Paragraph(
            report=self.report,
            section=section,
            position=len(self.paragraphs) + 1,
            kind=draft.kind,
            objective=draft.objective,
            text=draft.text,
        )
        self.paragraphs.append(paragraph)
        self.evidence += [Evidence(paragraph=paragraph, note=note) for note in draft.notes]
