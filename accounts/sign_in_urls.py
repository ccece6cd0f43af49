"""The pages of allauth that we offer, under the names that allauth looks for; the rest is not reachable.

There are no passwords, nobody signs up, and an address is changed by an operator: those pages do not exist here.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.generic import RedirectView

from accounts.access import OWN, PUBLIC, page


@page(PUBLIC)
def no_such_page(request: HttpRequest) -> HttpResponse:
    """Stands in for a page whose address allauth asks for but which we do not offer."""
    raise Http404


@page(PUBLIC)
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask, then sign out; what pages kept on the device goes too (unsaved notes, on a laptop that others use)."""
    response: HttpResponse = account.logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"storage"'
    return response


sign_in = page(PUBLIC)(RedirectView.as_view(pattern_name="account_request_login_code", query_string=True))
second_factor = page(OWN)(RedirectView.as_view(pattern_name="accounts:own"))
new_codes = page(OWN)(recovery.generate_recovery_codes)
codes_as_file = page(OWN)(recovery.download_recovery_codes)

urlpatterns = [
    path("login/", sign_in, name="account_login"),
    path("login/code/", page(PUBLIC)(account.request_login_code), name="account_request_login_code"),
    path("login/code/confirm/", page(PUBLIC)(account.confirm_login_code), name="account_confirm_login_code"),
    path("logout/", sign_out, name="account_logout"),
    path("inactive/", page(PUBLIC)(account.account_inactive), name="account_inactive"),
    path("signup/", no_such_page, name="account_signup"),
    path("2fa/", second_factor, name="mfa_index"),
    path("2fa/authenticate/", page(PUBLIC)(mfa.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", page(OWN)(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", page(OWN)(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", page(OWN)(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", page(OWN)(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/", page(OWN)(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"
    ),
    path(
        "2fa/recovery-codes/download/", page(OWN)(recovery.download_recovery_codes), name="mfa_download_recovery_codes"
    ),
    path("institution/cancelled/", page(PUBLIC)(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("institution/error/", page(PUBLIC)(social.login_error), name="socialaccount_login_error"),
    path("institution/signup/", no_such_page, name="socialaccount_signup"),
    path("institution/<str:provider_id>/login/", page(PUBLIC)(oidc.login), name="openid_connect_login"),
    path("institution/<str:provider_id>/login/callback/", page(PUBLIC)(oidc.callback), name="openid_connect_callback"),
]
