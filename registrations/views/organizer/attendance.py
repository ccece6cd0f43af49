"""On the day: who is expected and who is here, one button each; who came unregistered; the printed list; the rules."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from registrations import attendance_list as lists
from registrations.actions import attending
from registrations.actions.walk_ins import register_walk_in
from registrations.forms.attendance import RulesForm, walk_in_form
from registrations.models import AttendanceSource, Registration, RegistrationState

PER_PAGE = 100
SHOWN = {"missing": {"present__isnull": True}, "here": {"present": True}}
"""How the list can be narrowed."""


@team_page("registrations.manage_registrations")
def attendance(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Who is expected, by name, with a button each; late arrivals from the waiting list too."""
    everybody = lists.expected(consultation)
    typed = request.GET.get("q", "").strip()
    show = request.GET.get("show", "")
    people = lists.searched(everybody, typed).filter(**SHOWN.get(show, {}))
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    minutes = attending.minutes_by_reports(consultation, [one.pk for one in page])
    context = {
        "consultation": consultation,
        "stage": "registration",
        "page_obj": page,
        "rows": [(one, minutes.get(one.pk)) for one in page],
        "counts": lists.counts_of(consultation),
        "remarks": lists.remarks_of(consultation),
        "q": typed,
        "show": show if show in SHOWN else "",
        "said": [source.value for source in attending.SAID],
    }
    return render(request, "registrations/attendance.html", context)


@team_page("registrations.manage_registrations")
@require_POST
def check_in(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """One tap: "here", "away" or "undo" holds the key; "leave" leaves what is recorded though she says otherwise."""
    verb = next((name for name in ("here", "away", "undo", "leave") if name in request.POST), "")
    key = request.POST.get(verb, "")
    people = Registration.objects.filter(consultation=consultation).select_related("consultation")
    registration = get_object_or_404(people, key=key)
    if verb == "leave":
        attending.dismiss_remark(registration=registration, actor=request.user)
    elif verb == "undo":
        attending.undo_attendance(registration=registration, actor=request.user)
    else:
        source = AttendanceSource.MANUAL if "set" in request.POST or verb == "away" else AttendanceSource.CHECK_IN
        attending.record_attendance(
            registration=registration, present=verb == "here", source=source, actor=request.user
        )
    back = reverse("registrations:attendance", args=[consultation.slug])
    query = request.POST.get("back", "")
    return redirect(f"{back}?{query}#{key}" if query else f"{back}#{key}")


@team_page("registrations.manage_registrations")
def walk_in(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Register somebody who stands at the door."""
    form = walk_in_form(request.POST or None, consultation, name=request.GET.get("q", ""))
    if request.method == "POST" and form.is_valid():
        try:
            one = register_walk_in(
                consultation=consultation,
                answers=form.answers(),
                agreed=form.cleaned_data["agreed"],
                mark=form.cleaned_data["mark"],
                actor=request.user,
            )
            messages.success(request, _("%(name)s is registered and here.") % {"name": one.shown_name})
            return redirect("registrations:attendance", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
            form.renew()
    context = {"consultation": consultation, "stage": "registration", "form": form}
    return render(request, "registrations/walk_in.html", context)


@team_page("registrations.manage_registrations")
def attendance_print(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """The list for paper: the names that others may see, and no address."""
    people = lists.expected(consultation).filter(status=RegistrationState.CONFIRMED)
    rows = people.values_list("shown", "its_organization", "present")
    context = {"consultation": consultation, "stage": "registration", "rows": list(rows), "blank": range(8)}
    return render(request, "registrations/attendance_print.html", context)


@team_page("registrations.manage_registrations")
def attendance_rules(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """From when somebody attended, and whether certificates are given."""
    rules = attending.rules_of(consultation)
    names = ("least_minutes", "certificates", "signed_by")
    form = RulesForm(request.POST or None, initial={name: getattr(rules, name) for name in names})
    if request.method == "POST" and form.is_valid():
        attending.set_rules(consultation=consultation, actor=request.user, **form.cleaned_data)
        messages.success(request, _("This is how attendance is counted and certified now."))
        return redirect("registrations:attendance_rules", consultation.slug)
    context: dict[str, Any] = {"consultation": consultation, "stage": "registration", "form": form, "rules": rules}
    if rules.certificates:
        context["letter"] = _letter_of_certificates()
    return render(request, "registrations/attendance_rules.html", context)


def _letter_of_certificates() -> str:
    """What leads to a mailing to everybody who attended, already worded."""
    body = _(
        "Dear {{ name }},\n\nthank you for attending “{{ title }}”. Your certificate of attendance is on "
        "[your own page]({{ link }}): choose the name that it should carry, and take it as a PDF.\n\n"
        "Kind regards,\nThe secretariat"
    )
    subject = _("Your certificate of attendance: {{ title }}")
    return urlencode({"audience": "registrations", "attended": "yes", "subject": subject, "body": body})
