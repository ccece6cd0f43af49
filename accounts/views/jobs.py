"""The progress of long work."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import jobs
from accounts.access import OWN, page
from accounts.models import Job, User


@page(OWN)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far it is. Asked again and again, it also does the work where no worker does; a POST cancels it.

    That a page which is only looked at goes on with the work is safe: what it does was asked for when the job began.
    """
    found = get_object_or_404(Job, pk=pk)
    assert isinstance(request.user, User)  # noqa: S101 - login_required
    if not jobs.may_see(request.user, found):
        raise Http404
    kind = jobs.kind_of(found)
    back = kind.back(found)
    if request.method == "POST":
        found = jobs.cancel(found)
        messages.success(request, (kind.outcome(found) if kind.outcome else "") or _("It was stopped."))
        return redirect(back)
    if found.is_open and request.method == "GET" and not jobs.works_by_itself():
        found = jobs.work(found.pk)
    told = kind.told(found) if kind.told and found.is_open else ""
    if request.headers.get("Accept", "").startswith("application/json"):
        progress = {"open": found.is_open, "done": found.done, "total": found.total, "percent": found.percent}
        response: HttpResponse = JsonResponse(progress | {"told": told, "back": back})
    elif found.is_open:
        response = render(request, "accounts/job.html", {"job": found, "kind": kind, "told": told})
    else:
        if found.error:
            messages.error(request, found.error)
        elif kind.outcome and (words := kind.outcome(found)):
            messages.success(request, words)
        response = redirect(back)
    patch_vary_headers(response, ["Accept"])
    return response
