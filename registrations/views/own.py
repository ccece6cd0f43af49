"""What the holder of a personal link sees and can do: where she stands, her answers, her data."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from consultations import asking
from consultations.access import personal_link
from consultations.asking import in_words
from consultations.models import RequiredBy
from consultations.reading import call_phase
from registrations.actions import own_data, registering
from registrations.actions.answers import questions_of
from registrations.actions.companions import MOST, companions_of
from registrations.actions.registering import position_of
from registrations.consents import agreements_of
from registrations.forms.registration import RegistrationForm
from registrations.models import Registration, RegistrationState
from registrations.personal import sections_for
from registrations.states import REGISTRATION, SUPPORT
from registrations.views.participant import groups_of

BEFORE_THE_EVENT = (RequiredBy.FORM, RequiredBy.EVENT)


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Read the link and pass the registration; a link that is wrong, too old or replaced opens nothing."""

    @wraps(view)
    def page(request: HttpRequest, token: str) -> HttpResponse:
        registration = registering.registration_for(token)
        if registration is None:
            ended = {"consultation": registering.consultation_of(token)}
            response = render(request, "registrations/link_ended.html", ended, status=404)
        else:
            response = view(request, registration, token)
        response["X-Robots-Tag"] = "noindex"
        return response

    return personal_link("registrations.own")(never_cache(page))


@by_link
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
        "support": [
            (one, one.get_kind_display(), SUPPORT.states[one.status].public)
            for one in registration.support_requests.all()
        ],
        "join_link": consultation.venue if consultation.venue.startswith(("https://", "http://")) else "",
        "agreements": agreements_of(registration),
        "companions": list(companions_of(registration)),
        "most_companions": MOST,
        "position": position_of(registration),
        "may_change": not consultation.is_over and registration.status != RegistrationState.WITHDRAWN,
        "preferences": list(registration.preference_links.select_related("group")),
        "sections": sections_for(registration),
        "may_register": call_phase(consultation, now()) == "open",
    }
    return render(request, "registrations/own.html", context)


@by_link
@require_POST
def own_confirm(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Confirm that one wishes to take part."""
    try:
        registering.confirm(registration=registration)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("registrations:own", token)


@by_link
def own_change(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Change one's answers."""
    consultation = registration.consultation
    form = RegistrationForm(
        request.POST or None,
        consultation=consultation,
        groups=[] if registration.assists_id else groups_of(consultation),
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


@by_link
def own_withdraw(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Withdraw, after being asked once."""
    if request.method == "POST":
        registering.withdraw(registration=registration)
        messages.success(request, _("You have withdrawn."))
        return redirect("registrations:own", token)
    context = {"consultation": registration.consultation, "registration": registration, "token": token}
    return render(request, "registrations/own_withdraw.html", context)


@by_link
def own_export(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Everything we keep about the participant, as a file."""
    response = JsonResponse(own_data.own_data(registration), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{registration.consultation.slug}-my-data.json"'
    return response


@by_link
def own_erase(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Erase one's data, after being asked once."""
    consultation = registration.consultation
    if request.method == "POST":
        own_data.erase(registration=registration)
        return render(request, "registrations/erased.html", {"consultation": consultation})
    context = {"consultation": consultation, "registration": registration, "token": token}
    return render(request, "registrations/own_erase.html", context)
