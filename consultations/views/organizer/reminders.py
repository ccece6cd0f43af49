"""Reminders: which there are, when each leaves, and in which words."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from consultations import mailing_reach
from consultations.access import SignedInRequest, team_page
from consultations.actions import reminders as actions
from consultations.forms.choices import languages
from consultations.forms.mailings import ReminderForm, WordsForm, placeholder_words
from consultations.letters import direction
from consultations.models import Consultation, Reminder, Visibility
from consultations.reminders import KINDS, Kind, all_kinds, language_of, reminder_of
from consultations.templatetags.openfloor import language_name


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
    written_in = language_of(consultation)
    context = {
        "consultation": consultation,
        "form": form,
        "kind": known,
        "instant": known.instant(consultation),
        "number": len(mailing_reach.reach_of(actions.mailing_for(item)).recipients),
        "placeholders": placeholder_words(),
        "written_in": language_name(written_in),
        "languages": [(tag, language_name(tag)) for tag in sorted(item.translations)],
        "more_languages": [
            (tag, name)
            for tag, name in languages(consultation.languages)
            if tag != written_in and tag not in item.translations
        ],
    }
    return render(request, "consultations/reminder.html", context)


@team_page("consultations.manage")
def reminder_language(request: SignedInRequest, consultation: Consultation, kind: str, tag: str) -> HttpResponse:
    """A reminder in one more language."""
    if kind not in KINDS:
        raise Http404
    item = reminder_of(consultation, KINDS[kind])
    if tag not in dict(languages(consultation.languages)) and tag not in item.translations:
        raise Http404
    back = reverse("consultations:reminder", args=[consultation.slug, kind])
    form = WordsForm(request.POST if request.method == "POST" else None, initial=item.translations.get(tag))
    take_out = "take_out" in request.POST
    if request.method == "POST" and (take_out or form.is_valid()):
        words = {"subject": "", "body": ""} if take_out else form.cleaned_data
        try:
            actions.translate(consultation=consultation, by=request.user, kind=kind, language=tag, **words)
            return redirect(back)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {
        "consultation": consultation,
        "first": {"language": language_of(consultation), "subject": item.subject, "body": item.body},
        "back": back,
        "form": form,
        "language": language_name(tag),
        "tag": tag,
        "direction": direction(tag),
        "there": tag in item.translations,
        "placeholders": placeholder_words(),
    }
    return render(request, "consultations/letter_language.html", context)
