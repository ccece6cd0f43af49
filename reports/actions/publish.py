"""Approving, freezing and publishing a version."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.errors import Refused
from accounts.models import User
from consultations.actions.audit import record
from registrations.measures import figures_for
from reports.actions.build import build_document, write_document
from reports.actions.pairs import require_pairs_read
from reports.composing import coverage
from reports.document import to_tree
from reports.models import Publication, Report, ReportStatus
from reports.states import REPORTS
from reports.tree import filename

PUBLISHED_FORMATS = ("docx", "pdf", "html")


@transaction.atomic
def move_report(*, report: Report, target: str, actor: User | None = None) -> Report:
    """Move a version between draft, review and cleared; freezing and publishing have verbs of their own."""
    report = _locked(report)
    if target in (ReportStatus.FROZEN, ReportStatus.PUBLISHED):
        raise Refused(_("Freeze or publish the report instead."))
    REPORTS.transition(report, target)
    _record(report, actor)
    return report


@transaction.atomic
def freeze_report(*, report: Report, actor: User | None = None) -> Report:
    """Keep the figures and the tree as they are now. Raises Refused where the screening or the coverage stops it."""
    report = _locked(report)
    _require_coverage(report)
    built, _against = build_document(report=report)
    require_pairs_read(report, built)
    report.figures = figures_for(report.consultation).to_json()
    report.tree = to_tree(built.document)
    report.frozen_at = now()
    REPORTS.transition(report, ReportStatus.FROZEN, also=("figures", "tree", "frozen_at"))
    _record(report, actor)
    return report


@transaction.atomic
def publish_report(*, report: Report, actor: User | None = None) -> Report:
    """Write the files of a frozen version, with checksums, and open its page to everybody.

    The frozen text is screened once more, since people may have registered after it was frozen.
    """
    report = _locked(report)
    report.published_at = now()
    REPORTS.transition(report, ReportStatus.PUBLISHED, also=("published_at",))
    built, _against = build_document(report=report)
    for form in PUBLISHED_FORMATS:
        content = write_document(built.document, form)
        publication = Publication(report=report, format=form, sha256=hashlib.sha256(content).hexdigest())
        name = filename(report, form).replace(".", f"-v{report.version}.")
        publication.file.save(name, ContentFile(content), save=False)
        publication.save()
    _record(report, actor)
    return report


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=report.pk)


def _require_coverage(report: Report) -> None:
    notes = coverage(report)
    if notes.unused:
        count = len(notes.unused)
        raise Refused(
            ngettext(
                "%(n)d accepted note is not in this version. Compose it anew, or set the note aside with a reason.",
                "%(n)d accepted notes are not in this version. Compose it anew, or set them aside with a reason.",
                count,
            )
            % {"n": count}
        )
    if notes.withdrawn:
        raise Refused(_("This version rests on a note that was set aside since. Compose it anew."))


def _record(report: Report, actor: User | None) -> None:
    record(
        consultation=report.consultation,
        actor=actor,
        verb=f"report.{report.status}",
        subject=f"version {report.version}",
    )
