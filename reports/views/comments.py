"""The comments of co-organizers as the team meets them: the time for them, the links, and what becomes of each."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation, Organization
from reports.actions.comment_windows import close_window, open_window, revoke_link, send_link, set_closing
from reports.comments import Snapshot, addresses_of, co_organizers, current_window, readers, takes_comments
from reports.forms.comments import LinkForm, UntilForm
from reports.models import CommentWindow
from reports.told_comments import told
from reports.views.finding import Version, version_of

EDIT = team_page("reports.edit")


@never_cache
@require_safe
@team_page("reports.see_report")
def comments(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Until when comments are taken, who has a link, and every comment by paragraph."""
    version = version_of(consultation)
    window = current_window(consultation)
    context = _context(version) | {
        "window": window,
        "is_open": window is not None and takes_comments(window),
        "may_edit": request.user.has_perm("reports.edit", consultation),
        "text_is_open": version.is_open,
        "is_latest": window is not None and window.report_id == version.report.pk,
        "readers": readers(window, consultation, request.user),
    }
    if window is not None:
        rows = window.comments.select_related("organization", "paragraph")
        numbers = version.built.numbers if context["is_latest"] else {}
        context["told"] = told(rows, Snapshot(window), numbers)
    return render(request, "reports/comments.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@EDIT
def open_comments(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Give the draft out for comments."""
    version = version_of(consultation)
    form = UntilForm(request.POST if request.method == "POST" else None, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        try:
            window = open_window(report=version.report, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _opened(window.links.count()))
            return redirect("reports:comments", consultation.slug)
    known = addresses_of(consultation, request.user)
    here = co_organizers(consultation)
    context = _context(version) | {
        "form": form,
        "title": _("Open the draft for comments"),
        "submit": _("Open it and send the links"),
        "with_address": [one for one in here if one.pk in known],
        "without_address": [one for one in here if one.pk not in known],
    }
    return render(request, "reports/comments_open.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@EDIT
def until(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Take comments for longer or shorter."""
    version, window = version_of(consultation), _window(consultation)
    form = UntilForm(request.POST if request.method == "POST" else None, consultation=consultation, window=window)
    if request.method == "POST" and form.is_valid():
        try:
            set_closing(window=window, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("reports:comments", consultation.slug)
    context = _context(version) | {"form": form, "title": _("Until when are comments taken?")}
    return render(request, "reports/comment_form.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@EDIT
def close(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Take no more comments, asked about first."""
    version, window = version_of(consultation), _window(consultation)
    if request.method == "POST":
        _try(request, lambda: close_window(window=window, actor=request.user), _("No more comments are taken."))
        return redirect("reports:comments", consultation.slug)
    context = _context(version) | {
        "title": _("Close the comments now?"),
        "text": _("The links then show no draft any more, only what became of each organization's comments."),
        "verb": _("Close the comments"),
    }
    return render(request, "reports/comment_confirm.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@EDIT
def link(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Send a co-organizer a link, or a new one in place of the old."""
    version, window = version_of(consultation), _window(consultation)
    organization = _co_organizer(consultation, pk)
    start = {"email": addresses_of(consultation, request.user).get(organization.pk, "")}
    form = LinkForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            send_link(window=window, organization=organization, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("The letter to %(name)s is written.") % {"name": organization.name})
            return redirect("reports:comments", consultation.slug)
    context = _context(version) | {
        "form": form,
        "title": _("Send the draft to %(name)s") % {"name": organization.name},
        "text": _("An earlier link of this organization opens nothing any more."),
        "submit": _("Send the link"),
    }
    return render(request, "reports/comment_form.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@EDIT
def revoke(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Let a link open nothing any more, asked about first."""
    version, window = version_of(consultation), _window(consultation)
    organization = _co_organizer(consultation, pk)
    if request.method == "POST":
        _try(
            request,
            lambda: revoke_link(window=window, organization=organization, actor=request.user),
            _("The link opens nothing any more."),
        )
        return redirect("reports:comments", consultation.slug)
    context = _context(version) | {
        "title": _("Revoke the link of %(name)s?") % {"name": organization.name},
        "text": _("It opens nothing any more, neither the draft nor the answers. The comments stay here."),
        "verb": _("Revoke the link"),
    }
    return render(request, "reports/comment_confirm.html", context)


def _opened(letters: int) -> str:
    if not letters:
        return _("The draft is open for comments. No link is sent yet.")
    sentence = ngettext(
        "The draft is open for comments, and %(n)d link is sent.",
        "The draft is open for comments, and %(n)d links are sent.",
        letters,
    )
    return sentence % {"n": letters}


def _try(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    """Do it, and say that it is done or why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)


def _window(consultation: Consultation) -> CommentWindow:
    window = current_window(consultation)
    if window is None:
        raise Http404
    return window


def _co_organizer(consultation: Consultation, pk: int) -> Organization:
    found = next((one for one in co_organizers(consultation) if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _context(version: Version) -> dict[str, Any]:
    return {"consultation": version.consultation, "stage": "report", "report": version.report}
