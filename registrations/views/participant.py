"""Registering without an account: the form, the personal link and what one can do with it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from accounts.limits import connection_of, within_limit
from consultations import asking
from consultations.access import for_action, personal_link
from consultations.asking import in_words
from consultations.begun import begun_at, kept_mark
from consultations.models import Consultation, RequiredBy, WorkingGroup
from consultations.reading import call_of, call_phase, grace_words, takes_answers
from registrations.actions import own_data, registering
from registrations.actions.answers import questions_of
from registrations.forms.registration import AddressForm, RegistrationForm
from registrations.models import Registration, RegistrationState
from registrations.personal import sections_for
from registrations.states import REGISTRATION

BEFORE_THE_EVENT = (RequiredBy.FORM, RequiredBy.EVENT)
HOUR = 3600
FORMS_PER_CONNECTION = 60
LETTERS_PER_ADDRESS = 5
TOO_MANY = _lazy("Many forms came from your connection. Please try again in an hour. What you typed is still here.")


@for_action("registrations.register")
def register(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The form. Whatever address is typed, the answer is the same page."""
    call, begun = call_of(consultation), begun_at(request.POST, consultation)
    context: dict[str, Any] = {
        "consultation": consultation,
        "call": call,
        "phase": call_phase(consultation, now()),
        "grace": grace_words(call),
        "begun": kept_mark(request, consultation),
        "late": not takes_answers(consultation, now(), begun),
    }
    # Who is too late keeps what was typed; within the grace, who had begun in time may still send it.
    if context["late"] and request.method != "POST":
        return render(request, "registrations/closed.html", context, status=403)
    form = RegistrationForm(request.POST or None, consultation=consultation, groups=_groups(consultation))
    if request.method == "POST" and form.is_valid():
        try:
            _require_patience(request)
            if _letter_due(form.cleaned_data["email"]):
                registering.register(consultation=consultation, answers=form.answers(), begun=begun)
            return redirect("registrations:registered", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    page = {**context, "form": form}
    return render(request, "registrations/register.html", page, status=403 if context["late"] else 200)


@for_action("registrations.register")
def registered(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Look into your mailbox: the same words for everyone."""
    return render(request, "registrations/registered.html", {"consultation": consultation})


@for_action("registrations.register")
def link_again(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Send somebody's personal link again; the answer is the same whether or not the address is known."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _require_patience(request)
            address = form.cleaned_data["email"]
            if _letter_due(address):
                registering.send_link(consultation=consultation, email=address)
            return redirect("registrations:link_sent", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return render(request, "registrations/link_again.html", {"consultation": consultation, "form": form})


@for_action("registrations.register")
def link_sent(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The same words for everyone."""
    return render(request, "registrations/link_sent.html", {"consultation": consultation})


def _require_patience(request: HttpRequest) -> None:
    if not within_limit("register", connection_of(request), most=FORMS_PER_CONNECTION, seconds=HOUR):
        raise Refused(TOO_MANY)


def _letter_due(address: str) -> bool:
    """Whether this address may get one more letter; past the limit nothing is sent, and nothing is said of it."""
    return within_limit("register-letter", address.lower(), most=LETTERS_PER_ADDRESS, seconds=HOUR)


def _groups(consultation: Consultation) -> list[WorkingGroup]:
    """The working groups, with their objectives where a group has no title of its own."""
    groups = list(consultation.working_groups.all())
    untitled = [group for group in groups if not group.title]
    prefetch_related_objects(untitled, "objective_links__objective")
    return groups


def _by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Read the link and pass the registration; a link that is wrong, too old or replaced opens nothing."""

    @wraps(view)
    def page(request: HttpRequest, token: str) -> HttpResponse:
        registration = registering.registration_for(token)
        if registration is None:
            response = render(request, "registrations/link_ended.html", status=404)
        else:
            response = view(request, registration, token)
        response["X-Robots-Tag"] = "noindex"
        return response

    return personal_link("registrations.own")(never_cache(page))


@_by_link
def own(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Where one stands, in words, and what one can do."""
    consultation = registration.consultation
    answers = list(registration.answers.select_related("question"))
    context = {
        "consultation": consultation,
        "registration": registration,
        "token": token,
        "sentence": REGISTRATION.states[registration.status].public,
        "pending": registration.status == RegistrationState.PENDING,
        "withdrawn": registration.status == RegistrationState.WITHDRAWN,
        "answers": [(row.question.label, in_words(row.question, row.value)) for row in answers],
        "missing": asking.missing(
            questions_of(consultation.pk), {row.question_id: row.value for row in answers}, by=BEFORE_THE_EVENT
        ),
        "preferences": list(registration.preference_links.select_related("group")),
        "sections": sections_for(registration),
        "may_register": call_phase(consultation, now()) == "open",
    }
    return render(request, "registrations/own.html", context)


@_by_link
@require_POST
def own_confirm(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Confirm that one wishes to take part."""
    try:
        registering.confirm(registration=registration)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("registrations:own", token)


@_by_link
def own_change(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Change one's answers."""
    consultation = registration.consultation
    form = RegistrationForm(
        request.POST or None,
        consultation=consultation,
        groups=_groups(consultation),
        registration=registration,
    )
    if request.method == "POST" and form.is_valid():
        try:
            registering.change_answers(registration=registration, answers=form.answers())
            messages.success(request, _("Your answers are saved."))
            return redirect("registrations:own", token)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {"consultation": consultation, "registration": registration, "token": token, "form": form}
    return render(request, "registrations/own_change.html", context)


@_by_link
def own_withdraw(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Withdraw, after being asked once."""
    if request.method == "POST":
        registering.withdraw(registration=registration)
        messages.success(request, _("You have withdrawn."))
        return redirect("registrations:own", token)
    context = {"consultation": registration.consultation, "registration": registration, "token": token}
    return render(request, "registrations/own_withdraw.html", context)


@_by_link
def own_export(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Everything we keep about the participant, as a file."""
    response = JsonResponse(own_data.own_data(registration), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{registration.consultation.slug}-my-data.json"'
    return response


@_by_link
def own_erase(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Erase one's data, after being asked once."""
    consultation = registration.consultation
    if request.method == "POST":
        own_data.erase(registration=registration)
        return render(request, "registrations/erased.html", {"consultation": consultation})
    context = {"consultation": consultation, "registration": registration, "token": token}
    return render(request, "registrations/own_erase.html", context)
