"""Retention: what is deleted when its time is over (docs/retention.md)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.database import forget_deleted
from accounts.models import Job, KeptMail
from breakouts.models import AllocationRun, Note, NoteStatus, Override, RoomAttendance, RunState
from consultations.models import Application, ApplicationState, Message, MessageState, Review, SeenBy, TeamInvitation
from registrations.models import (
    Attendance,
    AttendanceReport,
    AttendanceSource,
    ContactImport,
    ImportRow,
    ImportState,
    Registration,
    RegistrationAnswer,
    RegistrationState,
    ReportedMinutes,
    ReportState,
    SupportRequest,
)

Rows = models.QuerySet[models.Model]

SET_ASIDE_NOTES = timedelta(days=7)
DRAFT_NOTES = timedelta(days=30)
OVERRIDES = timedelta(days=30)
ROOM_ATTENDANCE = timedelta(days=14)
UNCONFIRMED = timedelta(days=30)
SENT_MAIL = timedelta(days=90)
KEPT_MAIL = timedelta(days=30)
ENDED_WORK = timedelta(days=30)
NEEDS = timedelta(days=90)
CONTACT_FILES = timedelta(days=7)
ATTENDANCE_FILES = timedelta(days=7)
REFUSED_ROWS = timedelta(days=30)
NO_PLAN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Rule:
    """What goes, after how long, and why nobody misses it."""

    key: str
    words: str | Promise
    rows: Callable[[datetime], Rows]
    emptied: str = ""
    """The field that is emptied, where the rest of the row stays."""
    empty: object = ""
    """What an empty field holds."""
    before: Callable[[Rows], object] | None = None
    """What has to be done before these rows go."""


@dataclass(frozen=True, slots=True)
class Purged:
    """How many rows a rule took, or would take."""

    rule: Rule
    rows: int


def _set_aside(at: datetime) -> Rows:
    return Note.objects.filter(
        status=NoteStatus.SET_ASIDE, consultation__ends_at__lt=at - SET_ASIDE_NOTES, day__lt=at - SET_ASIDE_NOTES
    )


def _drafts(at: datetime) -> Rows:
    return Note.objects.filter(status=NoteStatus.DRAFT, consultation__ends_at__lt=at - DRAFT_NOTES)


def _overrides(at: datetime) -> Rows:
    return Override.objects.filter(finding__note__consultation__reports__published_at__lt=at - OVERRIDES)


def _room_attendance(at: datetime) -> Rows:
    return RoomAttendance.objects.filter(room__consultation__ends_at__lt=at - ROOM_ATTENDANCE)


def _attendance_waiting(at: datetime) -> Rows:
    return AttendanceReport.objects.filter(state=ReportState.WAITING, created_at__lt=at - ATTENDANCE_FILES)


def _attendance_minutes(at: datetime) -> Rows:
    return AttendanceReport.objects.filter(
        consultation__ends_at__lt=at - ROOM_ATTENDANCE, applied_at__lt=at - ROOM_ATTENDANCE
    )


def _settle(reports: Rows) -> None:
    """Who attended by these reports did so for good: it can no longer be worked out again."""
    seen = ReportedMinutes.objects.filter(report__in=reports).values("registration")
    Attendance.objects.filter(source=AttendanceSource.PLATFORM, registration__in=seen).update(settled=True)


def _unconfirmed(at: datetime) -> Rows:
    return Registration.objects.filter(
        status=RegistrationState.PENDING, consultation__ends_at__lt=at - UNCONFIRMED, created_at__lt=at - UNCONFIRMED
    )


def _unconfirmed_addresses(at: datetime) -> Rows:
    return Registration.objects.filter(consultation__ends_at__lt=at - UNCONFIRMED).exclude(new_email="")


def _former_addresses(at: datetime) -> Rows:
    return Registration.objects.filter(consultation__ends_at__lt=at - SENT_MAIL).exclude(former_addresses=[])


def _companions(at: datetime) -> Rows:
    return Registration.objects.filter(assists__isnull=False, consultation__ends_at__lt=at - NEEDS)


def _needs(at: datetime) -> Rows:
    return Registration.objects.filter(consultation__ends_at__lt=at - NEEDS).exclude(needs="")


def _answers_about_needs(at: datetime) -> Rows:
    return RegistrationAnswer.objects.filter(
        question__seen_by=SeenBy.NEEDS, registration__consultation__ends_at__lt=at - NEEDS
    )


def _support(at: datetime) -> Rows:
    return SupportRequest.objects.filter(registration__consultation__ends_at__lt=at - NEEDS)


def _application_drafts(at: datetime) -> Rows:
    return Application.objects.filter(
        state=ApplicationState.DRAFT,
        consultation__call__closes_at__lt=at - UNCONFIRMED,
        created_at__lt=at - UNCONFIRMED,
    )


def _invitations(at: datetime) -> Rows:
    return TeamInvitation.objects.filter(consultation__ends_at__lt=at - UNCONFIRMED)


def _unfinished_reviews(at: datetime) -> Rows:
    return Review.objects.filter(score=None, application__consultation__ends_at__lt=at - UNCONFIRMED)


def _no_plan(at: datetime) -> Rows:
    return AllocationRun.objects.filter(state=RunState.INFEASIBLE, started_at__lt=at - NO_PLAN)


def _sent_mail(at: datetime) -> Rows:
    waiting = (MessageState.QUEUED, MessageState.SENDING)
    return Message.objects.exclude(state__in=waiting).filter(created_at__lt=at - SENT_MAIL)


def _kept_mail(at: datetime) -> Rows:
    return KeptMail.objects.filter(kept_at__lt=at - KEPT_MAIL)


def _ended_work(at: datetime) -> Rows:
    return Job.objects.filter(ended_at__lt=at - ENDED_WORK)


def _contact_files(at: datetime) -> Rows:
    return ContactImport.objects.exclude(state=ImportState.LOADED).filter(created_at__lt=at - CONTACT_FILES)


def _refused_rows(at: datetime) -> Rows:
    return ImportRow.objects.filter(batch__loaded_at__lt=at - REFUSED_ROWS)


RULES = (
    Rule("set_aside_notes", _("notes that were set aside, 7 days after the event"), _set_aside),
    Rule("draft_notes", _("notes that were never handed in, 30 days after the event"), _drafts),
    Rule("overrides", _("marks of who agreed to an exception, 30 days after publication"), _overrides),
    Rule("room_attendance", _("who was in which room, 14 days after the event"), _room_attendance),
    Rule("attendance_reports", _("reports of attendance that were never recorded, after 7 days"), _attendance_waiting),
    Rule(
        "attendance_minutes",
        _("how long reports saw each person, 14 days after the event"),
        _attendance_minutes,
        before=_settle,
    ),
    Rule("unconfirmed_registrations", _("registrations never confirmed, 30 days after the event"), _unconfirmed),
    Rule(
        "unconfirmed_addresses",
        _("new addresses never confirmed, 30 days after the event"),
        _unconfirmed_addresses,
        emptied="new_email",
    ),
    Rule(
        "former_addresses",
        _("addresses that participants used before, 90 days after the event"),
        _former_addresses,
        emptied="former_addresses",
        empty=[],
    ),
    Rule("companions", _("interpreters and assistants, 90 days after the event"), _companions),
    Rule("needs", _("what participants need, 90 days after the event"), _needs, emptied="needs"),
    Rule("answers_about_needs", _("answers about needs, 90 days after the event"), _answers_about_needs),
    Rule("support", _("requests for support with their decisions, 90 days after the event"), _support),
    Rule("application_drafts", _("applications never sent, 30 days after the call"), _application_drafts),
    Rule("team_invitations", _("invitations to working groups, 30 days after the event"), _invitations),
    Rule("unfinished_reviews", _("reviews that were never given, 30 days after the event"), _unfinished_reviews),
    Rule("no_plan", _("why no plan of the groups was possible, after 7 days"), _no_plan),
    Rule("sent_mail", _("mail that was sent, after 90 days"), _sent_mail),
    Rule("kept_mail", _("mail that was kept instead of sent, after 30 days"), _kept_mail),
    Rule("ended_work", _("the record of long work, 30 days after it ended"), _ended_work),
    Rule("contact_files", _("files of contacts that were never loaded, after 7 days"), _contact_files),
    Rule("refused_rows", _("rows of such files that were not loaded, 30 days after the others"), _refused_rows),
)


@transaction.atomic
def purge(*, dry_run: bool = False, at: datetime | None = None) -> list[Purged]:
    """Delete everything whose time is over; with `dry_run` only count it. Returns every rule with its rows."""
    at = at or now()
    done = []
    for rule in RULES:
        rows = rule.rows(at)
        ids = list(rows.values_list("pk", flat=True).distinct())
        if not dry_run:
            if rule.before:
                rule.before(rows)
            gone = rows.model._default_manager.filter(pk__in=ids)
            if rule.emptied:
                gone.update(**{rule.emptied: rule.empty})
            else:
                gone.delete()
        done.append(Purged(rule, len(ids)))
    if not dry_run:
        forget_deleted()
    return done
