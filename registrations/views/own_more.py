"""More that the holder of a personal link can do: support, whoever comes with her, what she agrees to, her address."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from consultations.access import personal_link
from registrations.actions import addresses, companions, consents
from registrations.actions import support as support_actions
from registrations.actions.letters import link_to
from registrations.forms.own import CompanionForm, NewAddressForm
from registrations.forms.support import AskForm
from registrations.models import Registration
from registrations.views.own import by_link
from registrations.views.participant import letter_due, require_patience


@by_link
def own_support(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Ask for something that one needs in order to take part."""
    form = AskForm(request.POST if request.method == "POST" else None, registration=registration)
    if request.method == "POST" and form.is_valid():
        try:
            support_actions.ask_for(registration=registration, **form.cleaned_data)
            messages.success(request, _("We have your request, and write to you when it is decided."))
            return redirect("registrations:own", token)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {"consultation": registration.consultation, "token": token, "form": form}
    return render(request, "registrations/own_support.html", context)


@by_link
@require_POST
def own_support_back(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """No longer ask for something."""
    support_actions.take_back(registration=registration, key=request.POST.get("request", ""))
    messages.success(request, _("You no longer ask for it."))
    return redirect("registrations:own", token)


@by_link
def own_companion(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Somebody comes along."""
    form = CompanionForm(request.POST if request.method == "POST" else None, consultation=registration.consultation)
    if request.method == "POST" and form.is_valid():
        try:
            require_patience(request)
            coming = form.coming()
            tell = bool(coming.email) and letter_due(coming.email)
            made = companions.add_companion(registration=registration, coming=coming, tell=tell)
            messages.success(request, _("%(name)s comes with you.") % {"name": made.name})
            return redirect("registrations:own", token)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {"consultation": registration.consultation, "token": token, "form": form}
    return render(request, "registrations/own_companion.html", context)


@by_link
@require_POST
def own_companion_off(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Somebody no longer comes along."""
    key = request.POST.get("companion", "")
    address = registration.assistants.filter(key=key).values_list("email", flat=True).first()
    tell = bool(address) and letter_due(address or "")
    companions.remove_companion(registration=registration, key=key, tell=tell)
    messages.success(request, _("Nobody is registered under this name with you any more."))
    return redirect("registrations:own", token)


@by_link
@require_POST
def own_consent(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Agree to one thing, or no longer."""
    given = request.POST.get("given") == "yes"
    try:
        consents.answer_consent(registration=registration, purpose=request.POST.get("purpose", ""), given=given)
        messages.success(request, _("You agree; thank you.") if given else _("You no longer agree to this."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("registrations:own", token)


@by_link
def own_address(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Ask for another e-mail address; the answer is the same whether or not it is known here."""
    form = NewAddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            require_patience(request)
            if letter_due(form.cleaned_data["email"]):
                addresses.ask_for_address(registration=registration, **form.cleaned_data)
            messages.success(request, _("We have written to the new address. Open the link in that letter."))
            return redirect("registrations:own", token)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {"consultation": registration.consultation, "registration": registration, "token": token, "form": form}
    return render(request, "registrations/own_address.html", context)


def address_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The holder of a new address says that it is hers, after being asked once."""
    registration = addresses.registration_for_address(token)
    if registration is None:
        response = render(request, "registrations/link_ended.html", status=404)
    elif request.method == "POST":
        try:
            changed = addresses.confirm_address(registration=registration)
            messages.success(request, _("We use your new address from now on."))
            return redirect(link_to(changed))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("registrations:address_confirm", token)
    else:
        context = {"consultation": registration.consultation, "registration": registration}
        response = render(request, "registrations/address_confirm.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


address_confirm = personal_link("registrations.own")(never_cache(address_confirm))
