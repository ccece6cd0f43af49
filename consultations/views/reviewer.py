"""Pages of a reviewer. An application with a conflict of interest is on none of them."""

from django.contrib import messages
from django.db.models import Exists, IntegerField, OuterRef, Subquery
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.errors import Refused
from consultations import vetting
from consultations.access import SignedInRequest, team_page
from consultations.actions.conflicts import declare_conflict
from consultations.actions.reviewing import save_review
from consultations.actions.team import ensure_person
from consultations.forms.vetting import ConflictForm, ReviewForm
from consultations.models import Application, ApplicationState, Consultation, Review
from consultations.overview import unreviewed
from consultations.reading import call_of
from consultations.views.files import as_attachment

STAGE = "vetting"


@team_page("consultations.review_applications")
def reviews(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Applications without a conflict: those that wait for one's review first, assigned ones before others."""
    reviewer = vetting.reviewer_of(consultation, request.user)
    own = Review.objects.filter(application=OuterRef("pk"), reviewer=reviewer)
    rows = (
        consultation.applications.sent()
        .exclude(state=ApplicationState.WITHDRAWN)
        .without_conflict_for(request.user)
        .select_related("organization")
        .annotate(
            assigned=Exists(own.filter(score__isnull=True)),
            own_score=Subquery(own.values("score")[:1], output_field=IntegerField()),
            begun=Exists(own.filter(score__isnull=True).exclude(draft={})),
        )
        .order_by("-assigned", "position", "pk")
    )
    waiting = [row for row in rows if row.own_score is None and row.state == ApplicationState.SUBMITTED]
    call = call_of(consultation)
    context = {
        "consultation": consultation,
        "stage": STAGE,
        "due": call.reviews_due_at if call else None,
        "given": sum(row.own_score is not None for row in rows),
        "asked": sum(row.own_score is not None or row.assigned for row in rows),
        "waiting": waiting,
        "rest": [row for row in rows if row not in waiting],
    }
    return render(request, "consultations/reviews.html", context)


@team_page("consultations.review_applications")
def review_file(request: SignedInRequest, consultation: Consultation, pk: int) -> FileResponse:
    """The file of an application without a conflict."""
    item = _application(request, consultation, pk)
    return as_attachment(item.file, item.file_name)


@team_page("consultations.review_applications")
def review(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Read an application and score it; save, or save and go on to the next."""
    item = _application(request, consultation, pk)
    reviewer = vetting.reviewer_of(consultation, request.user)
    own = item.reviews.filter(reviewer=reviewer).prefetch_related("scores").first() if reviewer else None
    criteria = list(consultation.criteria.all())
    form = ReviewForm(request.POST if request.method == "POST" else None, criteria=criteria, own=own)
    if request.method == "POST" and form.is_valid():
        try:
            save_review(
                application=item,
                reviewer=ensure_person(consultation=consultation, user=request.user),
                actor=request.user,
                **form.answers(),
            )
            if "later" in request.POST:
                messages.success(request, _("Kept for later. Nobody else sees it yet."))
                return redirect("consultations:reviews", consultation.slug)
            messages.success(request, _("Your review is saved."))
            return _go_on(request, consultation, item)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    call = call_of(consultation)
    context = {
        "consultation": consultation,
        "stage": STAGE,
        "application": item,
        "objectives": [link.objective for link in item.objective_links.select_related("objective")],
        "form": form if item.state == ApplicationState.SUBMITTED else None,
        "own": own,
        "weights": [one for one in criteria if len({known.weight for known in criteria}) > 1],
        "others": vetting.visible_reviews(item, reviewer, blind=call is None or call.blind_review),
    }
    return render(request, "consultations/review.html", context)


@team_page("consultations.review_applications")
def conflict(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Declare a conflict of interest; after that the application is gone from one's pages."""
    item = _application(request, consultation, pk)
    form = ConflictForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        declare_conflict(
            application=item,
            reviewer=ensure_person(consultation=consultation, user=request.user),
            actor=request.user,
            comment=form.cleaned_data["comment"],
        )
        messages.success(request, _("Thank you. You will not see that application again."))
        return redirect("consultations:reviews", consultation.slug)
    context = {"consultation": consultation, "stage": STAGE, "application": item, "form": form}
    return render(request, "consultations/conflict.html", context)


def _application(request: SignedInRequest, consultation: Consultation, pk: int) -> Application:
    known = consultation.applications.sent().exclude(state=ApplicationState.WITHDRAWN)
    known = known.without_conflict_for(request.user).select_related("consultation", "organization")
    return get_object_or_404(known, pk=pk)


def _go_on(request: SignedInRequest, consultation: Consultation, item: Application) -> HttpResponse:
    if "next" in request.POST:
        waiting = unreviewed(consultation, request.user).order_by("position", "pk")
        following = waiting.filter(position__gt=item.position).first() or waiting.first()
        if following:
            return redirect("consultations:review", consultation.slug, following.pk)
        messages.success(request, _("That was the last one."))
    return redirect("consultations:reviews", consultation.slug)
