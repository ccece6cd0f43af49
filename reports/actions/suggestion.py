"""Using a suggestion of house style."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from reports.actions.build import figures_of
from reports.actions.edit import edit_paragraph
from reports.actions.wording import require_unchanged
from reports.house import settings_of
from reports.models import Paragraph
from reports.style import check
from reports.styling import passages_of
from reports.tree import build


@transaction.atomic
def use_suggestion(*, paragraph: Paragraph, rule: str, at: str, before: str, actor: User | None) -> Paragraph:
    """Put the suggestion of a rule into a paragraph; it is a change like any other, and can be undone.

    `at` is where its words begin, `before` the fingerprint of the text that was seen. Raises Clash for a text that
    somebody changed meanwhile, Refused where the rule suggests nothing there.
    """
    report = paragraph.report
    text = paragraph.text
    require_unchanged(text, before)
    remarks = check(passages_of(report, build(report, figures_of(report))), settings_of(report.consultation))
    for remark in remarks:
        if (remark.place, remark.rule, str(remark.start)) != (str(paragraph.pk), rule, at):
            continue
        if remark.suggestion is not None:
            text = text[: remark.start] + remark.suggestion + text[remark.end :]
            return edit_paragraph(paragraph=paragraph, text=text, before=before, actor=actor)
    raise Refused(_("House style suggests nothing there any more."))
