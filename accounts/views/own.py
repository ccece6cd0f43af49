"""The page of one's own account."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import OWN, page
from accounts.cookies import set_language
from accounts.forms.account import AccountForm


@page(OWN)
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Name, language, time zone, second factor."""
    form = AccountForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        messages.success(request, _("Your account was saved."))
        response = redirect("accounts:own")
        set_language(response, user.language)
        return response
    factors = {factor.type: factor.wrap() for factor in Authenticator.objects.filter(user=request.user)}
    codes = factors.get(Authenticator.Type.RECOVERY_CODES)
    context = {
        "form": form,
        "has_app": Authenticator.Type.TOTP in factors,
        "codes_left": len(codes.get_unused_codes()) if codes else 0,
        "second_factor_required": settings.REQUIRE_SECOND_FACTOR,
    }
    return render(request, "accounts/account.html", context)
