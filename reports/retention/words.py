"""Notes, what the screener kept, and what was allowed to stand."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from breakouts.models import NO_LONGER_KEPT, AllowEntry, ConfirmedBlank, Note, NoteMerge, NoteStatus, Override
from reports.models import CommentWindow, Revision
from reports.retention.rule import YEAR, Past, Rows, Rule, Since, report_is_out


def _set_aside(past: Past) -> Rows:
    return Note.objects.filter(
        status=NoteStatus.SET_ASIDE, consultation__ends_at__lt=past.before, day__lte=past.before.date()
    )


def _drafts(past: Past) -> Rows:
    return Note.objects.filter(status=NoteStatus.DRAFT, consultation__ends_at__lt=past.before)


def _never_accepted(past: Past) -> Rows:
    return Note.objects.waiting().filter(report_is_out(past, "consultation"))


def _wordings(past: Past) -> Rows:
    return NoteMerge.objects.filter(report_is_out(past, "group__consultation"))


def _overrides(past: Past) -> Rows:
    return Override.objects.filter(report_is_out(past, "finding__note__consultation"))


def _revisions(past: Past) -> Rows:
    return Revision.objects.filter(report_is_out(past, "report__consultation"))


def _commented_drafts(past: Past) -> Rows:
    return CommentWindow.objects.filter(report_is_out(past, "report__consultation"))


def _allowed(past: Past) -> Rows:
    return AllowEntry.objects.filter(consultation__ends_at__lt=past.before)


def _blanks(past: Past) -> Rows:
    return ConfirmedBlank.objects.filter(report_is_out(past, "consultation")).exclude(reason=NO_LONGER_KEPT)


RULES = (
    Rule(
        "set_aside_notes",
        _("notes that were set aside"),
        timedelta(days=7),
        Since.EVENT,
        _set_aside,
        consultation="consultation",
    ),
    Rule(
        "draft_notes",
        _("notes that were never handed in"),
        timedelta(days=30),
        Since.EVENT,
        _drafts,
        consultation="consultation",
    ),
    Rule(
        "never_accepted",
        _("notes that were handed in and never accepted"),
        timedelta(days=30),
        Since.PUBLICATION,
        _never_accepted,
        consultation="consultation",
        latest=YEAR,
    ),
    Rule(
        "merges_not_accepted",
        _("wordings that were to stand for several notes and were never accepted"),
        timedelta(days=30),
        Since.PUBLICATION,
        _wordings,
        consultation="group__consultation",
        latest=YEAR,
    ),
    Rule(
        "overrides",
        _("marks of who agreed to an exception"),
        timedelta(days=30),
        Since.PUBLICATION,
        _overrides,
        consultation="finding__note__consultation",
        latest=YEAR,
    ),
    Rule(
        "commented_drafts",
        _("the draft that co-organizers were given, their links to it and their comments"),
        timedelta(days=30),
        Since.PUBLICATION,
        _commented_drafts,
        consultation="report__consultation",
        latest=YEAR,
    ),
    Rule(
        "earlier_wordings",
        _("earlier wordings of the report"),
        timedelta(days=30),
        Since.PUBLICATION,
        _revisions,
        consultation="report__consultation",
        latest=YEAR,
    ),
    Rule(
        "reasons_of_blanks",
        _("why a group had nothing to say"),
        timedelta(days=30),
        Since.PUBLICATION,
        _blanks,
        consultation="consultation",
        latest=YEAR,
        emptied="reason",
        empty=NO_LONGER_KEPT,
    ),
    Rule(
        "allowed_wordings",
        _("words that the screener was told to let stand"),
        timedelta(0),
        Since.EVENT,
        _allowed,
        consultation="consultation",
    ),
)
