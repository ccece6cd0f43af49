"""The author's own pages of a written submission, opened by a personal link."""

from collections.abc import Callable
from functools import wraps
from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.errors import Refused
from consultations.access import personal_link
from consultations.actions import submissions as actions
from consultations.files import names_inside
from consultations.forms.submission import SubmissionForm
from consultations.models import Submission, SubmissionState
from consultations.reading import takes_answers
from consultations.views.files import as_attachment


def _opened_by_link(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponse]:
    """Read the link and pass the submission; a link that is wrong or too old is a page that does not exist."""

    @wraps(view)
    def page(request: HttpRequest, token: str) -> HttpResponseBase:
        submission = actions.submission_for(token)
        if submission is None:
            raise Http404
        return view(request, submission, token)

    return personal_link("consultations.keep_submission")(never_cache(page))


@_opened_by_link
def submission(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """The submission, its state in words, and what its author can do."""
    return render(request, "consultations/submission.html", _page(submission, token))


@_opened_by_link
def submission_edit(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Change it, until it is decided or the call is over."""
    page = _page(submission, token)
    if not page["may_change"]:
        return redirect("consultations:submission", token)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SubmissionForm(*sent, submission=submission)
    if request.method == "POST" and form.is_valid():
        try:
            removed = bool(form.cleaned_data.get("remove_file"))
            actions.change_submission(submission=submission, written=form.written(), remove_file=removed)
            messages.success(request, _("Your changes are saved."))
            return redirect("consultations:submission", token)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return render(request, "consultations/submission_edit.html", {**page, "form": form})


@_opened_by_link
def submission_take_back(request: HttpRequest, submission: Submission, token: str) -> HttpResponse:
    """Ask once, then delete it."""
    if request.method == "POST":
        actions.take_back_submission(submission=submission)
        messages.success(request, _("Your submission is taken back and deleted."))
        return redirect("consultations:call", submission.consultation.slug)
    return render(request, "consultations/submission_take_back.html", _page(submission, token))


@_opened_by_link
def submission_own_file(request: HttpRequest, submission: Submission, token: str) -> FileResponse:
    """The author's own file."""
    return as_attachment(submission.file, submission.file_name)


def names_in(submission: Submission) -> list[str]:
    """Whom the file of a submission names as its makers."""
    if not submission.file:
        return []
    try:
        with submission.file.open("rb") as file:
            return names_inside(cast("BinaryIO", file), submission.file_name)
    except FileNotFoundError:
        return []


def _page(submission: Submission, token: str) -> dict[str, Any]:
    is_open = takes_answers(submission.consultation, now(), submission.received_at)
    return {
        "submission": submission,
        "consultation": submission.consultation,
        "token": token,
        "names": names_in(submission),
        "may_change": is_open and submission.state == SubmissionState.PENDING,
    }
