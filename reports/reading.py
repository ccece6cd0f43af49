"""What the report pages show, read from a version and its tree."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString, mark_safe

from accounts.text import one_line
from consultations import richtext
from consultations.models import Consultation
from reports.document import Document, Footnote, Section, plain, write_html
from reports.document import Paragraph as TreeParagraph
from reports.document.html import paragraph_writer
from reports.document.outline import Heading, outline, section_anchors
from reports.document.tree import Block
from reports.models import Footnote as FootnoteRow
from reports.models import Paragraph, ParagraphKind, PressSummary, Publication, RecommendationText, Report
from reports.tree import Built, EmptySection, frozen_tree


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the contents; `level` 1 is outermost."""

    level: int
    label: str
    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A line of the editor's outline, with what is to do in the section and below it: each in words, with its tone."""

    level: int
    label: str
    title: str
    anchor: str
    told: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A heading (`html` empty) or a paragraph of the organizer's paper; `row` and `section` are what can be edited."""

    level: int = 0
    label: str = ""
    title: str = ""
    anchor: str = ""
    html: SafeString | str = ""
    row: Paragraph | None = None
    notes: int = 0
    section: int | None = None
    empty: bool = False
    """Of a heading: nothing of its section is printed."""

    @property
    def number(self) -> str:
        """As it stands in the anchor: "57"."""
        return self.anchor.removeprefix("p")

    @property
    def from_notes(self) -> bool:
        return self.row is not None and self.row.kind == ParagraphKind.NOTES


def published_versions(consultation: Consultation) -> list[Report]:
    """Every published version with its files, newest first; two queries."""
    published = Report.objects.filter(consultation=consultation).published()
    return list(published.order_by("-version").prefetch_related("publications"))


def recommendations_and_press(report: Report) -> tuple[int, bool]:
    """How many recommendations a published version has, and whether a press summary can be read; one query."""
    texts = RecommendationText.objects.shown().filter(report=OuterRef("pk")).order_by().values("report")
    press = PressSummary.objects.shown().filter(report__consultation=OuterRef("consultation"))
    number = Subquery(texts.annotate(number=Count("pk")).values("number"))
    return Report.objects.filter(pk=report.pk).values_list(Coalesce(number, 0), Exists(press)).get()


def files(report: Report) -> list[tuple[Publication, int]]:
    """The published files that are there, with their size in bytes."""
    found = []
    for publication in report.publications.all():
        try:
            found.append((publication, publication.file.size))
        except OSError:
            continue
    return found


def article(report: Report) -> tuple[SafeString, list[ContentsLine]]:
    """The frozen report as HTML, and its contents."""
    document = frozen_tree(report)
    return mark_safe(write_html(document)), contents(document)  # noqa: S308 - the writer escapes every text


def contents(document: Document, deepest: int = 2) -> list[ContentsLine]:
    """The headings down to a level, in order."""
    return list(_contents(outline(document), deepest))


def _contents(headings: tuple[Heading, ...], deepest: int) -> Iterator[ContentsLine]:
    for heading in headings:
        yield ContentsLine(heading.level, heading.label, heading.title, heading.anchor)
        if heading.level < deepest:
            yield from _contents(heading.children, deepest)


def paper(report: Report, built: Built) -> list[PaperLine]:
    """The draft line by line: headings, and paragraphs with the number of notes each rests on; one query.

    Sections that are empty have their heading too, where they would stand.
    """
    counts = dict(report.paragraphs.values_list("pk").annotate(Count("evidence")))
    return list(_with_empty(_Paper(built, counts).lines(built.document.children, "s"), built.empty))


def _with_empty(lines: Iterator[PaperLine], empty: list[EmptySection]) -> Iterator[PaperLine]:
    """The lines with the headings of empty sections, each in front of the next printed heading."""
    behind: dict[int | None, list[PaperLine]] = defaultdict(list)
    for one in empty:
        title, anchor = one_line(one.section.title), f"empty-{one.section.pk}"
        line = PaperLine(one.level + 1, title=title, anchor=anchor, section=one.section.pk, empty=True)
        behind[one.after].append(line)
    waiting = behind[None]
    for line in lines:
        if not line.html:
            yield from waiting
            waiting = behind[line.section]
        yield line
    yield from waiting


def paper_of(built: Built) -> list[PaperLine]:
    """The lines of a tree without what each paragraph rests on; no query."""
    return list(_Paper(built, {}).lines(built.document.children, "s"))


def footnotes(consultation: Consultation, built: Built) -> list[tuple[Footnote, int | None]]:
    """The printed footnotes, with the key of the row behind each where it has one; one query."""
    keys = {built.marks.get(mark): key for mark, key in consultation.footnotes.values_list("mark", "pk")}
    return [(note, keys.get(note.number)) for note in built.document.footnotes]


def uncited(consultation: Consultation, built: Built) -> list[FootnoteRow]:
    """The footnotes that have a text and that nothing in this version cites; one query."""
    rows = list(consultation.footnotes.order_by("pk"))
    cited = {*built.marks, *(mark for row in rows for mark in richtext.marks(row.text))}
    return [row for row in rows if row.mark not in cited]


def editor_outline(lines: list[PaperLine], told: Mapping[int, Sequence[tuple[str, str]]]) -> list[OutlineLine]:
    """The headings of the paper with what is told of each section."""
    return [
        OutlineLine(line.level - 1, line.label, line.title, line.anchor, told.get(line.section or 0, ()))
        for line in lines
        if not line.html and line.level <= 4
    ]


class _Paper:
    def __init__(self, built: Built, counts: dict[UUID, int]) -> None:
        self.rows = built.paragraphs
        self.sections = iter(built.sections)
        self.counts = counts
        self.write = paragraph_writer(built.document)

    def lines(self, blocks: tuple[Block, ...], prefix: str) -> Iterator[PaperLine]:
        anchors = section_anchors(blocks, prefix)
        for block in blocks:
            if isinstance(block, Section):
                _section, anchor = next(anchors)
                if block.annex:
                    continue
                row = next(self.sections, None)
                yield PaperLine(
                    level=block.level + 1,
                    label=block.label,
                    title=plain(block.title),
                    anchor=anchor,
                    section=row.pk if row else None,
                )
                yield from self.lines(block.children, anchor)
            elif isinstance(block, TreeParagraph):
                yield self._paragraph(block)

    def _paragraph(self, block: TreeParagraph) -> PaperLine:
        html = mark_safe(self.write(block))  # noqa: S308 - the writer escapes every text
        if block.number is None:
            return PaperLine(html=html)
        row = self.rows[block.number - 1]
        return PaperLine(html=html, anchor=block.anchor, row=row, notes=self.counts.get(row.pk, 0))
