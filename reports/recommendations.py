"""What the pages and files say of the recommendations of published reports."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.exports import Column
from consultations.models import Consultation
from reports.models import ParagraphKind, RecommendationText, Report


def published_report(consultation: Consultation, number: int | None = None) -> Report | None:
    """A published version without its tree, the newest unless it is asked for by number."""
    versions = Report.objects.filter(consultation=consultation).published().order_by("-version")
    if number is not None:
        versions = versions.filter(version=number)
    report = versions.defer("tree", "figures").first()
    if report is not None:
        report.consultation = consultation
    return report


def texts_of(report: Report) -> QuerySet[RecommendationText]:
    """The recommendations of a published version in its order; two queries."""
    return texts_in([report])


def texts_in(reports: Iterable[Report]) -> QuerySet[RecommendationText]:
    """The recommendations of several published versions; two queries."""
    return (
        RecommendationText.objects.shown()
        .filter(report__in=reports)
        .select_related("recommendation__consultation", "report__consultation")
        .defer("report__tree", "report__figures")
        .prefetch_related("objectives")
    )


def unnumbered(consultation: Consultation) -> int:
    """How many paragraphs of published versions stand under a heading of recommendations and have no number."""
    return (
        Report.objects.filter(
            consultation=consultation,
            paragraphs__kind=ParagraphKind.NOTES,
            paragraphs__section__heading__recommendations=True,
            paragraphs__recommendation_text=None,
        )
        .published()
        .count()
    )


def paragraph_address(text: RecommendationText) -> str:
    """The address of the paragraph within the site; it stays when the report is corrected."""
    report = text.report
    page = reverse("reports:public_version", args=[report.consultation.slug, report.version])
    return f"{page}#{text.anchor}"


RECOMMENDATIONS = (
    Column(_("Recommendation"), lambda text: text.recommendation.number),
    Column(_("Paragraph"), lambda text: text.paragraph_number),
    Column(_("Text"), lambda text: text.text),
    Column(_("Objectives"), lambda text: "; ".join(str(objective) for objective in text.objectives.all())),
    Column(_("Heading"), lambda text: text.heading),
    Column(_("Heard from"), lambda text: str(text.get_heard_from_display())),
    Column(_("Address"), lambda text: settings.SITE_URL + paragraph_address(text)),
)
"""Rows are those of texts_of."""
