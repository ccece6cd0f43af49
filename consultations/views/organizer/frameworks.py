"""Frameworks, their objectives and the series on them: entered once, for all consultations."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.errors import Refused
from consultations.access import SignedInRequest, listing
from consultations.actions import frameworks as actions
from consultations.actions.series import own_series
from consultations.forms.frameworks import FrameworkForm, SeriesForm
from consultations.known import frameworks_known_to
from consultations.models import Framework
from consultations.objective_files import lines_of


@listing("consultations.keep_frameworks")
def frameworks(request: SignedInRequest) -> HttpResponse:
    """What there is to consult on."""
    numbers = frameworks_known_to(request.user).annotate(
        objective_count=Count("objectives", distinct=True), series_count=Count("series", distinct=True)
    )
    return render(request, "consultations/frameworks.html", {"frameworks": numbers})


@listing("consultations.keep_frameworks")
def framework_new(request: SignedInRequest) -> HttpResponse:
    """A framework from its title and a list of objectives."""
    form = _form(request)
    if request.method == "POST" and "read" not in request.POST and form.is_valid():
        try:
            made = actions.add_framework(**form.facts())
            messages.success(request, _("The framework is saved. Now begin a series on it."))
            return redirect("consultations:framework", made.key)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return render(request, "consultations/framework_new.html", {"form": form})


@listing("consultations.keep_frameworks")
def framework(request: SignedInRequest, key: str) -> HttpResponse:
    """One framework: its series, and its objectives to correct."""
    found = get_object_or_404(frameworks_known_to(request.user), key=key)
    changing = actions.may_change(request.user, found)
    form = _form(request, found)
    if request.method == "POST":
        if not changing:
            raise Http404
        if "read" not in request.POST and form.is_valid() and _saved(request, form, found):
            return redirect("consultations:framework", found.key)
    series = list(found.series.annotate(consultation_count=Count("consultations")))
    context: dict[str, Any] = {
        "framework": Framework.objects.get(pk=found.pk),  # the form writes what was typed into its own
        "objectives": found.objectives.all(),
        "series": series,
        "changing": own_series(request.user, series),
        "form": form if changing else None,
    }
    return render(request, "consultations/framework.html", context)


@listing("consultations.keep_frameworks")
def series_new(request: SignedInRequest, key: str) -> HttpResponse:
    """A series of consultations on a framework."""
    found = get_object_or_404(frameworks_known_to(request.user), key=key)
    form = SeriesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_series(framework=found, **form.cleaned_data)
            messages.success(request, _("The series is saved."))
            return redirect("consultations:framework", found.key)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return render(request, "consultations/series_new.html", {"form": form, "framework": found})


def _form(request: SignedInRequest, found: Framework | None = None) -> FrameworkForm:
    """The form as it was sent; where a file is to be read, with its rows in place of the objectives typed."""
    if request.method != "POST":
        return FrameworkForm(instance=found)
    if "read" not in request.POST:
        return FrameworkForm(request.POST, instance=found)
    data = request.POST.copy()
    refused = ""
    file = request.FILES.get("file")
    try:
        if not isinstance(file, UploadedFile):
            raise Refused(_("Choose a file first."), field="file")
        data["objectives"] = lines_of(file)
    except Refused as refusal:
        refused = str(refusal)
    form = FrameworkForm(data, instance=found)
    form.show_only(refused)
    return form


def _saved(request: SignedInRequest, form: FrameworkForm, found: Framework) -> bool:
    try:
        actions.change_framework(framework=found, actor=request.user, **form.facts())
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
        return False
    messages.success(request, _("The framework is saved."))
    return True
