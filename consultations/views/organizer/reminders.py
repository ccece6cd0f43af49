"""Reminders: which there are, when each leaves, and in which words."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from consultations import mailing_reach
from consultations.access import SignedInRequest, team_page
from consultations.actions import reminders as actions
from consultations.forms.mailings import ReminderForm, placeholder_words
from consultations.models import Consultation, Reminder, Visibility
from consultations.reminders import KINDS, Kind, all_kinds, reminder_of


@team_page("consultations.see_mail")
def reminders(request: SignedInRequest, consultation: Consultation) -> HttpResponse:
    """Every kind of reminder, whether it is on, and when it leaves or left."""
    known = {item.kind: item for item in consultation.reminders.select_related("mailing")}
    rows = [_row(consultation, kind, known.get(kind.key)) for kind in all_kinds()]
    context = {
        "consultation": consultation,
        "rows": rows,
        "hidden": consultation.visibility != Visibility.PUBLIC,
    }
    return render(request, "consultations/reminders.html", context)


def _row(consultation: Consultation, kind: Kind, reminder: Reminder | None) -> dict[str, Any]:
    """`state`: off, waits (with its time), made, nobody (none was left to remind), missed, or over."""
    due_at = kind.due_at(consultation, reminder.hours if reminder else kind.hours)
    over = kind.is_over(consultation, now())
    if reminder is not None and reminder.made_at is not None:
        state = "made" if reminder.mailing else "nobody"
    elif reminder is not None and reminder.on:
        state = "missed" if over else "waits"
    else:
        state = "over" if over else "off"
    return {"kind": kind, "reminder": reminder, "due_at": due_at, "state": state}


@team_page("consultations.manage")
def reminder(request: SignedInRequest, consultation: Consultation, kind: str) -> HttpResponse:
    """Set one up."""
    if kind not in KINDS:
        raise Http404
    known = KINDS[kind]
    item = reminder_of(consultation, known)
    initial = {"on": item.on and not item.made_at, "hours": item.hours, "subject": item.subject, "body": item.body}
    form = ReminderForm(request.POST if request.method == "POST" else None, kind=known, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.set_up(consultation=consultation, by=request.user, kind=kind, **form.cleaned_data)
            messages.success(request, _("The reminder is on.") if saved.on else _("Saved. The reminder is off."))
            return redirect("consultations:reminders", consultation.slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    item.set_by = request.user
    context = {
        "consultation": consultation,
        "form": form,
        "kind": known,
        "instant": known.instant(consultation),
        "number": len(mailing_reach.reach_of(actions.mailing_for(item)).recipients),
        "placeholders": placeholder_words(),
    }
    return render(request, "consultations/reminder.html", context)
