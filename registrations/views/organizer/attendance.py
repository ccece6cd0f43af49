"""Recording who attended: one button for each person, or the meeting platform's report."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.errors import Refused
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation
from registrations.actions.attending import record_attendance
from registrations.actions.importing import import_attendance
from registrations.forms.organizer import AttendanceFileForm
from registrations.lists import registrations_of
from registrations.models import AttendanceSource, Registration, RegistrationState

PER_PAGE = 100
SALT = "openfloor.attendance-report"
TRIED_FOR = 3600


@team_page("registrations.manage_registrations")
def attendance(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Who is expected, by name, with a button each; late arrivals from the waiting list too."""
    expected = (
        registrations_of(consultation)
        .filter(status__in=[RegistrationState.CONFIRMED, RegistrationState.WAITLISTED])
        .annotate(present=F("attendance__present"))
        .order_by("shown", "pk")
    )
    typed = request.GET.get("q", "").strip()
    if typed:
        expected = expected.filter(
            Q(shown__icontains=typed) | Q(name__icontains=typed) | Q(its_organization__icontains=typed)
        )
    page = Paginator(expected, PER_PAGE).get_page(request.GET.get("page"))
    here = Registration.objects.filter(consultation=consultation).attended().counted().count()
    context = {"consultation": consultation, "stage": "registration", "page_obj": page, "here": here, "q": typed}
    return render(request, "registrations/attendance.html", context)


@team_page("registrations.manage_registrations")
@require_POST
def check_in(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Somebody is here ("here" holds the key), or was ticked by mistake ("away")."""
    present = "here" in request.POST
    key = request.POST.get("here") or request.POST.get("away") or ""
    people = Registration.objects.filter(consultation=consultation).select_related("consultation")
    registration = get_object_or_404(people, key=key)
    record_attendance(registration=registration, present=present, source=AttendanceSource.CHECK_IN, actor=request.user)
    back = reverse("registrations:attendance", args=[consultation.slug])
    query = request.POST.get("back", "")
    return redirect(f"{back}?{query}#{key}" if query else f"{back}#{key}")


@team_page("registrations.manage_registrations")
def attendance_file(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Try a report first, then take it: nothing is written before the second step."""
    if "tried" in request.POST:
        return _take(request, consultation)
    form = AttendanceFileForm(request.POST or None, request.FILES or None, initial={"timezone": consultation.timezone})
    context = {"consultation": consultation, "stage": "registration", "form": form}
    if request.method == "POST" and form.is_valid():
        content, zone = form.cleaned_data["file"].read(), form.cleaned_data["timezone"]
        try:
            done = import_attendance(consultation=consultation, content=content, zone=ZoneInfo(zone), dry_run=True)
        except Refused as refusal:
            for line in str(refusal).splitlines()[:50]:
                form.add_error("file", line)
        else:
            tried = signing.dumps([content.hex(), zone, consultation.slug], salt=SALT, compress=True)
            return render(request, "registrations/attendance_tried.html", {**context, "done": done, "tried": tried})
    return render(request, "registrations/attendance_file.html", context)


def _take(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """The second step. The report travels signed inside the page, so that nothing of it is kept on the way."""
    try:
        content, zone, slug = signing.loads(request.POST["tried"], salt=SALT, max_age=TRIED_FOR)
        if slug != consultation.slug:
            raise signing.BadSignature
        done = import_attendance(
            consultation=consultation, content=bytes.fromhex(content), zone=ZoneInfo(zone), actor=request.user
        )
    except (signing.BadSignature, Refused):
        messages.error(request, _("The report was not taken. Please choose the file once more."))
        return redirect("registrations:attendance_file", consultation.slug)
    words = ngettext(
        "%(new)s person is newly recorded as present.", "%(new)s people are newly recorded as present.", done.new
    )
    messages.success(request, words % {"new": done.new})
    return redirect("registrations:attendance", consultation.slug)
