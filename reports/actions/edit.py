"""Changing the text of a paragraph of a draft."""

from django.db import transaction

from accounts.models import User
from reports.actions.manuscript import Manuscript
from reports.actions.wording import check_text, cleaned, fingerprint, require_unchanged
from reports.models import Paragraph, RevisionKind

__all__ = ["edit_paragraph", "fingerprint"]


@transaction.atomic
def edit_paragraph(
    *,
    paragraph: Paragraph,
    text: str,
    before: str,
    actor: User | None,
    kind: RevisionKind = RevisionKind.EDIT,
) -> Paragraph:
    """Give a paragraph another text; the notes it rests on stay with it.

    `before` is the fingerprint of the text that the editor saw. Raises Clash for a text that somebody else changed
    meanwhile, Refused for a version that is no longer open, no text, a wrong figure, or a footnote without a text.
    """
    manuscript = Manuscript(paragraph.report_id, actor)
    row = manuscript.paragraph(paragraph.pk)
    text = cleaned(text)
    if text == row.text:
        return row
    require_unchanged(row.text, before)
    check_text(manuscript.report, row.kind, text)
    manuscript.touch(row)
    row.text = text
    manuscript.keep(kind, row)
    return row
