"""A series by screen: what its consultations share, and the principles that they can be held to."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.errors import Refused
from consultations.access import SignedInRequest, listing
from consultations.actions import series as actions
from consultations.forms.series import PrincipleForms, SeriesFactsForm, principles_of
from consultations.known import frameworks_known_to
from consultations.models import Series


@listing("consultations.keep_frameworks")
def series(request: SignedInRequest, key: str, series: str) -> HttpResponse:
    """One series of a framework."""
    framework = get_object_or_404(frameworks_known_to(request.user), key=key)
    found = get_object_or_404(framework.series, key=series)
    if not actions.may_change(request.user, found):
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = SeriesFactsForm(sent, instance=found)
    rows = PrincipleForms(sent, initial=principles_of(found), prefix="principle")
    if sent is not None and form.is_valid() and rows.is_valid():
        lines = [line for row in rows if (line := row.line())]
        try:
            actions.change_series(series=found, actor=request.user, principles=lines, **form.cleaned_data)
            messages.success(request, _("The series is saved."))
            return redirect("consultations:series", framework.key, found.key)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {
        "framework": framework,
        "title": Series.objects.values_list("title", flat=True).get(pk=found.pk),
        "form": form,
        "rows": rows,
    }
    return render(request, "consultations/series.html", context)
