"""Reviewing: who reads which application, and what reviewers say of it."""

import secrets
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations import scores as arithmetic
from consultations.actions import audit
from consultations.actions.conflicts import infer_conflicts
from consultations.actions.vetting import locked_for
from consultations.models import (
    Application,
    ApplicationState,
    ConflictOfInterest,
    Consultation,
    OpenCall,
    Person,
    Review,
    ReviewScore,
    TeamRole,
)
from consultations.models.vetting import HIGHEST_SCORE, LOWEST_SCORE

REVIEWS_WANTED = 2
"""As long as the call says nothing else."""


def reviews_wanted(consultation: Consultation) -> int:
    """How many people should read each application."""
    call = OpenCall.objects.filter(consultation=consultation).first()
    return call.reviews_wanted if call else REVIEWS_WANTED


def reviewers_of(consultation: Consultation) -> list[Person]:
    """The people who review, by name."""
    members = consultation.people.filter(
        user__team_roles__consultation=consultation, user__team_roles__role=TeamRole.REVIEWER
    )
    return list(members.order_by("name", "pk").distinct())


@transaction.atomic
def assign_reviewers(*, consultation: Consultation, actor: User, per_application: int | None = None) -> int:
    """Give each waiting application its reviewers: those with the least to do first, equals by lot.

    Nobody gets an application with which she has a conflict, or with which the actor has one. Reviews that exist are
    kept. Returns how many were assigned; raises Refused where there are no reviewers.
    """
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    infer_conflicts(consultation=consultation)
    wanted = per_application or reviews_wanted(consultation)
    reviewers = [person.pk for person in reviewers_of(consultation)]
    if not reviewers:
        raise Refused(_("There are no reviewers yet. Add them to the team first."))
    conflicts = ConflictOfInterest.objects.filter(application__consultation=consultation)
    barred = set(conflicts.values_list("application_id", "reviewer_id"))
    held: dict[int, set[int]] = {}
    load = dict.fromkeys(reviewers, 0)
    known = Review.objects.filter(application__consultation=consultation)
    # Who gave a review counts as a reader; so does who still can, but not who left the team or has a conflict now.
    counted = known.filter(Q(score__isnull=False) | Q(reviewer__in=reviewers)).values_list(
        "application_id", "reviewer_id"
    )
    for application, reviewer in [pair for pair in counted if pair not in barred]:
        held.setdefault(application, set()).add(reviewer)
        if reviewer in load:
            load[reviewer] += 1
    lot = secrets.SystemRandom()
    waiting = list(consultation.applications.undecided().without_conflict_for(actor).values_list("pk", flat=True))
    lot.shuffle(waiting)
    free = {
        application: [pk for pk in reviewers if pk not in held.get(application, ()) and (application, pk) not in barred]
        for application in waiting
    }
    new: list[Review] = []
    for application in sorted(waiting, key=lambda pk: len(free[pk])):  # those with little choice first: loads even out
        lot.shuffle(free[application])
        lacking = max(0, wanted - len(held.get(application, ())))
        for reviewer in sorted(free[application], key=load.__getitem__)[:lacking]:
            load[reviewer] += 1
            new.append(Review(application_id=application, reviewer_id=reviewer))
    Review.objects.bulk_create(new)
    audit.record(consultation=consultation, actor=actor, verb="reviews.assigned", number=len(new))
    return len(new)


@transaction.atomic
def assign_reviewer(*, application: Application, reviewer: Person, actor: User) -> Review:
    """Give one application to one reviewer. Raises Refused where she may not read it, or does so already."""
    application = locked_for(application, actor)
    _require_waiting(application)
    if reviewer not in reviewers_of(application.consultation):
        raise Refused(_("Choose a reviewer of this consultation."), field="reviewer")
    infer_conflicts(consultation=application.consultation)
    if application.conflicts.filter(reviewer=reviewer).exists():
        raise Refused(
            _("%(name)s has a conflict of interest with this application.") % {"name": reviewer.name}, field="reviewer"
        )
    review, made = Review.objects.get_or_create(application=application, reviewer=reviewer)
    if not made:
        raise Refused(_("%(name)s reads it already.") % {"name": reviewer.name}, field="reviewer")
    _note(application, actor, "review.assigned", reviewer)
    return review


@transaction.atomic
def release_reviewer(*, application: Application, reviewer: Person, actor: User) -> None:
    """Take an application off a reviewer's list. What she has written, or begun to write, stays."""
    application = locked_for(application, actor)
    gone, _rows = application.reviews.filter(reviewer=reviewer, score=None, draft={}).delete()
    if not gone:
        raise Refused(_("%(name)s has reviewed it already, or has begun to.") % {"name": reviewer.name})
    _note(application, actor, "review.released", reviewer)


@transaction.atomic
def save_review(
    *,
    application: Application,
    reviewer: Person,
    actor: User,
    comment: str,
    score: int | None = None,
    scores: Mapping[int, int] | None = None,
    later: bool = False,
) -> Review:
    """Write or change a review; `later` keeps it unfinished, for its writer alone.

    Where there are criteria, `scores` gives a score for each by its key, and the whole follows from their weights;
    else `score` is the whole. The application must be waiting and the reviewer without a conflict.
    """
    application = locked_for(application, actor)
    _require_waiting(application, _("This application is no longer waiting for reviews."))
    weights = dict(application.consultation.criteria.values_list("pk", "weight"))
    given = {key: value for key, value in (scores or {}).items() if key in weights}
    for number in [*given.values(), *([score] if score is not None else [])]:
        if not LOWEST_SCORE <= number <= HIGHEST_SCORE:
            raise Refused(_("A score is a number from 1 to 5."), field="score")
    review = application.reviews.filter(reviewer=reviewer).first() or Review(application=application, reviewer=reviewer)
    if later:
        if review.score is not None:
            raise Refused(_("This review is given already. Save your changes to it."))
        kept = {str(key): value for key, value in given.items()}
        review.draft = {"score": score, "scores": kept, "comment": comment.strip()}
        review.save()
        return review
    review.score, review.weighted = _whole(given, weights, score)
    review.comment, review.draft = comment.strip(), {}
    review.save()
    if weights:
        review.scores.all().delete()
        ReviewScore.objects.bulk_create(
            ReviewScore(review=review, criterion_id=key, score=value) for key, value in given.items()
        )
    _note(application, actor, "review.saved")
    return review


def _whole(given: Mapping[int, int], weights: Mapping[int, int], score: int | None) -> tuple[int, "Decimal | None"]:
    if not weights:
        if score is None:
            raise Refused(_("Please choose a score from 1 to 5."), field="score")
        return score, None
    if set(given) != set(weights):
        raise Refused(_("Please choose a score for each criterion."))
    mean = arithmetic.weighted_mean(given, weights)
    return arithmetic.whole(mean), mean


def _require_waiting(application: Application, sentence: str = "") -> None:
    if application.state != ApplicationState.SUBMITTED:
        raise Refused(sentence or _("This application is not waiting for a decision."))


def _note(application: Application, actor: User, verb: str, reviewer: Person | None = None) -> None:
    name = f" ({reviewer.name})" if reviewer else ""
    audit.record(
        consultation=application.consultation,
        actor=actor,
        verb=verb,
        subject=f"{application.display_organization}{name}",
        application=application.pk,
    )
