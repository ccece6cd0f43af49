"""Deciding which recommendations of a series say the same, and building the paper of the series."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions.audit import record
from consultations.models import Consultation, Series
from reports.actions.build import write_document
from reports.document import Document
from reports.models import DifferentRecommendations, RecommendationText, SharedMember, SharedRecommendation
from reports.rollup import digest, pair_digest, paper, read_rollup, screen_rollup
from reports.rollup.paper import filename
from reports.rollup.reading import shared_by

Pair = tuple[int, int]
"""The keys of two recommendations."""


@transaction.atomic
def bring_together(*, consultation: Consultation, pair: Pair, actor: User) -> SharedRecommendation:
    """Decide that two published recommendations say the same; with each go those it was brought together with before.

    The words of the first stand for them where nothing was decided. One of the two is the consultation's own. Raises
    Refused where one is not published, neither is its own, or it is decided already.
    """
    first, second = _both(consultation, pair)
    into, other = shared_by(first), shared_by(second)
    if into is not None and into == other:
        raise Refused(_("These two are together already."))
    if into is None and other is not None:
        first, second, into, other = second, first, other, into
    if into is None:
        shared = SharedRecommendation.objects.create(series=consultation.series)
        _join(shared, first, leads=True)
    else:
        shared = SharedRecommendation.objects.get(pk=into)
    if other is not None:
        SharedMember.objects.filter(shared=other).update(shared=shared, leads=False)
    else:
        _join(shared, second, leads=False)
    _tidy(consultation.series)
    _record(consultation, actor, "recommendation.brought_together", first, second)
    return shared


@transaction.atomic
def keep_different(*, consultation: Consultation, pair: Pair, actor: User) -> None:
    """Decide that two recommendations differ, so that they are not proposed again as they are worded now."""
    first, second = _both(consultation, pair)
    if shared_by(first) is not None and shared_by(first) == shared_by(second):
        raise Refused(_("These two were brought together. Take one of them out first."))
    DifferentRecommendations.objects.get_or_create(
        series=consultation.series, digest=pair_digest(first.text, second.text)
    )
    _record(consultation, actor, "recommendation.kept_different", first, second)


@transaction.atomic
def take_apart(*, consultation: Consultation, recommendation: int, actor: User) -> None:
    """Let a recommendation of the consultation stand alone again. Raises Refused where it does."""
    member = _member(consultation, recommendation)
    if member.recommendation.consultation_id != consultation.pk:
        raise Refused(_("Only its own consultation can take a recommendation out."))
    member.delete()
    _tidy(consultation.series)
    _record_one(consultation, actor, "recommendation.taken_apart", member)


@transaction.atomic
def lead_with(*, consultation: Consultation, recommendation: int, actor: User) -> None:
    """Print what was brought together in the words of this one of its members."""
    member = _member(consultation, recommendation)
    members = SharedMember.objects.filter(shared=member.shared)
    if not members.filter(recommendation__consultation=consultation).exists():
        raise Refused(_("None of these recommendations is yours."))
    members.update(leads=False)
    members.filter(pk=member.pk).update(leads=True)
    _record_one(consultation, actor, "recommendation.wording_chosen", member)


def build_rollup(*, series: Series) -> Document:
    """The numbered, screened paper of a series.

    Raises Refused, one line for each place, where words could tell who took part, and where no public consultation of
    the series has a published report.
    """
    rollup = read_rollup(series)
    if not rollup.reports:
        raise Refused(_("No consultation of this series has a published report yet."))
    document = paper(rollup, now())
    if stops := screen_rollup(rollup, document, filename(series, "pdf")):
        raise Refused("\n".join([_("The paper cannot be built:"), *(f"- {stop}" for stop in stops)]))
    return document


def write_rollup(*, series: Series, form: str) -> tuple[str, bytes]:
    """The name and the content of the paper as a file: "docx", "pdf", "html" or "json". Raises Refused."""
    return filename(series, form), write_document(build_rollup(series=series), form)


def _both(consultation: Consultation, pair: Pair) -> tuple[RecommendationText, RecommendationText]:
    """The present words of two recommendations of the series, of which one at least is the consultation's own."""
    Series.objects.select_for_update().get(pk=consultation.series_id)
    known = {text.recommendation_id: text for text in read_rollup(consultation.series).texts}
    first, second = (known.get(key) for key in pair)
    if first is None or second is None:
        raise Refused(_("Choose two published recommendations of this series."))
    if first == second:
        raise Refused(_("Choose two different recommendations."))
    if consultation.pk not in {first.report.consultation_id, second.report.consultation_id}:
        raise Refused(_("One of the two has to be a recommendation of this consultation."))
    return first, second


def _member(consultation: Consultation, recommendation: int) -> SharedMember:
    Series.objects.select_for_update().get(pk=consultation.series_id)
    rows = SharedMember.objects.filter(shared__series=consultation.series_id)
    member = rows.select_related("recommendation__consultation").filter(recommendation=recommendation).first()
    if member is None:
        raise Refused(_("This recommendation stands alone."))
    return member


def _join(shared: SharedRecommendation, text: RecommendationText, *, leads: bool) -> None:
    """Also where it was part of something in words that a correction has changed since."""
    SharedMember.objects.update_or_create(
        recommendation=text.recommendation, defaults={"shared": shared, "read": digest(text.text), "leads": leads}
    )


def _tidy(series: Series) -> None:
    """Nothing is shared by one alone, and of several one leads."""
    for shared in SharedRecommendation.objects.filter(series=series).prefetch_related("members"):
        members = list(shared.members.all())
        if len(members) < 2:
            shared.delete()
        elif not any(member.leads for member in members):
            SharedMember.objects.filter(pk=members[0].pk).update(leads=True)


def _record(
    consultation: Consultation, actor: User, verb: str, first: RecommendationText, second: RecommendationText
) -> None:
    """In the trail of each consultation; numbers and names in links, never the words."""
    subject = " · ".join(f"{one.report.consultation.slug} {one.recommendation.number}" for one in (first, second))
    concerned = {one.pk: one for one in (consultation, first.report.consultation, second.report.consultation)}
    for one in concerned.values():
        record(consultation=one, actor=actor, verb=verb, subject=subject)


def _record_one(consultation: Consultation, actor: User, verb: str, member: SharedMember) -> None:
    recommendation = member.recommendation
    subject = f"{recommendation.consultation.slug} {recommendation.number}"
    for one in {consultation.pk: consultation, recommendation.consultation_id: recommendation.consultation}.values():
        record(consultation=one, actor=actor, verb=verb, subject=subject)
