"""Moving, merging, splitting, taking out and adding paragraphs of a draft. The notes they rest on follow."""

import re
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.models import Note
from consultations import richtext
from reports.actions.manuscript import Manuscript
from reports.actions.wording import check_text, cleaned, require_unchanged
from reports.models import Paragraph, ParagraphKind, Report, RevisionKind, Section

# What a place to split may not be within: marks, references, figures, links, stars.
_WHOLE = re.compile(r"\[\^[^\]\n]*\]|\[¶[^\]\n]*\]|\{\{.*?\}\}|\[[^\]\n]*\]\([^)\s]*\)|\*[^*\n]+\*|\*\*[^*\n]+\*\*")
_OWN_WORDS = (ParagraphKind.TEXT, ParagraphKind.FIGURES)


@transaction.atomic
def move_paragraph(*, paragraph: Paragraph, section: Section, follows: Paragraph | None, actor: User | None) -> None:
    """Put a paragraph behind another one of a section; at its beginning without one.

    Raises Refused for a closed version, or a statement on the record among what the working groups said.
    """
    manuscript = Manuscript(paragraph.report_id, actor)
    row = manuscript.paragraph(paragraph.pk)
    place = manuscript.section(section.pk)
    if row.kind == ParagraphKind.STATEMENT and place.heading_id is not None:
        raise Refused(_("A statement on the record names its speaker. It cannot stand among the points of the groups."))
    if follows is not None and manuscript.paragraph(follows.pk).section_id != place.pk:
        raise Refused(_("Somebody moved the paragraphs meanwhile. Choose the place again."))
    manuscript.touch(row)
    manuscript.place(row, place.pk, follows.pk if follows else None)
    manuscript.keep(RevisionKind.MOVE, row)


@transaction.atomic
def step_paragraph(*, paragraph: Paragraph, up: bool, actor: User | None) -> bool:
    """Move a paragraph by one place in the order of reading, over the edges of sections too.

    False where it stands first or last already. At the edge it goes into the next section that holds paragraphs.
    """
    manuscript = Manuscript(paragraph.report_id, actor)
    row = manuscript.paragraph(paragraph.pk)
    place = _next_place(manuscript, row, up=up)
    if place is None:
        return False
    manuscript.touch(row)
    manuscript.place(row, *place)
    manuscript.keep(RevisionKind.MOVE, row)
    return True


def _next_place(manuscript: Manuscript, row: Paragraph, *, up: bool) -> tuple[int, UUID | None] | None:
    assert row.section_id is not None  # noqa: S101 - `paragraph` gives printed ones alone
    keys = manuscript.order[row.section_id]
    at = keys.index(row.pk)
    if up and at:
        return row.section_id, keys[at - 2] if at > 1 else None
    if not up and at + 1 < len(keys):
        return row.section_id, keys[at + 1]
    places = [
        section.pk
        for section in manuscript.reading()
        if section.pk == row.section_id
        or (manuscript.order[section.pk] and (row.kind != ParagraphKind.STATEMENT or section.heading_id is None))
    ]
    other = places.index(row.section_id) + (-1 if up else 1)
    if not 0 <= other < len(places):
        return None
    return places[other], manuscript.order[places[other]][-1] if up else None


@transaction.atomic
def merge_paragraph(*, paragraph: Paragraph, before: str, after: str, actor: User | None) -> Paragraph:
    """Make one paragraph of this one and the next of its section; it rests on the notes of both.

    `before` and `after` are the fingerprints of the two texts that the editor saw. Comments on the second stay with
    the merged one. Raises Refused where there is no next, or where one is a statement on the record.
    """
    manuscript = Manuscript(paragraph.report_id, actor)
    row = manuscript.paragraph(paragraph.pk)
    following = following_paragraph(manuscript, row)
    if following is None:
        raise Refused(_("This is the last paragraph of its section: there is nothing to merge it with."))
    require_unchanged(row.text, before)
    require_unchanged(following.text, after)
    kind = _merged_kind(row, following)
    manuscript.touch(row, following)
    row.text, row.kind = joined(row.text, following.text), kind
    if row.objective_id != following.objective_id:
        row.objective_id = None
    manuscript.notes[row.pk] = list({*manuscript.notes[row.pk], *manuscript.notes[following.pk]})
    manuscript.take_out(following)
    following.comments.update(paragraph=row)
    manuscript.keep(RevisionKind.MERGE, row)
    return row


