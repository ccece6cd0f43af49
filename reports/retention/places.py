"""Who sat where. What stays is how many were in each room."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from breakouts.actions.room_counts import count_placed, count_seen
from breakouts.models import (
    ROOM_ATTENDANCE_KEPT,
    AllocationRun,
    AllocationSearch,
    Constraint,
    Placement,
    PlanChange,
    PublishedPlace,
    RoomAttendance,
    RoomReport,
    RunState,
)
from reports.retention.rule import YEAR, Past, Rows, Rule, Since, report_is_out

_MONTH = timedelta(days=30)


def _room_attendance(past: Past) -> Rows:
    return RoomAttendance.objects.filter(room__consultation__ends_at__lt=past.before)


def _room_reports(past: Past) -> Rows:
    return RoomReport.objects.filter(created_at__lt=past.before)


def _placements(past: Past) -> Rows:
    return Placement.objects.filter(report_is_out(past, "registration__consultation"))


def _told(past: Past) -> Rows:
    return PublishedPlace.objects.filter(report_is_out(past, "registration__consultation"))


def _steps(past: Past) -> Rows:
    return PlanChange.objects.filter(report_is_out(past, "consultation"))


def _found(past: Past) -> Rows:
    return AllocationSearch.objects.filter(report_is_out(past, "consultation"))


def _rules(past: Past) -> Rows:
    return Constraint.objects.filter(report_is_out(past, "consultation"))


def _no_plan(past: Past) -> Rows:
    return AllocationRun.objects.filter(state=RunState.INFEASIBLE, started_at__lt=past.before)


RULES = (
    Rule(
        "room_attendance",
        _("who was in which room"),
        ROOM_ATTENDANCE_KEPT,
        Since.EVENT,
        _room_attendance,
        consultation="room__consultation",
        first=count_seen,
    ),
    Rule(
        "room_reports",
        _("reports of who was in which room that were never recorded"),
        timedelta(days=7),
        Since.MADE,
        _room_reports,
        consultation="consultation",
    ),
    Rule(
        "placements",
        _("who was placed in which group"),
        _MONTH,
        Since.PUBLICATION,
        _placements,
        consultation="registration__consultation",
        latest=YEAR,
        first=count_placed,
    ),
    Rule(
        "told_places",
        _("which groups participants were told"),
        _MONTH,
        Since.PUBLICATION,
        _told,
        consultation="registration__consultation",
        latest=YEAR,
    ),
    Rule(
        "plan_steps",
        _("the steps by which people were placed in groups"),
        _MONTH,
        Since.PUBLICATION,
        _steps,
        consultation="consultation",
        latest=YEAR,
    ),
    Rule(
        "found_plan",
        _("the plan that a longer search found, used or not"),
        _MONTH,
        Since.PUBLICATION,
        _found,
        consultation="consultation",
        latest=YEAR,
    ),
    Rule(
        "group_rules",
        _("who was to be placed together, apart or in a certain group, and why"),
        _MONTH,
        Since.PUBLICATION,
        _rules,
        consultation="consultation",
        latest=YEAR,
    ),
    Rule(
        "no_plan",
        _("why no plan of the groups was possible"),
        timedelta(days=7),
        Since.MADE,
        _no_plan,
        consultation="consultation",
    ),
)
