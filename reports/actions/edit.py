"""Changing a paragraph of a draft."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations import richtext
from consultations.actions.audit import record
from registrations.measures import check_tokens
from reports.models import Paragraph, Report
from reports.states import OPEN, REPORTS
from reports.tree.build import WITH_TOKENS


def fingerprint(text: str) -> str:
    """What a text is recognized by, so that two editors do not overwrite each other."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@transaction.atomic
def edit_paragraph(*, paragraph: Paragraph, text: str, before: str, actor: User) -> Paragraph:
    """Give a paragraph another text; the notes it rests on stay with it.

    `before` is the fingerprint of the text that the editor saw. Raises Refused for a version that is no longer open,
    a text that somebody else changed meanwhile, no text, a wrong figure, or a footnote that has no text.
    """
    report = Report.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=paragraph.report_id)
    if report.status not in OPEN:
        state = REPORTS.states[report.status].staff
        raise Refused(_("This version is “%(state)s”: its text no longer changes.") % {"state": state})
    paragraph = Paragraph.objects.select_for_update().get(pk=paragraph.pk)
    if fingerprint(paragraph.text) != before:
        raise Refused(
            _("Somebody changed this paragraph while you were writing. Your text is kept below; compare before saving.")
        )
    text = text.replace("\r\n", "\n").strip()
    _check(paragraph, report, text)
    if text != paragraph.text:
        paragraph.text = text
        paragraph.save(update_fields=["text"])
        record(
            consultation=report.consultation,
            actor=actor,
            verb="report.paragraph_changed",
            subject=f"version {report.version}",
            paragraph=str(paragraph.pk),
        )
    return paragraph


def _check(paragraph: Paragraph, report: Report, text: str) -> None:
    if not richtext.plain(text).strip():
        raise Refused(_("Write a text: a paragraph cannot be empty."), field="text")
    faults = check_tokens(text) if paragraph.kind in WITH_TOKENS else []
    if faults:
        raise Refused(" ".join(faults), field="text")
    known = set(report.consultation.footnotes.values_list("mark", flat=True))
    for mark in richtext.marks(text):
        if mark not in known:
            raise Refused(_("There is no footnote “%(mark)s”.") % {"mark": mark}, field="text")
