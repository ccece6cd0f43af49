"""Registering without an account, and having one's personal link sent again."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _lazy

from accounts.errors import Refused
from accounts.limits import connection_of, within_limit
from consultations.access import for_action
from consultations.begun import begun_at, kept_mark
from consultations.models import Consultation, RequiredBy, WorkingGroup
from consultations.reading import call_of, call_phase, grace_words, takes_answers
from registrations.actions import registering
from registrations.forms.registration import AddressForm, RegistrationForm

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
    form = RegistrationForm(request.POST or None, consultation=consultation, groups=groups_of(consultation))
    if request.method == "POST" and form.is_valid():
        try:
            require_patience(request)
            if letter_due(form.cleaned_data["email"]):
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
            require_patience(request)
            address = form.cleaned_data["email"]
            if letter_due(address):
                registering.send_link(consultation=consultation, email=address)
            return redirect("registrations:link_sent", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return render(request, "registrations/link_again.html", {"consultation": consultation, "form": form})


@for_action("registrations.register")
def link_sent(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The same words for everyone."""
    return render(request, "registrations/link_sent.html", {"consultation": consultation})


def require_patience(request: HttpRequest) -> None:
    if not within_limit("register", connection_of(request), most=FORMS_PER_CONNECTION, seconds=HOUR):
        raise Refused(TOO_MANY)


def letter_due(address: str) -> bool:
    """Whether this address may get one more letter; past the limit nothing is sent, and nothing is said of it."""
    return within_limit("register-letter", address.lower(), most=LETTERS_PER_ADDRESS, seconds=HOUR)


def groups_of(consultation: Consultation) -> list[WorkingGroup]:
    """The working groups, with their objectives where a group has no title of its own."""
    groups = list(consultation.working_groups.all())
    untitled = [group for group in groups if not group.title]
    prefetch_related_objects(untitled, "objective_links__objective")
    return groups
