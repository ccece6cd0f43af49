"""Changing the text of a paragraph of a draft, and its footnotes."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from reports.actions.manuscript import Manuscript
from reports.actions.wording import check_text, cleaned, fingerprint, require_unchanged
from reports.models import Footnote, Paragraph, Report, RevisionKind

__all__ = ["edit_footnote", "edit_paragraph", "fingerprint"]

NEW_MARK = "[^]"
"""Where the mark of a new footnote goes."""


@transaction.atomic
def edit_paragraph(
    *,
    paragraph: Paragraph,
    text: str,
    before: str,
    actor: User | None,
    footnote: str = "",
    kind: RevisionKind = RevisionKind.EDIT,
) -> Paragraph:
    """Give a paragraph another text; the notes it rests on stay with it.

    `before` is the fingerprint of the text that the editor saw. A `footnote` is added with its mark where the text has
    "[^]", else at the end. Raises Clash for a text that somebody else changed meanwhile, Refused for a version that is
    no longer open, no text, a wrong figure, or a footnote without a text.
    """
    manuscript = Manuscript(paragraph.report_id, actor)
    row = manuscript.paragraph(paragraph.pk)
    text, footnote = cleaned(text), cleaned(footnote)
    if text == row.text and not footnote:
        return row
    require_unchanged(row.text, before)
    manuscript.touch(row)
    if footnote:
        mark = _free_mark(manuscript.report)
        manuscript.touch(mark)
        manuscript.put_footnote(mark, footnote)
        place = NEW_MARK if NEW_MARK in text else ""
        text = text.replace(place, f"[^{mark}]", 1) if place else f"{text}[^{mark}]"
    if NEW_MARK in text:
        raise Refused(_("[^] stands for a new footnote: write its text too, or take [^] out."), field="footnote")
    check_text(manuscript.report, row.kind, text)
    row.text = text
    manuscript.keep(kind, row)
    return row


def _free_mark(report: Report) -> str:
    taken = set(report.consultation.footnotes.values_list("mark", flat=True))
    number = 1
    while f"fn{number}" in taken:
        number += 1
    return f"fn{number}"


@transaction.atomic
def edit_footnote(*, report: Report, footnote: Footnote, text: str, before: str, actor: User | None) -> None:
    """Give a footnote another text. `before` is the fingerprint of the text that the editor saw."""
    manuscript = Manuscript(report.pk, actor)
    row = Footnote.objects.get(pk=footnote.pk, consultation=manuscript.report.consultation)
    text = cleaned(text)
    if not text:
        raise Refused(_("Write a text; to take the footnote out, take its mark out of the paragraph."), field="text")
    if text == row.text:
        return
    require_unchanged(row.text, before)
    manuscript.touch(row.mark)
    manuscript.put_footnote(row.mark, text)
    manuscript.keep(RevisionKind.FOOTNOTE)
