"""Signing in on a demonstration, where nobody has a mailbox to read a code from."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import demo
from accounts.access import PUBLIC, page


@page(PUBLIC)
@require_safe
@never_cache
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in as the account of the link. Outside a demonstration there is no such page."""
    user = demo.account_of(token)
    if user is None:
        raise Http404
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    following = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(following, allowed_hosts={request.get_host()}):
        following = resolve_url("consultations:desk")
    return redirect(following)
