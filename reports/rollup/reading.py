"""The recommendations of all published reports of a series, those that say the same brought together."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from consultations.models import Consultation, Objective, Series, Visibility
from registrations.models import Population, PublishedFigures
from reports.models import Outcome, RecommendationText, Report
from reports.recommendations import texts_in


@dataclass(frozen=True, slots=True)
class Common:
    """A recommendation of one report, or of several, in the words of the first of `texts`."""

    texts: tuple[RecommendationText, ...]

    @property
    def lead(self) -> RecommendationText:
        return self.texts[0]

    @property
    def consultations(self) -> int:
        """How many consultations made it."""
        return len({text.report.consultation_id for text in self.texts})

    @property
    def objectives(self) -> set[Objective]:
        return {objective for text in self.texts for objective in text.objectives.all()}


@dataclass(frozen=True)
class Rollup:
    """A series with the present published report of each public consultation, in the order of the series."""

    series: Series
    reports: tuple[Report, ...]
    commons: tuple[Common, ...]
    """The ones that most consultations made come first, then the order of the reports."""
    attended: dict[int, PublishedFigures]
    """By consultation: those who attended, where their number is public."""
    outcomes: dict[int, Outcome]
    """By recommendation: the latest that is told of what became of it."""

    @property
    def consultations(self) -> list[Consultation]:
        return [report.consultation for report in self.reports]

    @cached_property
    def texts(self) -> list[RecommendationText]:
        """Every recommendation once, in the order of the reports."""
        order = {report.pk: place for place, report in enumerate(self.reports)}
        rows = [text for common in self.commons for text in common.texts]
        return sorted(rows, key=lambda text: (order[text.report_id], text.paragraph_number))

    @cached_property
    def by_objective(self) -> list[tuple[Objective | None, list[Common]]]:
        """In the order of the framework, those about none last; one about several stands under each."""
        found: dict[Objective | None, list[Common]] = defaultdict(list)
        for common in self.commons:
            for objective in common.objectives or (None,):
                found[objective].append(common)
        last = float("inf")
        return sorted(found.items(), key=lambda item: (item[0].position, item[0].pk) if item[0] else (last, 0))

    def count(self, objective: Objective | None, report: Report) -> int:
        """How many recommendations of a report are about an objective, or about none."""
        about = ({one.pk for one in text.objectives.all()} for text in self.texts if text.report_id == report.pk)
        return sum(objective.pk in keys if objective else not keys for keys in about)


def read_rollup(series: Series) -> Rollup:
    """Everything that is public; as many queries at one report as at many."""
    reports = _present(series)
    texts = list(texts_in(reports).select_related("recommendation__member"))
    order = {report.pk: place for place, report in enumerate(reports)}
    texts.sort(key=lambda text: (order[text.report_id], text.paragraph_number))
    consultations = [report.consultation_id for report in reports]
    attended = PublishedFigures.objects.filter(
        consultation__in=consultations, population=Population.ATTENDED, shown=True
    )
    outcomes = Outcome.objects.standing().filter(recommendation__in=[text.recommendation_id for text in texts])
    return Rollup(
        series=series,
        reports=tuple(reports),
        commons=tuple(sorted(_together(texts), key=lambda common: -common.consultations)),
        attended={figures.consultation_id: figures for figures in attended},
        outcomes={outcome.recommendation_id: outcome for outcome in reversed(outcomes)},
    )


def _present(series: Series) -> list[Report]:
    rows = Report.objects.published().filter(consultation__series=series, consultation__visibility=Visibility.PUBLIC)
    newest: dict[int, Report] = {}
    for report in rows.select_related("consultation").defer("tree", "figures").order_by("version"):
        report.consultation.series = series
        newest[report.consultation_id] = report
    return sorted(newest.values(), key=lambda report: (report.consultation.starts_at, report.consultation_id))


def _together(texts: Iterable[RecommendationText]) -> list[Common]:
    """Each text alone or with those that were read as saying the same, in their present words."""
    groups: dict[object, list[RecommendationText]] = defaultdict(list)
    for text in texts:
        groups[shared_by(text) or f"alone {text.pk}"].append(text)
    return [Common(tuple(sorted(group, key=lambda text: not leads(text)))) for group in groups.values()]


def shared_by(text: RecommendationText) -> int | None:
    """The key of the recommendation of several reports that this one is part of, as it is worded now."""
    member = getattr(text.recommendation, "member", None)
    return member.shared_id if member and member.read == digest(text.text) else None


def leads(text: RecommendationText) -> bool:
    """Whether its words stand for the others."""
    return shared_by(text) is not None and text.recommendation.member.leads


def digest(text: str) -> str:
    """The name of a text that is public anyway."""
    return hashlib.sha256(text.encode()).hexdigest()


def pair_digest(first: str, second: str) -> str:
    """The name of two texts, whichever comes first."""
    return digest("\0".join(sorted((first, second))))
