"""Approving, freezing and publishing a version."""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.screening import edition
from consultations.actions.audit import record
from registrations.measures import figures_for
from reports.actions.build import build_document, figures_of, write_document
from reports.actions.clearance import ensure_asked
from reports.actions.clearance_letters import ask_clearers
from reports.actions.group_counts import keep_group_counts
from reports.actions.recommendations import keep_recommendations
from reports.clearing import clearance_gates
from reports.composing import coverage
from reports.document import Document, to_tree
from reports.gates import gates_to_freezing, missing
from reports.models import SEALED, Publication, Report, ReportStatus
from reports.seal import digest_of, new_salt, sealed
from reports.states import OPEN, REPORTS
from reports.tree import build, filename

PUBLISHED_FORMATS = ("docx", "pdf", "html")
FROZEN_FIELDS = ("figures", "tree", "salt", "screened_with", "frozen_at", "digest")


@transaction.atomic
def move_report(*, report: Report, target: str, actor: User | None = None) -> Report:
    """Move a version between draft and review; what comes after, and the way back, have verbs of their own."""
    report = _locked(report)
    if report.status not in OPEN or target not in OPEN:
        raise Refused(_("Freeze, clear or publish the report instead."))
    REPORTS.transition(report, target)
    _record(report, actor)
    return report


@transaction.atomic
def freeze_report(*, report: Report, actor: User | None = None) -> Report:
    """Keep the figures and the tree as they are now, with the checksum by which they are recognized.

    Everybody who may clear the version gets a letter.

    Raises Refused with a sentence for each gate that is closed (reports/gates.py), and where the screening stops it.
    """
    report = _locked(report)
    figures = figures_for(report.consultation)
    if closed := missing(gates_to_freezing(report, build(report, figures), coverage(report))):
        raise Refused(closed)
    built, _against = build_document(report=report)
    ensure_asked(report.consultation)
    report.figures = figures.to_json()
    report.tree = to_tree(built.document)
    report.salt, report.screened_with, report.frozen_at = new_salt(), edition(), now()
    report.digest = digest_of(report, built.document)
    REPORTS.transition(report, ReportStatus.FROZEN, also=FROZEN_FIELDS)
    _record(report, actor)
    keep_group_counts(report=report)
    ask_clearers(report=report, frozen_by=actor)
    return report


@dataclass(frozen=True, slots=True)
class Written:
    """The files of a document, and the document that they were written from."""

    document: Document
    files: dict[str, bytes]


def write_files(*, report: Report) -> Written:
    """All files of a frozen version: what takes long in publishing, and needs no lock."""
    document = build(report, figures_of(report)).document
    return Written(document, {form: write_document(document, form) for form in PUBLISHED_FORMATS})


def ready_to_publish(report: Report) -> None:
    """Raises Refused with what is missing before a version can be published."""
    if closed := missing(clearance_gates(report)):
        raise Refused(closed)


@transaction.atomic
def publish_report(*, report: Report, actor: User | None = None, written: Written | None = None) -> Report:
    """Keep the files of a cleared version, with checksums, and open its page to everybody.

    Files that were `written` ahead are taken if they are of this very text. The frozen text is screened once more,
    since people may have registered after it was frozen. Raises Refused where that stops it, where a clearance is
    missing, and where text or figures are no longer those that were frozen.
    """
    report = _locked(report)
    ready_to_publish(report)
    report.published_at = now()
    REPORTS.transition(report, ReportStatus.PUBLISHED, also=("published_at",))
    built, _against = build_document(report=report)
    cleared = report.clearances.valid().values_list("digest", flat=True)
    if {digest_of(report, built.document)} != {report.digest, *cleared}:
        raise Refused(_("The checksum of this version is not that of the text and figures that were frozen."))
    _keep(report, SEALED, sealed(report, built.document))
    if written is None or written.document != built.document:
        written = write_files(report=report)
    for form, content in written.files.items():
        _keep(report, form, content)
    keep_recommendations(report=report, paragraphs=built.paragraphs)
    _record(report, actor)
    return report


def _keep(report: Report, form: str, content: bytes) -> None:
    publication = Publication(report=report, format=form, sha256=hashlib.sha256(content).hexdigest())
    name = filename(report, form).replace(".", f"-v{report.version}.")
    publication.file.save(name, ContentFile(content), save=False)
    publication.save()


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=report.pk)


def _record(report: Report, actor: User | None) -> None:
    record(
        consultation=report.consultation,
        actor=actor,
        verb=f"report.{report.status}",
        subject=f"version {report.version}",
    )
