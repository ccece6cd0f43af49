"""Reminders: set up by an organizer, made into a held mailing by the clock, each once."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.errors import Refused
from accounts.models import User
from consultations.actions import audit, mailings
from consultations.calendar import PUBLISH, programme_calendar
from consultations.mailing_reach import reach_of
from consultations.models import Consultation, Mailing, MailingFile, Reminder, Visibility
from consultations.reminders import KINDS, MOST_HOURS, Kind, language_of, reminder_of


@transaction.atomic
def set_up(
    *, consultation: Consultation, by: User, kind: str, on: bool, hours: int, subject: str, body: str
) -> Reminder:
    """Write a reminder and switch it on or off.

    One that was made already is made again only where its time is still to come. Raises Refused.
    """
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    known = KINDS[kind]
    reminder = _locked(consultation, kind)
    subject = mailings.checked_words(subject, body)
    if not 1 <= hours <= MOST_HOURS:
        raise Refused(_("Between 1 and %(most)d hours.") % {"most": MOST_HOURS}, field="hours")
    if on:
        _check_time(known, consultation, hours, again=reminder.made_at is not None)
        reminder.made_at = reminder.mailing = None
    reminder.on, reminder.hours, reminder.subject, reminder.body, reminder.set_by = on, hours, subject, body, by
    reminder.save()
    verb = "reminder.on" if on else "reminder.off"
    audit.record(consultation=consultation, actor=by, verb=verb, subject=kind)
    return reminder


@transaction.atomic
def translate(*, consultation: Consultation, by: User, kind: str, language: str, subject: str, body: str) -> Reminder:
    """Write a reminder in one more language; both parts empty take the language out again. Raises Refused."""
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    reminder = _locked(consultation, kind)
    if language == language_of(consultation):
        raise Refused(_("The letter is written in this language already."))
    if subject.strip() or body.strip():
        reminder.translations[language] = {"subject": mailings.checked_words(subject, body), "body": body}
    else:
        reminder.translations.pop(language, None)
    reminder.save(update_fields=["translations"] if reminder.pk else None)
    audit.record(consultation=consultation, actor=by, verb="reminder.translated", subject=kind, language=language)
    return reminder


def _locked(consultation: Consultation, kind: str) -> Reminder:
    """The reminder, so that no clock makes a mailing of it meanwhile; as it is offered where there is none yet."""
    known = Reminder.objects.select_for_update(of=("self",)).filter(consultation=consultation, kind=kind).first()
    return known or reminder_of(consultation, KINDS[kind])


def make_due() -> int:
    """Make a held mailing of every reminder whose time has come; returns how many."""
    waiting = Reminder.objects.filter(on=True, made_at=None, consultation__visibility=Visibility.PUBLIC)
    at = now()
    due = [item.pk for item in waiting.select_related("consultation__call") if is_due(item, at)]
    return sum(_make(pk) for pk in due)


def is_due(reminder: Reminder, at: datetime) -> bool:
    """Whether its time has come and not gone."""
    kind = KINDS.get(reminder.kind)
    if kind is None:
        return False
    due_at = kind.due_at(reminder.consultation, reminder.hours)
    return due_at is not None and due_at <= at and not kind.is_over(reminder.consultation, at)


@transaction.atomic
def _make(pk: int) -> bool:
    """Of two clocks that come at once, the second finds it made."""
    reminder = (
        Reminder.objects.select_for_update(of=("self",))
        .select_related("consultation__series", "consultation__call", "set_by")
        .filter(pk=pk, on=True, made_at=None)
        .first()
    )
    if reminder is None or not is_due(reminder, now()):
        return False
    mailing = mailing_for(reminder)
    reminder.made_at = now()
    if reach_of(mailing).recipients:
        mailing.save()
        if KINDS[reminder.kind].calendar:
            _attach_programme(mailing)
        mailings.hold(mailing)
        reminder.mailing = mailing
    reminder.save(update_fields=["made_at", "mailing"])
    verb = "reminder.made" if reminder.mailing else "reminder.nobody"
    audit.record(consultation=reminder.consultation, actor=None, verb=verb, subject=reminder.kind)
    return reminder.mailing is not None


def mailing_for(reminder: Reminder) -> Mailing:
    """The mailing that a reminder becomes, not saved. Whoever set it up answers for it."""
    kind = KINDS[reminder.kind]
    return Mailing(
        consultation=reminder.consultation,
        subject=reminder.subject,
        body=reminder.body,
        language=language_of(reminder.consultation),
        translations=reminder.translations,
        audience={"key": kind.audience, "filters": {name: list(values) for name, values in kind.filters.items()}},
        created_by=reminder.set_by,
        sent_by=reminder.set_by,
    )


def _attach_programme(mailing: Mailing) -> None:
    consultation = mailing.consultation
    if not consultation.sessions.exists():
        return
    url = settings.SITE_URL + reverse("consultations:programme", args=[consultation.slug])
    content = programme_calendar(consultation, url=url)
    media_type = f"text/calendar; charset=utf-8; method={PUBLISH}"
    MailingFile.objects.create(mailing=mailing, name="programme.ics", media_type=media_type, content=content)


def _check_time(kind: Kind, consultation: Consultation, hours: int, *, again: bool) -> None:
    due_at = kind.due_at(consultation, hours)
    if due_at is None:
        raise Refused(_("There is no call yet, so there is no moment to count from."), field="hours")
    if kind.is_over(consultation, now()):
        raise Refused(_("The moment is over, so there is nothing left to remind of."), field="hours")
    if again and due_at <= now():
        raise Refused(
            _("This reminder was sent already. To send it again, choose a time that is still to come."), field="hours"
        )
