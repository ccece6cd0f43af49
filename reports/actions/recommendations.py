"""Giving every recommendation of a published version its number, which it keeps in all later versions."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from breakouts.models import Note
from breakouts.together import heard_together
from consultations.actions.audit import record
from consultations.models import Consultation, Objective
from reports.actions.build import figures_of
from reports.likeness import Wording, matched
from reports.models import Paragraph, ParagraphKind, Recommendation, RecommendationText, Report
from reports.tree import build, frozen_tree
from reports.tree.words import words_by_number


@transaction.atomic
def keep_recommendations(*, report: Report, paragraphs: Sequence[Paragraph]) -> int:
    """Number the recommendations of a published version; `paragraphs` are its printed ones in order. How many it holds.

    One that an earlier version holds keeps the number that it has there (reports/likeness.py).
    """
    Consultation.objects.select_for_update(of=("self",)).get(pk=report.consultation_id)
    places = {paragraph.pk: place for place, paragraph in enumerate(paragraphs, 1)}
    rows = [row for row in _unnumbered(report) if row.pk in places]
    words = words_by_number(frozen_tree(report))
    notes = {row.pk: [link.note for link in row.evidence.all()] for row in rows}
    known = _known(report)
    now = [Wording(words[places[row.pk]], frozenset(note.pk for note in notes[row.pk])) for row in rows]
    same = matched([wording for _key, wording in known], now)
    for place, row in enumerate(rows):
        recommendation = known[same[place]][0] if place in same else _new(report)
        text = RecommendationText.objects.create(
            recommendation=recommendation,
            report=report,
            paragraph=row,
            paragraph_number=places[row.pk],
            text=now[place].text,
            heading=row.section.heading.label if row.section and row.section.heading else "",
            heard_from=heard_together(notes[row.pk]),
        )
        text.objectives.set(_objectives(row, notes[row.pk]))
    return len(rows)


@transaction.atomic
def number_recommendations(*, consultation: Consultation, actor: User) -> int:
    """Number what published versions hold under headings that were marked later. Returns how many paragraphs that were.

    Raises Refused where there is nothing to number.
    """
    count = 0
    for report in Report.objects.filter(consultation=consultation).published().order_by("version"):
        if _unnumbered(report):
            count += keep_recommendations(report=report, paragraphs=build(report, figures_of(report)).paragraphs)
    if not count:
        raise Refused(_("There is nothing to list: every published recommendation has its number."))
    record(consultation=consultation, actor=actor, verb="recommendation.numbered", paragraphs=count)
    return count


def _unnumbered(report: Report) -> list[Paragraph]:
    """Paragraphs from notes, under a heading of recommendations, that have no number yet."""
    rows = report.paragraphs.filter(
        kind=ParagraphKind.NOTES, section__heading__recommendations=True, recommendation_text=None
    )
    return list(
        rows.select_related("section__heading", "objective")
        .prefetch_related("evidence__note__objectives", "evidence__note__room__group__objectives")
        .order_by("position", "pk")
    )


def _known(report: Report) -> list[tuple[Recommendation, Wording]]:
    """The recommendations that this version does not hold yet, each as the newest version has it."""
    texts = (
        RecommendationText.objects.filter(recommendation__consultation=report.consultation_id)
        .exclude(recommendation__texts__report=report)
        .select_related("recommendation")
        .prefetch_related("paragraph__evidence")
        .order_by("report__version")
    )
    newest = {text.recommendation_id: text for text in texts}
    return [
        (text.recommendation, Wording(text.text, frozenset(link.note_id for link in text.paragraph.evidence.all())))
        for text in newest.values()
    ]


def _new(report: Report) -> Recommendation:
    last = report.consultation.recommendations.order_by("-number").first()
    return Recommendation.objects.create(consultation=report.consultation, number=last.number + 1 if last else 1)


def _objectives(row: Paragraph, notes: Sequence[Note]) -> set[Objective]:
    """What its notes are about; else what the report divides it by; else what their group worked on."""
    about = {objective for note in notes for objective in note.objectives.all()}
    if about:
        return about
    if row.objective:
        return {row.objective}
    groups = [note.room.group for note in notes if note.room and note.room.group]
    return {objective for group in groups for objective in group.objectives.all()}
