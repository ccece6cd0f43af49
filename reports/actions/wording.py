"""What every text of a paragraph must be before it is kept."""

import hashlib

from django.utils.translation import gettext as _

from accounts.errors import Refused
from consultations import richtext
from registrations.measures import check_tokens
from reports.models import Report
from reports.tree.build import WITH_TOKENS


class Clash(Refused):
    """Somebody else changed the text meanwhile; `theirs` is what it is now."""

    def __init__(self, theirs: str) -> None:
        super().__init__(
            _("Somebody changed this paragraph while you were writing. Your text is kept; compare before saving.")
        )
        self.theirs = theirs


def fingerprint(text: str) -> str:
    """What a text is recognized by, so that two editors do not overwrite each other."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def require_unchanged(text: str, before: str) -> None:
    """Raises Clash where the text is no longer the one whose fingerprint the editor saw."""
    if fingerprint(text) != before:
        raise Clash(text)


def cleaned(text: str) -> str:
    """The text with one sort of line break and none around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def check_text(report: Report, kind: str, text: str) -> None:
    """Raises Refused for no text, a wrong figure, or a footnote that has no text."""
    if not richtext.plain(text).strip():
        raise Refused(_("Write a text: a paragraph cannot be empty."), field="text")
    faults = check_tokens(text) if kind in WITH_TOKENS else []
    if faults:
        raise Refused(" ".join(faults), field="text")
    known = set(report.consultation.footnotes.values_list("mark", flat=True))
    for mark in richtext.marks(text):
        if mark not in known:
            raise Refused(_("There is no footnote “%(mark)s”.") % {"mark": mark}, field="text")
