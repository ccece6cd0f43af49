"""Applying to co-organize, without an account: what an applicant meets, opened by a personal link."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from accounts.limits import connection_of, within_limit
from consultations.access import for_action, personal_link
from consultations.actions import applications
from consultations.actions.application_parts import missing_in
from consultations.forms.application import ApplicationForm
from consultations.models import Application, ApplicationState, Consultation
from consultations.reading import call_of, call_phase, takes_answers
from consultations.states import APPLICATION
from consultations.views.files import as_attachment

HOUR = 3600
FORMS_PER_CONNECTION = 30
LETTERS_PER_ADDRESS = 5


@for_action("consultations.apply")
def apply(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The form. Whatever address is typed, the answer is the same page. Who is too late keeps what was typed."""
    phase = call_phase(consultation, now())
    if phase != "open" and request.method != "POST":
        context = {"consultation": consultation, "call": call_of(consultation), "phase": phase}
        return render(request, "consultations/apply_closed.html", context, status=403)
    form = ApplicationForm(*_sent(request), consultation=consultation, draft="keep" in request.POST)
    if request.method == "POST" and form.is_valid():
        try:
            _start(request, consultation, form)
            return redirect("consultations:apply_sent", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    page = {"consultation": consultation, "call": call_of(consultation), "form": form}
    return render(request, "consultations/apply.html", page, status=200 if phase == "open" else 403)


def _start(request: HttpRequest, consultation: Consultation, form: ApplicationForm) -> None:
    if not within_limit("apply", connection_of(request), most=FORMS_PER_CONNECTION, seconds=HOUR):
        raise Refused(_("Many applications came from your connection. Please try again in an hour."))
    answers = form.answers()
    # Beyond the limit the draft is kept but no letter goes out: its owner has several links already.
    letter = within_limit("apply-letter", answers.contact_email.lower(), most=LETTERS_PER_ADDRESS, seconds=HOUR)
    applications.start_application(consultation=consultation, answers=answers, send_link=letter)


@for_action("consultations.apply")
def apply_sent(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """What happens next, the same for everyone."""
    return render(request, "consultations/apply_sent.html", {"consultation": consultation})


def _opened_by_link(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponse]:
    """Read the link and pass the application; a link that is wrong or too old is a page that does not exist."""

    @wraps(view)
    def page(request: HttpRequest, token: str) -> HttpResponseBase:
        application = applications.application_for(token)
        if application is None:
            raise Http404
        return view(request, application, token)

    return personal_link("consultations.keep_application")(never_cache(page))


@_opened_by_link
def application(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    """The application, its state in words, and what its author can do now."""
    return render(request, "consultations/application.html", _page(application, token))


@_opened_by_link
def application_edit(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    """Change a draft or a sent application while the call is open. A draft may be kept with gaps in it."""
    page = _page(application, token)
    if not page["may_change"]:
        return redirect("consultations:application", token)
    form = ApplicationForm(
        *_sent(request),
        consultation=application.consultation,
        application=application,
        draft="keep" in request.POST and page["is_draft"],
    )
    if request.method == "POST" and form.is_valid():
        try:
            applications.change_application(application=application, answers=form.answers())
            messages.success(request, _("Your changes are saved."))
            return redirect("consultations:application", token)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return render(request, "consultations/application_edit.html", {**page, "form": form})


@_opened_by_link
@require_POST
def application_save(request: HttpRequest, application: Application, token: str) -> JsonResponse:
    """Keep a draft while it is written, for static/js/draft.js; a file is sent with the form itself."""
    form = ApplicationForm(request.POST, consultation=application.consultation, application=application, draft=True)
    if application.state != ApplicationState.DRAFT:
        return JsonResponse({"words": _("It is sent already. Press “Save” to change it.")}, status=422)
    if not form.is_valid():
        labels = ", ".join(str(form.fields[name].label) for name in form.errors if name in form.fields)
        return JsonResponse({"words": _("Not saved yet. Please look at: %(fields)s") % {"fields": labels}}, status=422)
    answers = replace(form.answers(), remove_file=False)
    try:
        applications.change_application(application=application, answers=answers)
    except Refused as refusal:
        return JsonResponse({"words": str(refusal)}, status=422)
    return JsonResponse({"words": _("Saved on the server.")})


@_opened_by_link
def application_file(request: HttpRequest, application: Application, token: str) -> FileResponse:
    """The author's own file."""
    return as_attachment(application.file, application.file_name)


@_opened_by_link
@require_POST
def application_submit(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    """Send the draft to the organizers."""
    try:
        applications.submit_application(application=application)
        messages.success(request, _("Your application is sent. We wrote to you so that you have it in writing."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("consultations:application", token)


@_opened_by_link
def application_withdraw(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    """Ask once, then withdraw."""
    page = _page(application, token)
    if request.method == "POST":
        try:
            applications.withdraw_application(application=application)
            messages.success(request, _("Your application is withdrawn."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("consultations:application", token)
    if not page["may_withdraw"]:
        return redirect("consultations:application", token)
    return render(request, "consultations/application_withdraw.html", page)


def _sent(request: HttpRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _page(application: Application, token: str) -> dict[str, Any]:
    is_open = takes_answers(application.consultation, now(), application.created_at)
    return {
        "application": application,
        "consultation": application.consultation,
        "call": call_of(application.consultation),
        "token": token,
        "objectives": [link.objective for link in application.objective_links.select_related("objective")],
        "words": APPLICATION.states[application.state].public,
        "is_draft": application.state == ApplicationState.DRAFT,
        "is_open": is_open,
        "missing": missing_in(application) if application.state == ApplicationState.DRAFT else [],
        "may_change": is_open and application.state in (ApplicationState.DRAFT, ApplicationState.SUBMITTED),
        "may_send": is_open and APPLICATION.allows(application.state, ApplicationState.SUBMITTED),
        "may_withdraw": APPLICATION.allows(application.state, ApplicationState.WITHDRAWN),
    }
