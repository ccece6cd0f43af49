"""The draft as a co-organizer reads it by its link, and comments on it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.errors import Refused
from consultations.access import personal_link
from reports.actions.comment_windows import link_for
from reports.actions.comments import Marked, give_comment
from reports.comments import Snapshot, takes_comments
from reports.forms.comments import CommentForm
from reports.models import CommentLink
from reports.told_comments import told
from reports.tree.references import to_numbers


def _opened_by_link(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponse]:
    """Read the link and pass its row; a link that is forged, revoked or replaced is a page that does not exist."""

    @wraps(view)
    def page(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        link = link_for(token)
        if link is None:
            raise Http404
        response = view(request, link, token, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return personal_link("reports.comment_on_draft")(never_cache(page))


@_opened_by_link
@require_safe
def draft(request: HttpRequest, link: CommentLink, token: str) -> HttpResponse:
    """The draft while comments are taken, and what became of those of this organization."""
    context = _page(link, token)
    snapshot = context["snapshot"]
    context["told"] = told(link.window.comments.filter(organization=link.organization), snapshot)
    if context["is_open"]:
        commented = {row.comment.number for row in context["told"]}
        context |= {"document": snapshot.document, "lines": snapshot.lines(), "commented": commented}
    response = render(request, "reports/draft.html", context)
    # No form leaves from this page; where one does, a browser without a referrer could not send it.
    response["Referrer-Policy"] = "no-referrer"
    return response


@_opened_by_link
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, link: CommentLink, token: str, number: int) -> HttpResponse:
    """One paragraph of the draft, and the form to comment on it."""
    context = _page(link, token)
    snapshot = context["snapshot"]
    row = snapshot.row(number)
    if row is None:
        raise Http404
    if not context["is_open"] and request.method != "POST":
        return redirect("reports:draft", token)
    written = {"suggestion": to_numbers(row.text, snapshot.numbers)}
    form = CommentForm(request.POST if request.method == "POST" else None, initial=written)
    if request.method == "POST" and form.is_valid() and _given(form, link, number):
        messages.success(request, _("Your comment on paragraph %(n)d is saved.") % {"n": number})
        return redirect(reverse("reports:draft", args=[token]) + f"#p{number}")
    if context["is_open"]:
        context["parts"] = snapshot.parts(number)
    return render(request, "reports/draft_comment.html", context | {"form": form, "number": number})


def _given(form: CommentForm, link: CommentLink, number: int) -> bool:
    try:
        give_comment(link=link, number=number, **form.cleaned_data)
    except Marked as marked:
        mark(form, marked)
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
    return form.is_valid()


def mark(form: forms.Form, marked: Marked) -> None:
    """The findings beside the fields that hold them."""
    for field, sentences in marked.found.items():
        for sentence in sentences:
            form.add_error(field, sentence)


def _page(link: CommentLink, token: str) -> dict[str, Any]:
    window = link.window
    return {
        "consultation": window.report.consultation,
        "window": window,
        "organization": link.organization,
        "token": token,
        "snapshot": Snapshot(window),
        "is_open": takes_comments(window),
    }
