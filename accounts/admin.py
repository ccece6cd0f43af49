"""Accounts on the operators' site. Nobody has a password; signing in goes by code, as everywhere."""

from django.contrib import admin
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
    readonly_fields = ["last_login"]


def sign_in_by_code(request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
    """In place of the admin's own sign-in page: ask for a code, then come back; who is no operator sees 404."""
    following = request.GET.get("next") or reverse("admin:index")
    if request.user.is_authenticated:
        raise Http404
    return redirect(f"{reverse('account_request_login_code')}?{urlencode({'next': following})}")


admin.site.login = sign_in_by_code  # type: ignore[method-assign]
admin.site.site_header = "Openfloor"
admin.site.site_title = "Openfloor"
