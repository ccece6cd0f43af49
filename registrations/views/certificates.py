"""Whether a certificate of attendance is genuine, for anybody who holds one; and one's own."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.errors import Refused
from accounts.limits import connection_of, within_limit
from consultations.access import listing
from registrations import certificates
from registrations.actions.attending import remark
from registrations.actions.certifying import issue_certificate
from registrations.forms.attendance import CertificateForm, CodeForm
from registrations.models import Registration, RegistrationState
from registrations.views.own import by_link

HOUR = 3600
LOOKS_PER_CONNECTION = 60


@require_safe
@listing("registrations.verify_certificate")
def certificate_check(request: HttpRequest) -> HttpResponse:
    """Where a code is typed."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        code = certificates.as_kept(form.cleaned_data["code"])
        if len(code) == certificates.LENGTH:
            return redirect("registrations:certificate", certificates.in_blocks(code))
        form.add_error("code", _("A code has 16 letters and numbers; the letters I, L, O and U are not among them."))
    return render(request, "registrations/certificate_check.html", {"form": form})


@require_safe
@listing("registrations.verify_certificate")
@never_cache
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """What the certificate of this code says. A wrong code and one that holds no more get the same answer."""
    context: dict[str, Any]
    if not within_limit("certificate", connection_of(request), most=LOOKS_PER_CONNECTION, seconds=HOUR):
        context, status = {"too_many": True}, 429
    elif (found := certificates.with_code(code)) is None:
        context, status = {"form": CodeForm(initial={"code": code[:60]})}, 404
    else:
        context, status = {"facts": certificates.facts_of(found), "issued_at": found.issued_at}, 200
    response = render(request, "registrations/certificate.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


@by_link
@require_POST
def own_remark(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """What is recorded is not right: she was there ("there"), or was not."""
    if registration.status != RegistrationState.PENDING:
        remark(registration=registration, attended="there" in request.POST)
        messages.success(request, _("Thank you. An organizer will look at it."))
    return redirect("registrations:own", token)


@by_link
@require_POST
def own_certificate_make(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Make the certificate, under the name that she chooses."""
    form = CertificateForm(request.POST, names=certificates.names_of(registration))
    try:
        if not form.is_valid():
            raise Refused(_("Choose one of your names."))
        issue_certificate(registration=registration, name=form.cleaned_data["name"])
        messages.success(request, _("Your certificate is ready."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("registrations:own", token)


@by_link
@require_safe
def own_certificate(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """The certificate as PDF."""
    found = certificates.of(registration)
    try:
        if found is None:
            raise Refused(_("There is a certificate once it is recorded that you attended."))
        content = certificates.write(found)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("registrations:own", token)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="certificate.pdf"'
    return response
