"""Undoing a change of a draft, and bringing an earlier text back."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from reports.actions.edit import edit_paragraph
from reports.actions.manuscript import Manuscript, State
from reports.actions.wording import fingerprint
from reports.models import Paragraph, Revision, RevisionKind


@transaction.atomic
def undo_change(*, revision: Revision, actor: User | None) -> Revision:
    """Make what a change touched as it was before; undoing is a change too, and can be undone.

    Other places than the last change may be undone, as long as nobody worked on the same paragraph since.
    Raises Refused for a closed version, a change that is undone already, or one that later changes rest on.
    """
    manuscript = Manuscript(revision.report_id, actor)
    revision = Revision.objects.get(pk=revision.pk)
    if Revision.objects.filter(undoes=revision).exists():
        raise Refused(_("This change is undone already."))
    if not all(_stands(manuscript, state) for state in revision.after):
        raise Refused(_("Somebody worked on the same place since. Undo the later change first."))
    manuscript.recall(revision.before)
    for state in revision.before:
        manuscript.put(state)
    return manuscript.keep(RevisionKind.UNDO, revision.paragraph, undoes=revision)


def _stands(manuscript: Manuscript, state: State) -> bool:
    """Whether the thing is as the change left it; its neighbours may have moved."""
    now = manuscript.state(state)
    return {**now, "follows": None} == {**state, "follows": None}


@transaction.atomic
def restore_text(*, paragraph: Paragraph, revision: Revision, actor: User | None) -> Paragraph:
    """Give a paragraph the text that it had before a change. Raises Refused where the change did not touch its text."""
    text = text_before(revision, paragraph.pk)
    if text is None:
        raise Refused(_("This change did not touch the text of the paragraph."))
    paragraph = Paragraph.objects.get(pk=paragraph.pk)
    return edit_paragraph(
        paragraph=paragraph,
        text=text,
        before=fingerprint(paragraph.text),
        actor=actor,
        kind=RevisionKind.RESTORE,
    )


def text_before(revision: Revision, key: UUID) -> str | None:
    """The text of a paragraph before a change that touched it."""
    return next((state.get("text") for state in revision.before if state.get("paragraph") == str(key)), None)


def known_text(paragraph: Paragraph, seen: str) -> str | None:
    """The text of a paragraph that has this fingerprint, now or before any change."""
    if fingerprint(paragraph.text) == seen:
        return paragraph.text
    for revision in paragraph.revisions.order_by("-number"):
        text = text_before(revision, paragraph.pk)
        if text is not None and fingerprint(text) == seen:
            return text
    return None
