"""Accounts on the operators' site. Nobody has a password; signing in goes by code, as everywhere."""

# Imported so that their models are registered before they are taken off again.
import allauth.account.admin
import allauth.mfa.admin
import allauth.socialaccount.admin  # noqa: F401
import django.contrib.auth.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["email", "name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    fields = ["email", "name", "language", "timezone", "is_active", "is_staff", "is_superuser", "last_login"]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Only who may do everything can let others do everything."""
        return ["last_login"] if request.user.is_superuser else ["last_login", "is_staff", "is_superuser"]


def sign_in_by_code(request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
    """In place of the admin's own sign-in page: ask for a code, then come back; who is no operator sees 404."""
    following = request.GET.get("next") or reverse("admin:index")
    if request.user.is_authenticated:
        raise Http404
    return redirect(f"{reverse('account_request_login_code')}?{urlencode({'next': following})}")


def no_password(request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
    """There is no password to change."""
    raise Http404


# Second addresses, secrets of second factors and tokens of institutions are nobody's business, operators' included.
admin.site.unregister([EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken, Group])
admin.site.login = sign_in_by_code  # type: ignore[method-assign]
admin.site.password_change = no_password  # type: ignore[method-assign, assignment]
admin.site.site_header = "Openfloor"
admin.site.site_title = "Openfloor"
