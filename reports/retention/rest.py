"""Applications, the team, mail, and the records that the machinery keeps of its own work."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from accounts.models import Job, KeptMail
from consultations.models import Application, ApplicationState, Message, MessageState, Review, TeamInvitation
from reports.models import PurgeRun
from reports.retention.rule import YEAR, Past, Rows, Rule, Since

_MONTH = timedelta(days=30)


def _application_drafts(past: Past) -> Rows:
    return Application.objects.filter(
        state=ApplicationState.DRAFT, consultation__call__closes_at__lt=past.before, created_at__lt=past.before
    )


def _invitations(past: Past) -> Rows:
    return TeamInvitation.objects.filter(consultation__ends_at__lt=past.before)


def _unfinished_reviews(past: Past) -> Rows:
    return Review.objects.filter(score=None, application__consultation__ends_at__lt=past.before)


def _sent_mail(past: Past) -> Rows:
    waiting = (MessageState.QUEUED, MessageState.SENDING)
    return Message.objects.exclude(state__in=waiting).filter(created_at__lt=past.before)


def _kept_mail(past: Past) -> Rows:
    return KeptMail.objects.filter(kept_at__lt=past.before)


def _ended_work(past: Past) -> Rows:
    return Job.objects.filter(ended_at__lt=past.before)


def _purges(past: Past) -> Rows:
    return PurgeRun.objects.filter(at__lt=past.before)


RULES = (
    Rule(
        "application_drafts",
        _("applications never sent"),
        _MONTH,
        Since.CALL,
        _application_drafts,
        consultation="consultation",
    ),
    Rule(
        "team_invitations",
        _("invitations to working groups"),
        _MONTH,
        Since.EVENT,
        _invitations,
        consultation="consultation",
    ),
    Rule(
        "unfinished_reviews",
        _("reviews that were never given"),
        _MONTH,
        Since.EVENT,
        _unfinished_reviews,
        consultation="application__consultation",
    ),
    Rule(
        "sent_mail",
        _("mail that was sent"),
        timedelta(days=90),
        Since.MADE,
        _sent_mail,
        consultation="consultation",
    ),
    Rule("kept_mail", _("mail that was kept instead of sent"), _MONTH, Since.MADE, _kept_mail),
    Rule("ended_work", _("the record of long work"), _MONTH, Since.ENDED, _ended_work),
    Rule("purges", _("the record of these deletions, in numbers"), YEAR, Since.MADE, _purges),
)
