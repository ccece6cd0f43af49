"""The whole tree of one version."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import cast
from uuid import UUID

from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.text import one_line
from consultations.models import Consultation
from consultations.richtext import letter
from registrations.measures import Figures
from reports.composing.dates import language_of
from reports.document import Block, Document, HeadingScheme, List, Run, TreeError, from_tree, number
from reports.document import Paragraph as TreeParagraph
from reports.document import Section as TreeSection
from reports.document.clean import clean_line
from reports.house import house_style, public_names
from reports.models import SEALED, Paragraph, ParagraphKind, Report, ReportStatus, Section
from reports.tree import head
from reports.tree.abbreviations import abbreviations
from reports.tree.annex import labelled, programme
from reports.tree.attendance import attendance
from reports.tree.references import Numbers, has_references
from reports.tree.texts import Texts

FROZEN = (ReportStatus.FROZEN, ReportStatus.CLEARED, ReportStatus.PUBLISHED)
WITH_TOKENS = (ParagraphKind.TEXT, ParagraphKind.FIGURES)


@dataclass(frozen=True, slots=True)
class EmptySection:
    """A section with nothing to print, its level, and the key of the printed section that it would stand behind."""

    section: Section
    level: int
    after: int | None

    def __str__(self) -> str:
        return _("The section “%(title)s” is empty, so it is not printed.") % {"title": one_line(self.section.title)}


@dataclass(slots=True)
class Built:
    """A numbered tree, the row behind each numbered paragraph in order, and what is wrong, one sentence each.

    `sections` are the rows behind the printed sections, in the order of reading; the annex has none.
    """

    document: Document
    paragraphs: list[Paragraph] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    marks: dict[str, int] = field(default_factory=dict)
    """The number of each printed footnote of the consultation, by its mark."""
    empty: list[EmptySection] = field(default_factory=list)
    """In the order of reading."""
    broken: Counter[UUID] = field(default_factory=Counter)
    """How many of the faults each paragraph has."""

    @property
    def numbers(self) -> dict[UUID, int]:
        """The number of each paragraph that is printed."""
        return {paragraph.pk: place for place, paragraph in enumerate(self.paragraphs, 1)}


def build(report: Report, figures: Figures, *, notice: str = "") -> Built:
    """The tree of a version as it is now, with these figures; a frozen version gives the tree it was frozen with.

    The number of queries does not depend on the length of the report.
    """
    consultation = Consultation.objects.select_related("series__framework").get(pk=report.consultation_id)
    with translation.override(language_of(consultation.languages)):
        built = _Builder(report, consultation, figures).build(notice)
        if any(has_references(row.text) for row in built.paragraphs) or _in_footnotes(consultation):
            # Only now is it known which number each paragraph has.
            built = _Builder(report, consultation, figures, built.numbers).build(notice)
    if is_frozen(report):
        return Built(
            replace(frozen_tree(report), notice=notice), built.paragraphs, sections=built.sections, marks=built.marks
        )
    return built


def _in_footnotes(consultation: Consultation) -> bool:
    return consultation.footnotes.filter(text__contains="[¶").exists()


def is_frozen(report: Report) -> bool:
    """Whether text and figures of this version can no longer change."""
    return report.tree is not None and report.status in FROZEN


def frozen_tree(report: Report) -> Document:
    """The numbered tree that was kept when the version was frozen; no query."""
    return number(from_tree(report.tree))


def filename(report: Report, form: str) -> str:
    """ "borders-2026-report.pdf": the consultation's name in links, and nothing about anybody."""
    ending = "json" if form == SEALED else form
    return f"{report.consultation.slug}-report.{ending}"


