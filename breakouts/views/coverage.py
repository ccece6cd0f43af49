"""The coverage grid: what the notes answer, and blanks to confirm."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.errors import Refused
from breakouts.actions.blanks import confirm_blanks, withdraw_blank
from breakouts.coverage import coverage
from breakouts.forms.coverage import BlanksForm
from breakouts.models import ConfirmedBlank
from consultations.access import SignedInRequest, team_page
from consultations.models import Consultation, WorkingGroup


@never_cache
@require_GET
@team_page("breakouts.see_notes")
def grid(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """A table for each group: purposes down, objectives across."""
    return _page(request, consultation)


@require_POST
@team_page("breakouts.accept_notes")
def confirm(request: SignedInRequest, consultation: Consultation, number: int) -> HttpResponse:
    """Confirm the ticked blanks of a group, or all of them."""
    group = get_object_or_404(WorkingGroup, consultation=consultation, number=number)
    table = next(table for table in coverage(consultation).groups if table.group.pk == group.pk)
    form = BlanksForm(request.POST, grid=table)
    if form.is_valid():
        try:
            done = confirm_blanks(
                consultation=consultation,
                actor=request.user,
                group=group,
                places=form.chosen(),
                reason=form.cleaned_data["reason"],
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            words = ngettext(
                "%(n)d blank of group %(group)d confirmed.", "%(n)d blanks of group %(group)d confirmed.", done
            )
            messages.success(request, words % {"n": done, "group": number})
            return _back(consultation, number)
    return _page(request, consultation, wrong=(number, form))


@require_POST
@team_page("breakouts.accept_notes")
def withdraw(request: SignedInRequest, consultation: Consultation, pk: int) -> HttpResponse:
    """Leave a blank open again."""
    blank = get_object_or_404(ConfirmedBlank.objects.select_related("group"), pk=pk, consultation=consultation)
    withdraw_blank(blank=blank, actor=request.user)
    messages.success(request, _("This blank is open again."))
    return _back(consultation, blank.group.number)


def _back(consultation: Consultation, number: int) -> HttpResponse:
    return redirect(f"{reverse('breakouts:coverage', args=[consultation.slug])}#group-{number}")


def _page(
    request: SignedInRequest, consultation: Consultation, wrong: tuple[int, BlanksForm] | None = None
) -> HttpResponse:
    """`wrong` is a form that could not be taken, with the number of its group."""
    found = coverage(consultation)
    tables = [
        (table, wrong[1] if wrong and wrong[0] == table.group.number else BlanksForm(grid=table))
        for table in found.groups
    ]
    context = {
        "consultation": consultation,
        "stage": "notes",
        "coverage": found,
        "tables": tables,
        "may_confirm": request.user.has_perm("breakouts.accept_notes", consultation),
        "form": wrong[1] if wrong else None,
    }
    return render(request, "breakouts/coverage.html", context, status=422 if wrong else 200)
