"""What pages and files say of what became of the recommendations."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.exports import Column
from breakouts.models import HeardFrom
from reports.models import Outcome, OutcomeStatus, Recommendation, RecommendationText, Report
from reports.recommendations import RECOMMENDATIONS, texts_of

NOTHING = "nothing"
"""How the filter calls recommendations of which nothing is told."""

STATUSES: list[tuple[str, str | Promise]] = [*OutcomeStatus.choices, (NOTHING, _("Nothing told yet"))]

HEARD = {
    HeardFrom.ONE: _("One participant made it."),
    HeardFrom.SEVERAL: _("Several participants made it."),
    HeardFrom.MANY: _("Many participants made it."),
    HeardFrom.AGREED: _("It was agreed in plenary."),
}
"""How often a recommendation was made, in the words of the count bucket and never stronger."""


@dataclass(frozen=True, slots=True)
class Told:
    """A recommendation of the present version, with the latest that was said of what became of it."""

    text: RecommendationText
    outcome: Outcome | None

    @property
    def number(self) -> int:
        return self.text.recommendation.number

    @property
    def status(self) -> str:
        return self.outcome.status if self.outcome else NOTHING

    @property
    def label(self) -> str:
        return str(self.outcome.get_status_display()) if self.outcome else _now("Nothing told yet")

    @property
    def tone(self) -> str:
        return tone(self.status)

    @property
    def heard(self) -> str:
        return heard_words(self.text.heard_from)

    @property
    def address(self) -> str:
        """Within the site; it stays for ever."""
        recommendation = self.text.recommendation
        return reverse("reports:recommendation", args=[recommendation.consultation.slug, recommendation.number])


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands, with what it corrected, the latest of that first."""

    outcome: Outcome
    before: tuple[Outcome, ...]

    @property
    def tone(self) -> str:
        return tone(self.outcome.status)


def heard_words(heard_from: str) -> str:
    """How often it was made, as a sentence; nothing where nobody noted it."""
    return str(HEARD[HeardFrom(heard_from)]) if heard_from else ""


def tone(status: str) -> str:
    """The colour of a status, always beside its word."""
    return "done" if status == OutcomeStatus.DONE else "plain"


def told(report: Report) -> list[Told]:
    """The recommendations of a published version, by their number; four queries."""
    standing = Outcome.objects.standing().filter(recommendation__texts__report=report)
    latest: dict[int, Outcome] = {}
    for outcome in standing:
        latest.setdefault(outcome.recommendation_id, outcome)
    lines = [Told(text, latest.get(text.recommendation_id)) for text in texts_of(report)]
    return sorted(lines, key=lambda line: line.number)


def narrowed(lines: Iterable[Told], objective: str, status: str) -> list[Told]:
    """Those about an objective (its number) and of a status; an empty word narrows nothing."""
    return [
        line
        for line in lines
        if status in ("", line.status)
        and (not objective or objective in {one.number for one in line.text.objectives.all()})
    ]


def entries(recommendation: Recommendation) -> list[Entry]:
    """Everything that was said of what became of it, the latest day first; one query."""
    rows = list(recommendation.outcomes.order_by("-day", "-pk"))
    known = {row.pk: row for row in rows}
    corrected = {row.corrects_id for row in rows}
    return [Entry(row, tuple(_before(row, known))) for row in rows if row.pk not in corrected]


def _before(outcome: Outcome, known: dict[int, Outcome]) -> Iterable[Outcome]:
    while outcome.corrects_id is not None:
        outcome = known[outcome.corrects_id]
        yield outcome


def _of_text(column: Column) -> Column:
    return Column(column.heading, lambda line: column.fill(line.text))


def _of_outcome(heading: str | Promise, name: str) -> Column:
    return Column(heading, lambda line: getattr(line.outcome, name) if line.outcome else "")


WITH_OUTCOMES = (
    *(_of_text(column) for column in RECOMMENDATIONS),
    Column(_("Status"), lambda line: line.label),
    _of_outcome(_("As of"), "day"),
    _of_outcome(_("By whom"), "by"),
    _of_outcome(_("What happened"), "text"),
    _of_outcome(_("Where it can be read"), "link"),
    Column(_("What became of it"), lambda line: settings.SITE_URL + line.address),
)
"""Rows are those of `told`."""
