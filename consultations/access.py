"""How a view gets at a consultation: only through a permission. What you may not know of is 404."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.models import User
from consultations.models import Consultation
from consultations.times import reading_as


class SignedInRequest(HttpRequest):
    """What the views of team pages get: the decorator has let nobody in without an account."""

    user: User


Decorator = Callable[[Any], Callable[..., HttpResponse]]


def _consultation(request: HttpRequest, slug: str, action: str) -> Consultation:
    consultation = get_object_or_404(Consultation.objects.select_related("series__framework", "call"), slug=slug)
    if not request.user.has_perm(action, consultation):
        raise Http404
    return consultation


def for_action(action: str) -> Decorator:
    """A page that needs no account, only that the permission lets the visitor see this consultation."""

    def decorate(view: Any) -> Callable[..., HttpResponse]:
        @wraps(view)
        def page(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            with reading_as(request.user):
                return view(request, _consultation(request, slug, action), **kwargs)

        page.action = action  # type: ignore[attr-defined]
        return page

    return decorate


public_page = for_action("consultations.read_public")
"""A page of a consultation that anyone may read once it is public. Passes the consultation for the slug."""


def team_page(action: str) -> Decorator:
    """A page for people with a role. Visitors are asked to sign in; the rest see 404 without the permission."""

    def decorate(view: Any) -> Callable[..., HttpResponse]:
        return login_required(for_action(action)(view))

    return decorate


def listing(action: str) -> Decorator:
    """A page about no single consultation. Visitors who lack the permission are asked to sign in; accounts see 404."""

    def decorate(view: Any) -> Callable[..., HttpResponse]:
        @wraps(view)
        def page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(action):
                if request.user.is_authenticated:
                    raise Http404
                return redirect_to_login(request.get_full_path())
            with reading_as(request.user):
                return view(request, **kwargs)

        page.action = action  # type: ignore[attr-defined]
        return page

    return decorate


def personal_link(action: str) -> Decorator:
    """Mark a page that is opened by a signed personal link; the view reads the link itself."""

    def decorate(view: Any) -> Callable[..., HttpResponse]:
        view.action = action
        return view

    return decorate
