"""What an organizer decides of: which recommendations of the series may say the same as one of her own."""

from dataclasses import dataclass

from consultations.models import Consultation
from reports.likeness import across
from reports.models import RecommendationText
from reports.rollup.reading import Common, Rollup, pair_digest, shared_by

MOST_PROPOSED = 20
"""Pairs on one page; the next ones come when these are decided."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two recommendations that may say the same, the own one first, and how much alike they are, of 100."""

    own: RecommendationText
    other: RecommendationText
    score: int


def own_texts(rollup: Rollup, consultation: Consultation) -> list[RecommendationText]:
    """The published recommendations of the consultation."""
    return [text for text in rollup.texts if text.report.consultation_id == consultation.pk]


def pairs_to_decide(rollup: Rollup, consultation: Consultation) -> list[Pair]:
    """The most alike first; none that is decided already; one query."""
    differ = set(rollup.series.different_recommendations.values_list("digest", flat=True))
    own = own_texts(rollup, consultation)
    others = [text for text in rollup.texts if text.report.consultation_id != consultation.pk]
    found = []
    for first, second, score in across([text.text for text in own], [text.text for text in others]):
        pair = Pair(own[first], others[second], score)
        together = shared_by(pair.own) is not None and shared_by(pair.own) == shared_by(pair.other)
        if not together and pair_digest(pair.own.text, pair.other.text) not in differ:
            found.append(pair)
    return found[:MOST_PROPOSED]


def shared_with(rollup: Rollup, consultation: Consultation) -> list[Common]:
    """What was brought together and holds a recommendation of the consultation."""
    return [
        common
        for common in rollup.commons
        if len(common.texts) > 1 and any(text.report.consultation_id == consultation.pk for text in common.texts)
    ]
