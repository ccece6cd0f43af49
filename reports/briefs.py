"""The brief of a working group: one page of a frozen report, with what rests on the notes of that group."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.text import one_line
from breakouts.models import HeardFrom
from consultations.models import WorkingGroup
from reports.actions.build import figures_of
from reports.document import Block, Document, Item, List, Paragraph, Run, Runs, Section, pages
from reports.models import Evidence, GroupCount, ParagraphKind, Report
from reports.tree import Built, build

_STRENGTH = {"": 0, HeardFrom.ONE: 1, HeardFrom.SEVERAL: 2, HeardFrom.MANY: 3, HeardFrom.AGREED: 4}


@dataclass(frozen=True, slots=True)
class Point:
    """A paragraph of the report that rests on notes of the group. `strength` is how widely these were heard."""

    number: int
    blocks: tuple[Paragraph, ...]
    recommendation: bool
    strength: int


@dataclass(frozen=True, slots=True)
class Brief:
    """What is there to say of a group. `count` is None where nobody recorded who took part."""

    report: Report
    group: WorkingGroup
    count: GroupCount | None
    points: list[Point]
    frozen: Document

    @property
    def is_public(self) -> bool:
        """Whether everybody may read it once the report is published: never of a group too small to be described."""
        return bool(self.points) and self.count is not None and not self.count.small


def briefs(report: Report) -> list[Brief]:
    """The brief of every group of a frozen version, in order; the number of queries does not depend on how many."""
    built = build(report, figures_of(report))
    heard = _heard(report)
    blocks = _blocks(built.document)
    counts = {count.group_id: count for count in report.group_counts.all()}
    groups = report.consultation.working_groups.prefetch_related("objective_links__objective").order_by("number")
    recommended = set(report.paragraphs.filter(section__heading__recommendations=True).values_list("pk", flat=True))
    return [
        Brief(
            report,
            group,
            counts.get(group.pk),
            list(_points(built, blocks, heard.get(group.pk, {}), recommended)),
            built.document,
        )
        for group in groups
    ]


def public_groups(report: Report) -> list[WorkingGroup]:
    """The groups whose brief everybody may read, in order; one query."""
    rested = Evidence.objects.filter(
        paragraph__report=report, paragraph__section__isnull=False, paragraph__kind=ParagraphKind.NOTES
    )
    groups = rested.values("note__room__group")
    counts = report.group_counts.filter(small=False, group__in=groups).select_related("group")
    return [count.group for count in counts.order_by("group__number")]


def brief_document(brief: Brief) -> Document:
    """The brief as one page: where there is more, whole paragraphs stay away, those heard least widely first."""
    order = _in_order_of_weight(brief.points)
    fits, too_many = 0, len(order) + 1
    while too_many - fits > 1:
        middle = (fits + too_many + 1) // 2 if too_many - fits > 2 else fits + 1
        if pages(_document(brief, order[:middle])) == 1:
            fits = middle
        else:
            too_many = middle
    return _document(brief, order[:fits])


def brief_name(brief: Brief) -> str:
    """ "Working group 2: Rivers", as it stands above the page."""
    title = one_line(brief.group.title)
    name = _("Working group %(n)d") % {"n": brief.group.number}
    return f"{name}: {title}" if title else name


def _document(brief: Brief, kept: Sequence[Point]) -> Document:
    frozen = brief.frozen
    numbers = {point.number for point in kept}
    with translation.override(frozen.language):
        children: list[Block] = [_objectives(brief), *_counts(brief)]
        for title, wanted in ((_("What the group said"), False), (_("What the group recommended"), True)):
            shown = [one for one in brief.points if one.recommendation is wanted and one.number in numbers]
            if shown:
                blocks = tuple(block for point in shown for block in _cited(brief, point))
                children.append(Section((Run(title),), blocks, numbered=False))
        children.append(_foot(brief, len(brief.points) - len(kept)))
        return Document(
            title=brief_name(brief),
            language=frozen.language,
            children=tuple(block for block in children if block != Paragraph((), numbered=False)),
            overline=frozen.overline[:1],
            subtitle=(_("From the summary report: %(title)s") % {"title": frozen.title},),
            properties=frozen.properties,
        )


def _objectives(brief: Brief) -> Paragraph:
    objectives = [link.objective for link in brief.group.objective_links.all()]
    if not objectives:
        return Paragraph((), numbered=False)
    items = tuple(
        Item((Run(_("Objective %(number)s: %(title)s") % {"number": one.number, "title": one_line(one.title)}),))
        for one in objectives
    )
    return Paragraph((Run(_("It discussed:")),), (List(items),), numbered=False)


def _counts(brief: Brief) -> Iterator[Paragraph]:
    """How many took part, as measures say it; nothing where that was not recorded."""
    count = brief.count
    if count is None:
        return
    if count.persons is None:
        words = _("Fewer than ten people took part.")
    elif count.organizations is None:
        words = _("About %(persons)d people took part.") % {"persons": count.persons}
    else:
        given = {"persons": count.persons, "organizations": count.organizations}
        words = _("About %(persons)d people from about %(organizations)d organizations took part.") % given
    yield Paragraph((Run(words),), numbered=False)


def _foot(brief: Brief, left_out: int) -> Paragraph:
    address = _address(brief)
    runs = []
    if left_out:
        more = ngettext("And %(n)d more in the report.", "And %(n)d more in the report.", left_out)
        runs.append(Run(more % {"n": left_out} + " "))
    about = _("¶ is the number of the paragraph in the summary report, version %(n)d:") % {"n": brief.report.version}
    return Paragraph((*runs, Run(f"{about} "), Run(address, link=address)), numbered=False)


def _address(brief: Brief) -> str:
    page = reverse("reports:public_version", args=[brief.report.consultation.slug, brief.report.version])
    return f"{settings.SITE_URL}{page}"


def _cited(brief: Brief, point: Point) -> Iterator[Paragraph]:
    """The paragraph with its number before it, which leads to it."""
    first, *others = point.blocks
    link = Run(f"¶{point.number}", link=f"{_address(brief)}#p{point.number}")
    yield Paragraph((link, Run(" "), *first.runs), first.children, numbered=False)
    yield from others


def _points(
    built: Built, blocks: dict[int, list[Paragraph]], heard: dict[UUID, int], recommended: set[UUID]
) -> Iterator[Point]:
    for number, row in enumerate(built.paragraphs, 1):
        if row.pk in heard and row.kind == ParagraphKind.NOTES and blocks.get(number):
            yield Point(number, tuple(blocks[number]), row.pk in recommended, heard[row.pk])


def _heard(report: Report) -> dict[int, dict[UUID, int]]:
    """By group and paragraph: how widely that group's notes behind it were heard, at most."""
    found: dict[int, dict[UUID, int]] = defaultdict(dict)
    rows = Evidence.objects.filter(paragraph__report=report, note__room__group__isnull=False)
    for group, paragraph, heard in rows.values_list("note__room__group", "paragraph", "note__heard_from"):
        found[group][paragraph] = max(found[group].get(paragraph, 0), _STRENGTH[heard])
    return found


