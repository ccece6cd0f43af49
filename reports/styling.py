"""House style as the pages and the command tell it: a version's texts through the engine of reports/style/."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from breakouts.models import HeardFrom
from reports.actions.wording import fingerprint
from reports.composing.dates import language_of
from reports.house import settings_of
from reports.models import Evidence, Paragraph, ParagraphKind, Report, Section
from reports.style import Passage, Remark, check
from reports.tree import Built
from reports.tree.references import printed

_AROUND = 60


@dataclass(frozen=True, slots=True)
class Advice:
    """A remark where it stands: the paragraph or section, its number, and the words around."""

    remark: Remark
    number: int | None = None
    paragraph: Paragraph | None = None
    section: Section | None = None
    title: str = ""
    before: str = ""
    marked: str = ""
    after: str = ""

    @property
    def kind(self) -> str:
        """ "paragraph", "heading" or "footnote"; "report" for a remark on the whole."""
        if self.paragraph:
            return "paragraph"
        if self.section:
            return "heading"
        return "footnote" if self.remark.place else "report"

    @property
    def place(self) -> str:
        """ "Paragraph 57"; for a heading its title."""
        if self.section:
            return _("Heading “%(title)s”") % {"title": self.title}
        if self.kind == "report":
            return _("The report")
        name = _("Paragraph %(n)d") if self.paragraph else _("Footnote %(n)d")
        return name % {"n": self.number or 0}

    @property
    def seen(self) -> str:
        """What the text is recognized by when the suggestion is used."""
        return fingerprint(self.paragraph.text) if self.paragraph else ""

    @property
    def can_be_used(self) -> bool:
        """Whether one button can make the change: a paragraph's text, with a suggestion."""
        return self.paragraph is not None and self.remark.suggestion is not None


def advice_on(report: Report, built: Built) -> list[Advice]:
    """Every remark on a version, in the order of reading; six queries whatever its length."""
    passages = passages_of(report, built)
    texts = {passage.place: passage.text for passage in passages}
    paragraphs = {str(row.pk): row for row in built.paragraphs}
    sections = {f"section:{row.pk}": row for row in built.sections}
    found = []
    for remark in check(passages, settings_of(report.consultation)):
        text = texts.get(remark.place, "")
        paragraph, section = paragraphs.get(remark.place), sections.get(remark.place)
        found.append(
            Advice(
                remark,
                built.numbers.get(paragraph.pk) if paragraph else built.marks.get(remark.place.partition(":")[2]),
                paragraph,
                section,
                section.title if section else "",
                printed(text[: remark.start], built.numbers)[-_AROUND:],
                printed(text[remark.start : remark.end], built.numbers),
                printed(text[remark.end :], built.numbers)[:_AROUND],
            )
        )
    return found


def passages_of(report: Report, built: Built) -> list[Passage]:
    """The headings, paragraphs and footnotes of a version as the engine reads them; two queries."""
    language = language_of(report.consultation.languages)
    agreed = set(
        Evidence.objects.filter(paragraph__report=report, note__heard_from=HeardFrom.AGREED).values_list(
            "paragraph", flat=True
        )
    )
    rows: dict[int | None, list[Paragraph]] = defaultdict(list)
    for row in built.paragraphs:
        rows[row.section_id].append(row)
    levels: dict[int, int] = {}
    found: list[Passage] = []
    for section in built.sections:
        levels[section.pk] = levels.get(section.parent_id or 0, 0) + 1
        level = 0 if section.annex else levels[section.pk]
        found.append(Passage(f"section:{section.pk}", section.title, "heading", language, level))
        found += (
            Passage(
                str(row.pk),
                row.text,
                language=language,
                agreed=row.pk in agreed,
                from_notes=row.kind == ParagraphKind.NOTES,
                signed=row.kind == ParagraphKind.STATEMENT,
            )
            for row in rows[section.pk]
        )
    texts = dict(report.consultation.footnotes.values_list("mark", "text"))
    found += (Passage(f"footnote:{mark}", texts[mark], "footnote", language) for mark in built.marks if mark in texts)
    return found
