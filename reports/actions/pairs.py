"""Letting two paragraphs stand in one report that together could tell who spoke."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions.audit import record
from reports.jigsaw import digest
from reports.models import PairReading, PairReason, Paragraph, Report
from reports.states import OPEN


@transaction.atomic
def keep_pair(
    *, report: Report, story: Paragraph, statement: Paragraph, reason: str, seen: str, actor: User | None = None
) -> PairReading:
    """Record that both were read side by side and may stay as they are.

    `seen` is the digest of the two texts that were on the page. Raises Refused without a reason, where a text has been
    changed since, and once the version is no longer open.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.status not in OPEN:
        raise Refused(_("The text of this version no longer changes."))
    if reason not in PairReason.values:
        raise Refused(_("Choose why both may stay."), field="reason")
    texts = Paragraph.objects.select_for_update().filter(report=report).in_bulk([story.pk, statement.pk])
    now = digest(texts[story.pk], texts[statement.pk])
    if seen != now:
        raise Refused(_("One of the two was changed meanwhile. Please read them once more."), field="reason")
    reading, _new = PairReading.objects.update_or_create(
        story=story, statement=statement, defaults={"reason": reason, "digest": now}
    )
    record(consultation=report.consultation, actor=actor, verb="report.pair_kept", subject=reading.get_reason_display())
    return reading