def _blocks(document: Document) -> dict[int, list[Paragraph]]:
    """Each numbered paragraph with those without a number that follow it; without footnotes, tables and charts."""
    found: dict[int, list[Paragraph]] = defaultdict(list)

    def gather(blocks: Sequence[Block]) -> None:
        number = 0
        for block in blocks:
            if isinstance(block, Section):
                number = 0
                gather(block.children)
            elif isinstance(block, Paragraph):
                number = block.number or number
                lists = tuple(_bare_list(child) for child in block.children if isinstance(child, List))
                found[number].append(Paragraph(_bare(block.runs), lists, numbered=False))

    gather(document.children)
    return found


def _bare(runs: Runs) -> Runs:
    """Runs without marks of footnotes; a reference becomes the number that it shows."""
    return tuple(
        Run(run.text, run.emphasis, run.strong, run.link, language=run.language, direction=run.direction)
        for run in runs
        if run.footnote is None
    )


def _bare_list(block: List) -> List:
    items = (Item(_bare(item.runs), tuple(_bare_list(child) for child in item.children)) for item in block.items)
    return List(tuple(items), block.ordered)


def _in_order_of_weight(points: Sequence[Point]) -> list[Point]:
    """What was heard most widely first; recommendations and other points by turns, so that each has its place."""
    said, recommended = (
        sorted((one for one in points if one.recommendation is kind), key=lambda one: (-one.strength, one.number))
        for kind in (False, True)
    )
    return [one for pair in zip_longest(recommended, said) for one in pair if one]
