"""By what applications are judged: criteria with weights, how many read each one, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations import scores as arithmetic
from consultations.actions import audit
from consultations.models import Consultation, Criterion, OpenCall, Review

MOST_WEIGHT = 10


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion as it is written; `pk` is that of the row it corrects."""

    pk: int | None
    label: str
    weight: int


@transaction.atomic
def change_criteria(
    *,
    consultation: Consultation,
    actor: User,
    criteria: Sequence[CriterionLine],
    reviews_wanted: int,
    blind_review: bool,
    reviews_due_at: datetime | None,
) -> None:
    """Write the criteria in their order and the rules of reading. Reviews that were given follow new weights.

    Raises Refused for a criterion that would vanish under scores, and for a new one once reviews were given.
    """
    current = Consultation.objects.select_for_update().get(pk=consultation.pk)
    call = OpenCall.objects.select_for_update().filter(consultation=current).first()
    if call is None:
        raise Refused(_("Write the call first. Applications are answers to it."))
    # Reviews are written under the lock of their application: none changes until the weights are set.
    list(current.applications.select_for_update().order_by("pk").values_list("pk", flat=True))
    call.reviews_wanted, call.blind_review, call.reviews_due_at = reviews_wanted, blind_review, reviews_due_at
    call.save(update_fields=["reviews_wanted", "blind_review", "reviews_due_at"])
    _write(current, criteria)
    _weigh_again(current)
    audit.record(consultation=current, actor=actor, verb="criteria.changed", number=len(criteria))


def _write(consultation: Consultation, criteria: Sequence[CriterionLine]) -> None:
    labels = [line.label.casefold() for line in criteria]
    if doubles := [line.label for line in criteria if labels.count(line.label.casefold()) > 1]:
        raise Refused(_("The criterion “%(label)s” is there twice.") % {"label": doubles[0]})
    known = {row.pk: row for row in consultation.criteria.all()}
    kept = {line.pk for line in criteria if line.pk in known}
    reviewed = Review.objects.filter(application__consultation=consultation, score__isnull=False).exists()
    for pk, row in known.items():
        if pk not in kept:
            if reviewed and row.scores.exists():
                raise Refused(_("“%(label)s” has scores already, so it stays.") % {"label": row.label})
            row.delete()
    if reviewed and len(kept) < len(criteria):
        raise Refused(_("Reviews were given already, so no criterion can be added."))
    for place, line in enumerate(criteria):
        row = known.get(line.pk or 0) or Criterion(consultation=consultation)
        row.position, row.label, row.weight = place, line.label, line.weight
        row.save()


def _weigh_again(consultation: Consultation) -> None:
    weights = dict(consultation.criteria.values_list("pk", "weight"))
    given = Review.objects.filter(application__consultation=consultation, weighted__isnull=False)
    changed = []
    for review in given.prefetch_related("scores"):
        mean = arithmetic.weighted_mean({one.criterion_id: one.score for one in review.scores.all()}, weights)
        if mean != review.weighted:
            review.weighted, review.score = mean, arithmetic.whole(mean)
            changed.append(review)
    Review.objects.bulk_update(changed, ["weighted", "score"])
