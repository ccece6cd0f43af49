"""Sections of a draft: their order under the same heading, and their titles."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from reports.actions.manuscript import Manuscript
from reports.actions.wording import cleaned, fingerprint
from reports.models import RevisionKind, Section


@transaction.atomic
def step_section(*, section: Section, up: bool, actor: User | None) -> bool:
    """Move a section with all below it by one place among those under the same heading; False at the edge."""
    manuscript = Manuscript(section.report_id, actor)
    row = manuscript.section(section.pk)
    keys = manuscript.siblings(row)
    at = keys.index(row.pk)
    if (up and not at) or (not up and at + 1 == len(keys)):
        return False
    manuscript.touch(row)
    follows = (keys[at - 2] if at > 1 else None) if up else keys[at + 1]
    manuscript.move_section(row, follows)
    manuscript.keep(RevisionKind.SECTION)
    return True


@transaction.atomic
def rename_section(*, section: Section, title: str, before: str, actor: User | None) -> Section:
    """Give a section another title; a line break in it is printed. `before` is the fingerprint of the title seen."""
    manuscript = Manuscript(section.report_id, actor)
    row = manuscript.section(section.pk)
    title = cleaned(title)
    if not title:
        raise Refused(_("A section needs a title."), field="title")
    if fingerprint(row.title) != before:
        raise Refused(_("Somebody changed this title meanwhile: it is now “%(title)s”.") % {"title": row.title})
    if title != row.title:
        manuscript.touch(row)
        row.title = title
        manuscript.keep(RevisionKind.SECTION)
    return row
