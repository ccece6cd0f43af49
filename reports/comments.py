"""A draft as co-organizers were given it, and who takes part in commenting on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import dropwhile, takewhile
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.timezone import now

from accounts.models import User
from consultations.models import Consultation, Organization, OrganizationRoleKind
from reports.document import Document, from_tree, number
from reports.models import Comment, CommentLink, CommentWindow, Paragraph
from reports.reading import PaperLine, paper_of
from reports.states import OPEN
from reports.tree import Built
from reports.tree.references import printed


def current_window(consultation: Consultation) -> CommentWindow | None:
    """The last time for comments that was opened, over or not; one query."""
    windows = CommentWindow.objects.filter(report__consultation=consultation).select_related("report")
    window = windows.order_by("-report__version", "-pk").first()
    if window is not None:
        window.report.consultation = consultation
    return window


def takes_comments(window: CommentWindow, at: datetime | None = None) -> bool:
    """Whether comments are taken: before it closes, and while the text can still be changed."""
    return window.report.status in OPEN and (at or now()) < window.closes_at


class Snapshot:
    """The draft of a window: the tree that was given out, and the paragraphs behind its numbers. No query."""

    def __init__(self, window: CommentWindow) -> None:
        self.window = window
        self.rows = [
            Paragraph(pk=UUID(row["key"]), kind=row["kind"], text=row["text"], position=place)
            for place, row in enumerate(window.paragraphs, 1)
        ]

    @cached_property
    def document(self) -> Document:
        return number(from_tree(self.window.tree))

    @property
    def numbers(self) -> dict[UUID, int]:
        return {row.pk: row.position for row in self.rows}

    def row(self, place: int) -> Paragraph | None:
        """The paragraph of this number as it was, or none."""
        return self.rows[place - 1] if 0 < place <= len(self.rows) else None

    def shown(self, text: str) -> str:
        """A text of it with its references as they were read."""
        return printed(text, self.numbers)

    def lines(self) -> list[PaperLine]:
        """The draft line by line, headings and paragraphs."""
        return paper_of(Built(self.document, self.rows))

    def parts(self, place: int) -> list[SafeString | str]:
        """One paragraph as it was printed, with those parts of it that have no number."""
        lines = dropwhile(lambda line: line.row is None or line.row.position != place, self.lines())
        first = next(lines, None)
        rest = takewhile(lambda line: line.html and line.row is None, lines)
        return [line.html for line in (first, *rest) if line]


@dataclass(frozen=True, slots=True)
class Reader:
    """A co-organizer: the day on which its link was sent, where it has one, and what it said so far."""

    organization: Organization
    address: str
    link: CommentLink | None = None
    comments: int = 0


def readers(window: CommentWindow | None, consultation: Consultation, by: User) -> list[Reader]:
    """The co-organizers in their order; three queries."""
    links = {link.organization_id: link for link in window.links.all()} if window else {}
    said: Iterable[Comment] = window.comments.all() if window else ()
    given = [comment.organization_id for comment in said]
    addresses = addresses_of(consultation, by)
    return [
        Reader(one, addresses.get(one.pk, ""), links.get(one.pk), given.count(one.pk))
        for one in co_organizers(consultation)
    ]


def co_organizers(consultation: Consultation) -> list[Organization]:
    """The organizations that co-organize, in the order of the programme; one query."""
    roles = consultation.organization_roles.filter(role=OrganizationRoleKind.CO_ORGANIZER)
    return [role.organization for role in roles.select_related("organization").order_by("position", "pk")]


def addresses_of(consultation: Consultation, by: User) -> dict[int, str]:
    """The address in the accepted application of each; not of those with which the account has a conflict."""
    accepted = consultation.applications.filter(state="accepted", organization__isnull=False)
    rows = accepted.without_conflict_for(by).order_by("-position", "-pk")
    return {one.organization_id: one.contact_email for one in rows if one.organization_id and one.contact_email}
