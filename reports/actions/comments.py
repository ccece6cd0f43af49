"""Comments on a draft: made by an organization, used or answered by the organizers."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.merge import merge
from breakouts.screening import Finding as Hit
from consultations.actions.audit import record
from reports.actions.comment_windows import locked
from reports.actions.edit import edit_paragraph
from reports.actions.wording import check_text, cleaned
from reports.comment_screening import found_in_comment, found_in_wording
from reports.comments import Snapshot, takes_comments
from reports.models import Comment, CommentLink, CommentState, Paragraph, Report
from reports.tree.references import order_of, to_keys


class Marked(Refused):
    """Words that could tell who spoke; `found` has the sentences for each field of the form."""

    def __init__(self, found: dict[str, list[Hit]]) -> None:
        super().__init__(_("Your text holds words that could tell who spoke. Nothing is saved yet."))
        self.found = {
            field: [_("“%(words)s”: %(why)s") % {"words": hit.surface, "why": hit.message} for hit in hits]
            for field, hits in found.items()
            if hits
        }


@transaction.atomic
def give_comment(*, link: CommentLink, number: int, text: str, suggestion: str) -> Comment:
    """Keep what an organization says of a paragraph of the draft, or how it would word it.

    `suggestion` is written with the numbers of the draft; one that changes nothing is none. Raises Refused when the
    time is over, for a paragraph that is not there, for nothing said, and Marked for words that could tell who spoke.
    """
    window = locked(link.window)
    if not takes_comments(window) or not window.links.filter(pk=link.pk, token_hash=link.token_hash).exists():
        raise Refused(_("The time for comments is over. Nothing was saved."))
    snapshot = Snapshot(window)
    row = snapshot.row(number)
    if row is None:
        raise Refused(_("The draft has no paragraph of this number."))
    text, suggestion = cleaned(text), _wording(window.report, snapshot, row, suggestion)
    if not text and not suggestion:
        raise Refused(_("Write a comment, or change the wording."), field="text")
    found = {
        "text": found_in_comment(window.report, row, text) if text else [],
        "suggestion": found_in_wording(window.report, row, suggestion) if suggestion else [],
    }
    if any(found.values()):
        raise Marked(found)
    comment = Comment.objects.create(
        window=window,
        organization=link.organization,
        paragraph=window.report.paragraphs.filter(pk=row.pk).first(),
        number=number,
        as_read=row.text,
        text=text,
        suggestion=suggestion,
    )
    _record(comment, window.report, None, "report.comment_given")
    return comment


def _wording(report: Report, snapshot: Snapshot, row: Paragraph, suggestion: str) -> str:
    """The suggestion as paragraphs are kept; empty where it is the paragraph as it is."""
    if not cleaned(suggestion):
        return ""
    try:
        wording = to_keys(cleaned(suggestion), order_of(snapshot.numbers), snapshot.numbers)
        if wording == cleaned(row.text):
            return ""
        check_text(report, row.kind, wording)
    except Refused as refusal:
        raise Refused(str(refusal), field="suggestion") from refusal
    return wording


@transaction.atomic
def use_comment(*, comment: Comment, text: str, before: str, actor: User) -> Comment:
    """Give the paragraph the wording that was suggested, or what the editor made of it; history and undo hold.

    `before` is the fingerprint of the text that the editor saw. Raises Clash where somebody changed it meanwhile.
    """
    comment = _locked(comment)
    paragraph = comment.paragraph
    if not comment.suggestion:
        raise Refused(_("This comment suggests no wording."))
    if paragraph is None or paragraph.section_id is None:
        raise Refused(_("This paragraph is not in the report any more."))
    proposed = proposal(comment, paragraph)
    row = edit_paragraph(paragraph=paragraph, text=text, before=before, actor=actor)
    whole = row.text in (comment.suggestion, proposed)
    comment.state = CommentState.USED if whole else CommentState.PART
    comment.save(update_fields=["state"])
    _record(comment, comment.window.report, actor, f"report.comment_{comment.state}")
    return comment


def proposal(comment: Comment, paragraph: Paragraph) -> str | None:
    """The suggested wording, with what changed since the draft was given out; None where the two contradict."""
    return merge(cleaned(comment.as_read), comment.suggestion, cleaned(paragraph.text))


@transaction.atomic
def answer_comment(*, comment: Comment, state: str, answer: str, actor: User) -> Comment:
    """Tell an organization what became of its comment. A comment that is not used, or in part, needs a reason."""
    comment = _locked(comment)
    answer = cleaned(answer)
    if state not in CommentState.values or state == CommentState.OPEN:
        raise Refused(_("Choose what became of the comment."), field="state")
    if state != CommentState.USED and not answer:
        raise Refused(_("Write why, so that the organization can understand it."), field="answer")
    read = Paragraph(pk=comment.paragraph_id, text=comment.as_read)
    hits = found_in_comment(comment.window.report, read, answer) if answer else []
    if hits:
        raise Marked({"answer": hits})
    comment.state, comment.answer = state, answer
    comment.save(update_fields=["state", "answer"])
    _record(comment, comment.window.report, actor, f"report.comment_{comment.state}")
    return comment


def _locked(comment: Comment) -> Comment:
    rows = Comment.objects.select_for_update(of=("self",))
    return rows.select_related("window__report__consultation", "organization", "paragraph").get(pk=comment.pk)


def _record(comment: Comment, report: Report, actor: User | None, verb: str) -> None:
    """Whose comment on which paragraph; never what it says."""
    subject = f"version {report.version}, ¶{comment.number}: {comment.organization.name}"
    record(consultation=report.consultation, actor=actor, verb=verb, subject=subject)
