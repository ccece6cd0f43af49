"""Correcting a published report: a new draft that begins with the text as it was published."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions.audit import record
from consultations.models import Consultation
from reports.actions.clearance import ensure_asked
from reports.actions.compose import latest_version
from reports.models import Evidence, Paragraph, Report, ReportStatus, Section


@transaction.atomic
def correct_report(*, consultation: Consultation, actor: User | None = None) -> Report:
    """A draft with the sections and paragraphs of the newest version, wordings by hand and evidence included.

    What was published stays public until the draft is published in its turn. Parts that were taken out do not come
    along. Raises Refused unless the newest version is published.
    """
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    old = latest_version(consultation)
    if old is None or old.status != ReportStatus.PUBLISHED:
        raise Refused(_("Only a published report is corrected. Change the version that you have."))
    new = Report.objects.create(consultation=consultation, version=old.version + 1, title=old.title)
    ensure_asked(consultation)
    sections = _sections(old, new)
    paragraphs: dict[UUID, Paragraph] = {}
    for row in old.paragraphs.filter(section__isnull=False).order_by("position"):
        paragraphs[row.pk] = Paragraph(
            report=new,
            section=sections[row.section_id],
            position=row.position,
            kind=row.kind,
            objective_id=row.objective_id,
            text=row.text,
        )
    Paragraph.objects.bulk_create(paragraphs.values())
    rests = Evidence.objects.filter(paragraph__in=list(paragraphs)).order_by("pk")
    Evidence.objects.bulk_create(
        [Evidence(paragraph=paragraphs[one.paragraph_id], note_id=one.note_id) for one in rests]
    )
    record(
        consultation=consultation,
        actor=actor,
        verb="report.correction_begun",
        subject=f"version {new.version}",
        paragraphs=len(paragraphs),
    )
    return new


def _sections(old: Report, new: Report) -> dict[int | None, Section]:
    """The sections of the old version made anew, by the old keys; those above are made before those below."""
    rows = list(old.sections.order_by("position"))
    made: dict[int | None, Section] = {}
    while waiting := [row for row in rows if row.pk not in made and (row.parent_id is None or row.parent_id in made)]:
        for row in waiting:
            made[row.pk] = Section.objects.create(
                report=new,
                parent=made[row.parent_id] if row.parent_id else None,
                position=row.position,
                title=row.title,
                heading_id=row.heading_id,
                annex=row.annex,
            )
    return made
