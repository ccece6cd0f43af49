"""On which notes a paragraph rests."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.models import Note
from reports.actions.manuscript import Manuscript
from reports.actions.structure import insert_paragraph
from reports.composing import LeadIns, point_text
from reports.models import Paragraph, ParagraphKind, Report, RevisionKind, Section


@transaction.atomic
def rest_on(*, paragraph: Paragraph, note: Note, actor: User | None) -> None:
    """Let a paragraph rest on an accepted note too. Its text stays as it is: the editor writes the note into it.

    Raises Refused for a paragraph of our own text, whose words are not screened as what the groups said.
    """
    manuscript = Manuscript(paragraph.report_id, actor)
    row = manuscript.paragraph(paragraph.pk)
    if row.kind != ParagraphKind.NOTES:
        raise Refused(_("This paragraph does not say what the groups said. Make a new paragraph of the note."))
    manuscript.touch(row)
    manuscript.rest_on(row, note)
    manuscript.keep(RevisionKind.EVIDENCE, row)


@transaction.atomic
def rest_off(*, paragraph: Paragraph, note: Note, actor: User | None) -> None:
    """Take a note off a paragraph. Raises Refused where it does not rest on it."""
    manuscript = Manuscript(paragraph.report_id, actor)
    row = manuscript.paragraph(paragraph.pk)
    if note.pk not in manuscript.notes[row.pk]:
        raise Refused(_("The paragraph does not rest on this note any more."))
    manuscript.touch(row)
    manuscript.notes[row.pk].remove(note.pk)
    manuscript.keep(RevisionKind.EVIDENCE, row)


def paragraph_from(
    *, report: Report, section: Section, follows: Paragraph | None, note: Note, actor: User | None
) -> Paragraph:
    """A new paragraph of a note, in the words that the composer would give it; at the end without `follows`."""
    if follows is None:
        follows = section.paragraphs.order_by("-position", "-pk").first()
    text = point_text(note, LeadIns([note.text]))
    return insert_paragraph(report=report, section=section, follows=follows, text=text, note=note, actor=actor)