class _Builder:
    def __init__(
        self, report: Report, consultation: Consultation, figures: Figures, numbers: Numbers | None = None
    ) -> None:
        self.report = report
        self.consultation = consultation
        self.figures = figures
        self.texts = Texts(figures, dict(consultation.footnotes.values_list("mark", "text")), numbers or {})
        self.rows: list[Paragraph] = []
        self.printed: list[Section] = []
        self.faults: list[str] = []
        self.empty: list[EmptySection] = []
        self.broken: Counter[UUID] = Counter()
        self.children: dict[int | None, list[Section]] = defaultdict(list)
        self.paragraphs: dict[int, list[Paragraph]] = defaultdict(list)

    def build(self, notice: str) -> Built:
        for section in self.report.sections.order_by("position", "pk"):
            self.children[section.parent_id].append(section)
        for paragraph in self.report.paragraphs.select_related("objective").order_by("position", "pk"):
            if paragraph.section_id is not None:
                self.paragraphs[paragraph.section_id].append(paragraph)
        blocks: list[Block] = [
            block for section in self.children[None] if (block := self.section(section, 1)) is not None
        ]
        style = house_style(self.consultation)
        annexes = [programme(self.consultation, self.texts.footnote)]
        if style.figures_annex:
            annexes.append(attendance(self.consultation))
        if style.abbreviations_annex:
            annexes.append(abbreviations(blocks, public_names(self.consultation)))
        blocks += labelled([annex for annex in annexes if annex])
        if not blocks:
            raise Refused(_("There is nothing in this report yet."))
        document = Document(
            title=clean_line(self.report.title) or self.consultation.slug,
            language=language_of(self.consultation.languages),
            children=tuple(blocks),
            footnotes=self.texts.list.all(),
            overline=head.overline(self.consultation),
            subtitle=head.subtitle(self.consultation, self.report.title),
            notice=notice,
            properties=head.properties(self.consultation, self.figures, self._day()),
            headings=cast("HeadingScheme", style.headings),
        )
        try:
            return Built(
                number(document),
                self.rows,
                self.faults + self.texts.faults,
                self.printed,
                self.texts.marks,
                self.empty,
                self.broken,
            )
        except TreeError as error:
            raise Refused(_("The report cannot be set. %(why)s") % {"why": error}) from error

    def section(self, section: Section, level: int) -> TreeSection | None:
        """The section with what is below it; None where nothing is left to print, so that letters close up."""
        blocks: list[Block] = []
        place, empty = len(self.printed), len(self.empty)
        self.printed.append(section)
        for paragraph in self.paragraphs[section.pk]:
            known = len(self.faults) + len(self.texts.faults)
            blocks += self.paragraph(paragraph)
            self.broken[paragraph.pk] += len(self.faults) + len(self.texts.faults) - known
        below = (self.section(child, level + 1) for child in self.children[section.pk])
        blocks += [block for block in below if block is not None]
        # A title of which nothing can be printed (control characters alone) must not stop the report.
        title = Run(section.title)
        if not title.text.strip():
            title = Run(_("Untitled"))
        if not blocks:
            del self.printed[place:]
            after = self.printed[-1].pk if self.printed else None
            inner = [replace(one, after=after) for one in self.empty[empty:]]
            self.empty[empty:] = [EmptySection(section, level, after), *inner]
            return None
        return TreeSection((title,), tuple(blocks), annex=section.annex)

    def paragraph(self, row: Paragraph) -> list[TreeParagraph]:
        """A numbered paragraph; lists go into it, further paragraphs of the text follow it without a number."""
        text = row.text
        place = len(self.rows) + 1
        where = _("Paragraph %(n)d") % {"n": place}
        if row.kind in WITH_TOKENS:
            try:
                text = self.texts.tokens(text)
            except Refused as refusal:
                self.faults.append(f"{where}: {refusal}")
        done: list[TreeParagraph] = []
        for block in self.texts.blocks(text, lambda: where):
            if isinstance(block, List):
                if done:
                    done[-1] = TreeParagraph(done[-1].runs, (*done[-1].children, block), numbered=done[-1].numbered)
                else:
                    done.append(_opened_by(block))
            else:
                done.append(TreeParagraph(block.runs, numbered=not done))
        if done:
            self.rows.append(row)
        return done

    def _day(self) -> str:
        instant = self.report.composed_at or now()
        return instant.astimezone(self.consultation.zone).date().isoformat()


def _opened_by(block: List) -> TreeParagraph:
    """A paragraph whose text begins with a list: bullets follow their first item, lettered items run on."""
    if not block.ordered:
        rest = (List(block.items[1:]),) if block.items[1:] else ()
        return TreeParagraph(block.items[0].runs, rest)
    runs: list[Run] = []
    for place, item in enumerate(block.items):
        runs += [Run(f"{' ' if place else ''}({letter(place)}) "), *item.runs]
    return TreeParagraph(tuple(runs))
