"""What stands beside the paper: on which notes a paragraph rests, where each went, and which are not used yet."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count
from django.utils.translation import ngettext

from breakouts.models import Note
from registrations.measures.words import listed
from reports.composing import coverage
from reports.models import CommentState, Evidence, Paragraph, ParagraphKind, Report, Section
from reports.styling import Advice
from reports.tree import Built


@dataclass(frozen=True, slots=True)
class Used:
    """A note behind a paragraph, and the numbers of the other paragraphs that rest on it."""

    note: Note
    elsewhere: list[int]


@dataclass(slots=True)
class Margin:
    """What is told beside one paragraph."""

    paragraph: Paragraph
    number: int | None
    used: list[Used] = field(default_factory=list)
    waiting: list[Note] = field(default_factory=list)
    comments: int = 0
    advice: list[Advice] = field(default_factory=list)
    """What house style says of its text."""

    @property
    def takes_notes(self) -> bool:
        return self.paragraph.kind == ParagraphKind.NOTES

    @property
    def words(self) -> str:
        """ "2 notes · groups 1 and 2 · round 1"."""
        count = len(self.used)
        rooms = [one.note.room for one in self.used if one.note.room]
        groups = sorted({room.group.number for room in rooms if room.group})
        rounds = sorted({room.round.number for room in rooms if room.round})
        parts = [ngettext("%(n)d note", "%(n)d notes", count) % {"n": count}]
        if groups:
            parts.append(
                ngettext("group %(n)s", "groups %(n)s", len(groups)) % {"n": listed([str(number) for number in groups])}
            )
        if rounds:
            parts.append(
                ngettext("round %(n)s", "rounds %(n)s", len(rounds)) % {"n": listed([str(number) for number in rounds])}
            )
        return " · ".join(parts)


def margin_of(report: Report, built: Built, paragraph: Paragraph, waiting: "Waiting") -> Margin:
    """What a paragraph rests on and what waits for its section; three queries."""
    notes = (
        Note.objects.filter(evidence__paragraph=paragraph)
        .select_related("heading", "room__group", "room__round", "room__session")
        .order_by("position", "pk")
    )
    links = Evidence.objects.filter(paragraph__report=report, note__in=notes).values_list("note", "paragraph")
    numbers: dict[UUID, list[int]] = defaultdict(list)
    for note, key in links:
        if key != paragraph.pk and (number := built.numbers.get(key)):
            numbers[note].append(number)
    return Margin(
        paragraph,
        built.numbers.get(paragraph.pk),
        [Used(note, sorted(numbers[note.pk])) for note in notes],
        [*(waiting.by_section[paragraph.section_id] if paragraph.section_id else []), *waiting.homeless],
        paragraph.comments.filter(state=CommentState.OPEN).count(),
    )


class Waiting:
    """The accepted notes that no paragraph rests on, each at the section that it belongs to.

    That is the section with the note's heading whose neighbours rest on notes about the same objectives.
    """

    def __init__(self, report: Report) -> None:
        self.sections = list(report.sections.order_by("position", "pk"))
        self.coverage = coverage(report)
        self.by_section: dict[int, list[Note]] = defaultdict(list)
        self.homeless: list[Note] = []
        if not self.coverage.unused:
            return
        self._parts = {section.pk: self._part(section) for section in self.sections}
        self._about = self._objectives(report)
        for note in self.coverage.unused:
            home = self._home(note)
            (self.homeless if home is None else self.by_section[home]).append(note)

    def _part(self, section: Section) -> int | None:
        """The part of the report that a section with a heading stands in: above all sections with headings."""
        rows = {row.pk: row for row in self.sections}
        above = rows.get(section.parent_id) if section.parent_id else None
        while above is not None and above.heading_id is not None:
            above = rows.get(above.parent_id) if above.parent_id else None
        return above.pk if above else None

    def _objectives(self, report: Report) -> dict[int | None, set[int]]:
        """The objectives that the notes behind each part are about; one query."""
        found: dict[int | None, set[int]] = defaultdict(set)
        links = Evidence.objects.filter(
            paragraph__report=report, paragraph__section__isnull=False, note__objectives__isnull=False
        )
        for section, objective in links.values_list("paragraph__section", "note__objectives").distinct():
            found[self._parts.get(section)].add(objective)
        return found

    def _home(self, note: Note) -> int | None:
        about = {objective.pk for objective in note.objectives.all()}
        rooms = [row for row in self.sections if row.heading_id == note.heading_id]
        if not rooms:
            return None
        best = max(rooms, key=lambda row: len(about & self._about[self._parts[row.pk]]))
        if len(rooms) == 1 or about & self._about[self._parts[best.pk]]:
            return best.pk
        return None


def comments_by_section(report: Report) -> dict[int, int]:
    """How many open comments each section has; one query."""
    rows = report.paragraphs.filter(comments__state=CommentState.OPEN, section__isnull=False)
    return dict(rows.values_list("section").annotate(Count("comments")).order_by())


def rolled_up(sections: list[Section], counts: dict[int, int]) -> dict[int, int]:
    """The counts of each section with all below it."""
    total: dict[int, int] = defaultdict(int)
    above = {section.pk: section.parent_id for section in sections}
    for key, count in counts.items():
        at: int | None = key
        while at is not None:
            total[at] += count
            at = above.get(at)
    return dict(total)
