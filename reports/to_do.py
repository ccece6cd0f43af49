"""What is to do in each section of a draft, counted for the outline of the editor."""

from collections import Counter
from collections.abc import Callable, Sequence

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from breakouts.models import Finding
from reports.letters import MissingLetter
from reports.margin import Waiting, comments_by_section, rolled_up
from reports.models import Paragraph, Report
from reports.styling import Advice
from reports.tree import Built

Told = list[tuple[str, str]]
BLOCKED, DECIDE, ADVICE = "blocked", "decide", "advice"

_WORDS: tuple[tuple[str, Callable[[int], str]], ...] = (
    (BLOCKED, lambda n: ngettext("%(n)d fault to mend", "%(n)d faults to mend", n)),
    (DECIDE, lambda n: ngettext("%(n)d finding to decide", "%(n)d findings to decide", n)),
    (DECIDE, lambda n: ngettext("%(n)d note not used", "%(n)d notes not used", n)),
    (DECIDE, lambda n: ngettext("%(n)d comment", "%(n)d comments", n)),
    (ADVICE, lambda n: ngettext("%(n)d remark on style", "%(n)d remarks on style", n)),
)


def to_do(
    report: Report, built: Built, waiting: Waiting, advice: Sequence[Advice], letters: Sequence[MissingLetter]
) -> dict[int, Told]:
    """By section, with all below it: faults, findings, notes, comments and remarks, each in words; two queries."""
    counts = (
        _faults(built, letters),
        _findings(report),
        {key: len(notes) for key, notes in waiting.by_section.items()},
        comments_by_section(report),
        _remarks(advice),
    )
    told: dict[int, Told] = {one.section.pk: [(DECIDE, _("empty, not printed"))] for one in built.empty}
    for (tone, words), by_section in zip(_WORDS, counts, strict=True):
        for key, n in rolled_up(waiting.sections, by_section).items():
            told.setdefault(key, []).append((tone, words(n) % {"n": n}))
    return told


def _faults(built: Built, letters: Sequence[MissingLetter]) -> dict[int, int]:
    """References and footnotes that lead nowhere, wrong figures, and letters that cannot be drawn."""
    by_number = dict(enumerate(built.paragraphs, 1))
    rows = [by_number[one.paragraph] for one in letters if one.paragraph]
    counts: Counter[int] = Counter()
    for row, count in [*((row, built.broken[row.pk]) for row in built.paragraphs), *((row, 1) for row in rows)]:
        _add(counts, row, count)
    return counts


def _add(counts: Counter[int], row: Paragraph, count: int) -> None:
    if row.section_id is not None and count:
        counts[row.section_id] += count


def _findings(report: Report) -> dict[int, int]:
    """Words that could tell who spoke, found in the notes behind the paragraphs and not decided yet; one query."""
    rows = Finding.objects.waiting().filter(
        note__evidence__paragraph__report=report, note__evidence__paragraph__section__isnull=False
    )
    section = "note__evidence__paragraph__section"
    return dict(rows.order_by().values_list(section).annotate(Count("pk", distinct=True)))


def _remarks(advice: Sequence[Advice]) -> dict[int, int]:
    counts: Counter[int] = Counter()
    for one in advice:
        if one.section:
            counts[one.section.pk] += 1
        elif one.paragraph:
            _add(counts, one.paragraph, 1)
    return counts