def following_paragraph(manuscript: Manuscript, row: Paragraph) -> Paragraph | None:
    """The next paragraph of the same section."""
    keys = manuscript.order[row.section_id] if row.section_id is not None else []
    at = keys.index(row.pk) + 1
    return manuscript.paragraphs[keys[at]] if at < len(keys) else None


def joined(first: str, second: str) -> str:
    """Two texts as one paragraph: on with the sentence, unless either has lists or parts of its own."""
    between = " " if _is_plain(first) and _is_plain(second) else "\n\n"
    return first.rstrip() + between + second.lstrip()


def _is_plain(text: str) -> bool:
    blocks = richtext.parse(text)
    return len(blocks) == 1 and isinstance(blocks[0], richtext.Para)


def _merged_kind(one: Paragraph, other: Paragraph) -> str:
    if one.kind == other.kind:
        return one.kind
    if one.kind in _OWN_WORDS and other.kind in _OWN_WORDS:
        return ParagraphKind.TEXT
    raise Refused(
        _("These two do not mix: what was said on the record, what the groups said and our own text stay apart.")
    )


@transaction.atomic
def split_paragraph(*, paragraph: Paragraph, at: int, before: str, actor: User | None) -> Paragraph:
    """Make two paragraphs of one: the second begins at the character `at` (0 is the first) and rests on the same notes.

    Raises Clash for a text that changed meanwhile, Refused for a place that leaves a part empty or tears a mark.
    """
    manuscript = Manuscript(paragraph.report_id, actor)
    row = manuscript.paragraph(paragraph.pk)
    require_unchanged(row.text, before)
    first, second = row.text[: max(at, 0)].rstrip(), row.text[max(at, 0) :].lstrip()
    if not richtext.plain(first).strip() or not richtext.plain(second).strip():
        raise Refused(_("Both parts need words. Choose a place between two sentences."), field="at")
    if any(found.start() < at < found.end() for found in _WHOLE.finditer(row.text)):
        raise Refused(
            _("The place is within a footnote mark, a figure, a link or emphasis. Choose one before or after it."),
            field="at",
        )
    new = manuscript.add(ParagraphKind(row.kind), second)
    new.objective_id = row.objective_id
    manuscript.touch(row, new)
    row.text = first
    manuscript.place(new, row.section_id, row.pk)
    manuscript.notes[new.pk] = list(manuscript.notes[row.pk])
    manuscript.keep(RevisionKind.SPLIT, row)
    return new


@transaction.atomic
def remove_paragraph(*, paragraph: Paragraph, before: str, actor: User | None) -> int:
    """Take a paragraph out; the number of notes that it alone rested on, which are not used in the report then.

    It can be brought back from the history. Raises Clash for a text that changed meanwhile.
    """
    manuscript = Manuscript(paragraph.report_id, actor)
    row = manuscript.paragraph(paragraph.pk)
    require_unchanged(row.text, before)
    own = set(manuscript.notes[row.pk])
    manuscript.touch(row)
    manuscript.take_out(row)
    manuscript.keep(RevisionKind.REMOVE, row)
    return len(own - {note for notes in manuscript.notes.values() for note in notes})


@transaction.atomic
def insert_paragraph(
    *,
    report: Report,
    section: Section,
    follows: Paragraph | None,
    text: str,
    actor: User | None,
    note: Note | None = None,
) -> Paragraph:
    """A new paragraph behind another one of a section, or at its beginning; it may rest on an accepted note.

    Among the points of the groups its words are screened as theirs are; elsewhere they may hold figures.
    """
    manuscript = Manuscript(report.pk, actor)
    place = manuscript.section(section.pk)
    text = cleaned(text)
    among_points = note is not None or place.heading_id is not None or _holds_points(manuscript, place)
    row = manuscript.add(ParagraphKind.NOTES if among_points else ParagraphKind.TEXT, text)
    check_text(manuscript.report, row.kind, text)
    if follows is not None:
        manuscript.paragraph(follows.pk)
    manuscript.touch(row)
    manuscript.place(row, place.pk, follows.pk if follows else None)
    if note is not None:
        manuscript.rest_on(row, note)
    manuscript.keep(RevisionKind.INSERT, row)
    return row


def _holds_points(manuscript: Manuscript, section: Section) -> bool:
    return any(manuscript.paragraphs[key].kind == ParagraphKind.NOTES for key in manuscript.order[section.pk])
